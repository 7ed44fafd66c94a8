using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
using Luxe.Grains.Merges;

namespace Luxe.Grains.Customers;

/// <summary>What a client's journal holds. The discriminators are stored: never change or reuse one.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$type")]
[JsonDerivedType(typeof(InteractionRecorded), InteractionRecorded.Kind)]
[JsonDerivedType(typeof(ConsentDecided), ConsentDecided.Kind)]
[JsonDerivedType(typeof(PromptRaised), PromptRaised.Kind)]
[JsonDerivedType(typeof(PromptEnded), PromptEnded.Kind)]
[JsonDerivedType(typeof(Assigned), Assigned.Kind)]
[JsonDerivedType(typeof(Merged), Merged.Kind)]
[JsonDerivedType(typeof(MergedInto), MergedInto.Kind)]
[JsonDerivedType(typeof(MergeUndone), MergeUndone.Kind)]
[JsonDerivedType(typeof(Restored), Restored.Kind)]
[JsonDerivedType(typeof(Erased), Erased.Kind)]
[JsonDerivedType(typeof(Retained), Retained.Kind)]
internal abstract record CustomerEvent;

/// <summary>She did something, and her tier let it in. The origin is the absorbed id by whose door it came; null: her own.</summary>
internal sealed record InteractionRecorded(Interaction Interaction, string? Origin = null) : CustomerEvent
{
    public const string Kind = "interaction";
}

/// <summary>She decided what may be used; the ledger's entry was written with it.</summary>
internal sealed record ConsentDecided(ConsentDecision Decision, LedgerHead Ledger, string? Origin = null) : CustomerEvent
{
    public const string Kind = "consent";
}

/// <summary>A rule found something worth saying. The subject (a product, an occasion) is what the cooldown counts by.</summary>
internal sealed record PromptRaised(Prompt Prompt, string Subject) : CustomerEvent
{
    public const string Kind = "prompt-raised";
}

/// <summary>A prompt ended. Names the inbox that held it, so that the end reaches it even when the prompt itself was purged.</summary>
internal sealed record PromptEnded(string PromptId, PromptOutcome Outcome, string? AssociateId, DateTimeOffset At) : CustomerEvent
{
    public const string Kind = "prompt-ended";
}

/// <summary>She entered or left an associate's book.</summary>
internal sealed record Assigned(string? AssociateId, DateTimeOffset At, string? Origin = null) : CustomerEvent
{
    public const string Kind = "assigned";
}

/// <summary>What was over its time was emptied in the same append: names the rules by which, how many rows they met, and nothing that was in them.</summary>
internal sealed record Retained(DateTimeOffset At, ImmutableArray<string> Rules, int Rows) : CustomerEvent
{
    public const string Kind = "retained";
}

/// <summary>A journal row as the fold sees it; a row whose payload was purged has no event.</summary>
internal sealed record JournalEntry(long Seq, string? EventId, CustomerEvent? Event)
{
    /// <summary>Storage could not serve it as it was written, and has reported it.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>It is as it was written, and says nothing that is known.</summary>
    public bool IsUnreadable { get; init; }
}
