namespace Luxe.Storage;

/// <summary>The inbox ends elsewhere, or holds an item with this id already. Nothing of the append was written.</summary>
public sealed class InboxConflictException(string associate, long expectedNumber, long actualNumber, string? duplicateItemId)
    : StorageException(duplicateItemId is null
        ? FormattableString.Invariant($"The inbox ends at {actualNumber}, not at {expectedNumber} as expected.")
        : "The inbox already holds an item with this id.")
{
    /// <summary>Whose inbox.</summary>
    public string Associate { get; } = associate;

    /// <summary>The last number the caller knew.</summary>
    public long ExpectedNumber { get; } = expectedNumber;

    /// <summary>The last number there was.</summary>
    public long ActualNumber { get; } = actualNumber;

    /// <summary>The item that was there already, or null when only the numbers disagree.</summary>
    public string? DuplicateItemId { get; } = duplicateItemId;
}
