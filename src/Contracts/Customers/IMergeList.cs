using System.Collections.Immutable;

namespace Luxe.Contracts.Customers;

/// <summary>Merges that somebody ordered in the house, newest first; stitched sequences are not among them. Stateless, any key; use <see cref="Key"/>.</summary>
[Alias("luxe.IMergeList")]
public interface IMergeList : IGrainWithStringKey
{
    /// <summary>The key by which everybody calls it.</summary>
    public const string Key = "merges";

    /// <summary>A page after a cursor (null from the start); at most 500. Opaque ids, who, why and when.</summary>
    /// <exception cref="ArgumentException">The cursor is none of this list.</exception>
    [ReadOnly, Alias("List")] Task<MergePage> List(string? after, int limit);
}

/// <summary>A page of merges.</summary>
/// <param name="Merges">Newest first, those taken back too.</param>
/// <param name="Next">Cursor for the next page, or null at the end.</param>
[GenerateSerializer, Immutable, Alias("luxe.MergePage")]
public sealed record MergePage([property: Id(0)] ImmutableArray<MergeRecord> Merges, [property: Id(1)] string? Next);
