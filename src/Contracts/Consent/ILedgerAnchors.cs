using System.Collections.Immutable;

namespace Luxe.Contracts.Consent;

/// <summary>
/// Anchors of all consent ledgers together, one a day or more: hashes over the heads of ledgers that moved and over the anchor before. One
/// activation; call it by <see cref="Key"/>. It tells of no client.
/// </summary>
[Alias("luxe.ILedgerAnchors")]
public interface ILedgerAnchors : IGrainWithStringKey
{
    /// <summary>The key by which everybody calls it.</summary>
    public const string Key = "anchors";

    /// <summary>Sets the daily reminder, and anchors the days that were missed while the house was closed.</summary>
    [Alias("Begin")] Task Begin();

    /// <summary>Anchors now, for today; the day's end brings another.</summary>
    [Alias("Make")] Task<ImmutableArray<LedgerAnchor>> Make();

    /// <summary>At most 500 anchors after a number (0 from the start), in order.</summary>
    [ReadOnly, Alias("List")] Task<AnchorPage> List(long after, int limit);
}

/// <summary>An anchor. Whoever keeps its root elsewhere can hold the house to every entry that it covers.</summary>
/// <param name="Number">1, 2, 3, ...</param>
/// <param name="Day">The day (UTC) that it closes.</param>
/// <param name="Previous">The root before it; 64 zeros for the first.</param>
/// <param name="Root">SHA-256 (hex) of the lines: previous root, day as yyyy-MM-dd, then "seq:hash" of each leaf in the order of the hashes.</param>
/// <param name="Leaves">How many ledgers it covers.</param>
/// <param name="MadeAt">When (UTC).</param>
[GenerateSerializer, Immutable, Alias("luxe.LedgerAnchor")]
public sealed record LedgerAnchor(
    [property: Id(0)] long Number,
    [property: Id(1)] DateOnly Day,
    [property: Id(2)] string Previous,
    [property: Id(3)] string Root,
    [property: Id(4)] long Leaves,
    [property: Id(5)] DateTimeOffset MadeAt);

/// <summary>A page of anchors.</summary>
/// <param name="Anchors">In order.</param>
/// <param name="Next">Pass it as the next page's 'after'; null at the end.</param>
[GenerateSerializer, Immutable, Alias("luxe.AnchorPage")]
public sealed record AnchorPage([property: Id(0)] ImmutableArray<LedgerAnchor> Anchors, [property: Id(1)] long? Next);
