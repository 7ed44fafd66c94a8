using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Prompts;

namespace Luxe.Grains.Customers;

/// <summary>A prompt that stands, and whose inbox holds it.</summary>
internal sealed record OpenPrompt(Prompt Prompt, string Subject, string? AssociateId);

/// <summary>When a rule last spoke about a subject: what cooldowns count from.</summary>
internal sealed record PromptMark(PromptKind Kind, string Subject, ConsentTier Tier, DateTimeOffset At)
{
    private const int CapacityPerTier = 100;

    /// <summary>Bounded per tier: one tier's marks never push out another's, or a purge would change what is left.</summary>
    public static ImmutableArray<PromptMark> Remember(ImmutableArray<PromptMark> marks, PromptRaised raised)
    {
        var prompt = raised.Prompt;
        var kept = marks.RemoveAll(mark => mark.Kind == prompt.Kind && mark.Subject == raised.Subject);
        if (kept.Count(mark => mark.Tier == prompt.Tier) >= CapacityPerTier)
        {
            kept = kept.Remove(kept.First(mark => mark.Tier == prompt.Tier));
        }

        return kept.Add(new PromptMark(prompt.Kind, raised.Subject, prompt.Tier, prompt.RaisedAt));
    }
}
