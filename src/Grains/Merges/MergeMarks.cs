using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;

namespace Luxe.Grains.Merges;

/// <summary>What merges (and an erasure) leave in a client's state: opaque ids and times, all of tier None. Null for nearly everybody.</summary>
internal sealed record MergeMarks
{
    public static MergeMarks None { get; } = new();

    /// <summary>Merges that stand, oldest first.</summary>
    public ImmutableArray<ActiveMerge> Merges { get; init; } = [];

    /// <summary>Her own door and those of everybody she absorbed; empty while she absorbed nobody, but that undoing may leave her own.</summary>
    public ImmutableArray<Door> Doors { get; init; } = [];

    /// <summary>Rows that are stored and out of use, the oldest cut first; each hides something that no later one does.</summary>
    public ImmutableArray<HistoryCut> Cuts { get; init; } = [];

    /// <summary>Whom she became part of.</summary>
    public Signpost? Into { get; init; }

    public bool IsErased { get; init; }

    /// <summary>The ids of everybody she absorbed, directly and by way of others.</summary>
    public IEnumerable<string> Covered => Doors.Where(static door => door.Id is not null).Select(static door => door.Id!);

    public Door? DoorOf(string? id) => Doors.FirstOrDefault(door => door.Id == id);

    /// <summary>
    /// The cuts with one more. Later ones that reach as deep hide all that a former hid, so that of many merges no more than one cut a tier and a use is left;
    /// undoing replays from the start, and finds the former again.
    /// </summary>
    public ImmutableArray<HistoryCut> CutAt(long seq, ConsentView consent)
    {
        var (above, withheld) = (consent.Tier, ConsentGate.ClosedBy(consent));
        var kept = ImmutableArray.CreateBuilder<HistoryCut>(Cuts.Length + 1);
        kept.Add(new HistoryCut(seq, above, withheld));
        foreach (var cut in Cuts.Reverse())
        {
            if (cut.Above < above || (cut.Withheld & ~withheld) != DataUses.None)
            {
                kept.Add(cut);
                (above, withheld) = (cut.Above < above ? cut.Above : above, withheld | cut.Withheld);
            }
        }

        kept.Reverse();
        return kept.ToImmutable();
    }

    /// <summary>The time of her own last word, unless it is known: nobody is absorbed, and a limit gave her consent another's time.</summary>
    public MergeMarks WithOwn(DateTimeOffset? at) => Doors.IsEmpty ? this with { Doors = [new Door(null, at)] } : this;

    /// <summary>Whose journals may hold what came by an absorbed door: everybody's by way of whom it came here, whose rows a merge may have withheld.</summary>
    public ImmutableArray<string> Behind(string door) => Merges.FirstOrDefault(merge => merge.IsBehind(door))?.Covers ?? [door];

    public MergeMarks Heard(string? door, DateTimeOffset? at, bool byAll) =>
        this with { Doors = [.. Doors.Select(known => byAll || known.Id == door ? known with { DecidedAt = at } : known)] };
}

/// <summary>A merge that stands.</summary>
/// <param name="Seq">The journal number of its row.</param>
/// <param name="Rows">How many rows behind it belong to it.</param>
/// <param name="Covers">The absorbed and whomever she had absorbed.</param>
internal sealed record ActiveMerge(string MergeId, string AbsorbedId, long Seq, int Rows, ImmutableArray<string> Covers)
{
    public bool IsBehind(string? door) => door is not null && Covers.Contains(door);
}

/// <summary>An id under which she is known (null: her own), and the time of the last decision that counts there.</summary>
internal sealed record Door(string? Id, DateTimeOffset? DecidedAt);

/// <summary>Rows before a number whose tier is above this one, or that rest on one of these uses, are out of use, whatever she decides later.</summary>
internal sealed record HistoryCut(
    long Before,
    ConsentTier Above,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] DataUses Withheld = DataUses.None)
{
    public bool Hides(long seq, InteractionKind kind) => seq < Before && (ConsentGate.TierOf(kind) > Above || (ConsentGate.UseOf(kind) & Withheld) != DataUses.None);
}

/// <summary>Where everything about an absorbed client goes.</summary>
internal sealed record Signpost(string SurvivorId, string MergeId);
