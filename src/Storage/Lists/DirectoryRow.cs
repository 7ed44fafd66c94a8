namespace Luxe.Storage;

/// <summary>A small row of a list: a projection that can be rebuilt, never the truth.</summary>
/// <param name="Kind">Which list: <c>customer</c>, <c>product</c>, <c>store</c>, <c>associate</c>.</param>
/// <param name="Id">Unique in its list.</param>
/// <param name="SortKey">Lists are ordered by this, then by id, byte by byte. Nothing personal in the clear.</param>
/// <param name="Payload">Opaque bytes.</param>
public sealed record DirectoryRow(string Kind, string Id, string SortKey, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Where the page after this row begins.</summary>
    public DirectoryCursor Cursor => new(SortKey, Id);
}

/// <summary>A place in a list.</summary>
/// <param name="SortKey">The last row's sort key.</param>
/// <param name="Id">The last row's id.</param>
public readonly record struct DirectoryCursor(string SortKey, string Id);
