using System.Collections.Immutable;

namespace Luxe.Storage;

/// <summary>Items that enter an inbox together or not at all.</summary>
public sealed record InboxAppend
{
    /// <summary>Whose inbox.</summary>
    public required string Associate { get; init; }

    /// <summary>The last number the caller knows (0 for an empty inbox); the first new item has this plus one.</summary>
    public required long ExpectedNumber { get; init; }

    /// <summary>The new items, numbered without gaps.</summary>
    public required ImmutableArray<InboxRow> Rows { get; init; }
}
