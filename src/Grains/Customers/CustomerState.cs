using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Merges;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Customers;

/// <summary>
/// A client, folded from her journal: bounded windows and running aggregates, never the whole life.
/// Every field derives from rows of one tier only, so that cutting the state and replaying a purged journal give the same.
/// </summary>
internal sealed record CustomerState
{
    public static CustomerState Empty { get; } = new();

    public long Seq { get; init; }

    public ConsentView Consent { get; init => field = SharedWords.Of(value); } = ConsentView.Undecided;

    public LedgerHead Ledger { get; init; } = LedgerHead.Start;

    public string? AssociateId { get; init => field = Words.Share(value); }

    [JsonConverter(typeof(EventIdsJson))]
    public Tail<uint> RecentIds { get; init; }

    /// <summary>Events gate 1 refused. A count and nothing else; kept by snapshots, not by the journal.</summary>
    public long Dropped { get; init; }

    // What Category holds.
    public Traits? Traits { get; init => field = SharedWords.Of(value); }

    public DateTimeOffset TraitsAt { get; init; }

    public Trail Declared { get; init; } = Trail.Empty;

    public Purchases Purchases { get; init; } = Purchases.None;

    public Presence? Visit { get; init; }

    // What Behaviour holds.
    public Trail Observed { get; init; } = Trail.Empty;

    public Interests Interests { get; init; } = Interests.None;

    public ImmutableArray<Wish> Wishes { get; init; } = [];

    public Cart Cart { get; init; } = Cart.Empty;

    // Each prompt says its own tier.
    public ImmutableArray<OpenPrompt> Prompts { get; init; } = [];

    public ImmutableArray<PromptMark> Raised { get; init; } = [];

    /// <summary>What merges left; null for nearly everybody.</summary>
    public MergeMarks? Marks { get; init; }

    /// <summary>Whom she became part of.</summary>
    [JsonIgnore]
    public Signpost? Into => Marks?.Into;

    /// <summary>A merge whose rows are not all there yet: she answers nobody before they are.</summary>
    [JsonIgnore]
    public ActiveMerge? Unfinished => Marks is { Merges: [.., var last] } && Seq < last.Seq + last.Rows ? last : null;

    [JsonIgnore]
    public bool IsErased => Marks is { IsErased: true };

    /// <summary>Nothing: a record would print all that is held, past every gate and into a log.</summary>
    public override string ToString() => nameof(CustomerState);

    /// <summary>The state after one more row.</summary>
    public CustomerState Apply(JournalEntry entry)
    {
        var next = entry.Event switch
        {
            null => this,
            InteractionRecorded e => InteractionFold.Apply(this, e.Interaction),
            ConsentDecided e => MergeFold.Apply(this, entry.Seq, e),
            PromptRaised e => this with { Prompts = Prompts.Add(new(e.Prompt, e.Subject, AssociateId)), Raised = PromptMark.Remember(Raised, e) },
            PromptEnded e => this with { Prompts = Prompts.RemoveAll(open => open.Prompt.PromptId == e.PromptId) },
            Assigned e => this with { AssociateId = e.AssociateId, Prompts = [.. Prompts.Select(open => open with { AssociateId = e.AssociateId })] },
            Merged e => MergeFold.Apply(this, entry.Seq, e),
            MergedInto e => MergeFold.Apply(this, e),
            MergeUndone e => MergeFold.Apply(this, e),
            Restored e => MergeFold.Apply(this, e),
            Erased e => MergeFold.Apply(this, e),

            // What it emptied is missing from the replay already; a state that was folded before is replayed.
            Retained => this,
            _ => throw new NotSupportedException($"The fold does not know {entry.Event.GetType().Name}."),
        };
        return next with { Seq = entry.Seq, RecentIds = RecentIds.Remember(entry.EventId) };
    }

    /// <summary>The state after many rows.</summary>
    public CustomerState Apply(IEnumerable<JournalEntry> entries) => entries.Aggregate(this, static (state, entry) => state.Apply(entry));

    /// <summary>Whether a decision was made before the one that holds. Of two made at one moment, the one that arrived later holds.</summary>
    public bool IsOutdated(ConsentDecision decision) => decision.DecidedAt < Consent.DecidedAt;

    /// <summary>Whether she answers for what comes by a door: her own (null) or an absorbed one's.</summary>
    public bool Answers(string? door) => Into is null && Unfinished is null && (door is null || Marks?.DoorOf(door) is not null);

    /// <summary>Whether a stored row is out of use since a merge.</summary>
    public bool Hides(long seq, InteractionKind kind) => Marks is not null && Marks.Cuts.Any(cut => cut.Hides(seq, kind));

    /// <summary>What she withholds of a stored row: now, and since a merge.</summary>
    public DataUses WithheldAt(long seq) => Marks is null
        ? Consent.Withheld
        : Marks.Cuts.Where(cut => seq < cut.Before).Aggregate(Consent.Withheld, static (all, cut) => all | cut.Withheld);
}
