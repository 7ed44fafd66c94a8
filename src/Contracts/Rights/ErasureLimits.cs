using System.Collections.Immutable;

namespace Luxe.Contracts.Rights;

/// <summary>What an erasure cannot reach, as codes that receipts carry and pages put into words.</summary>
public static class ErasureLimits
{
    /// <summary>Log files: they hold opaque ids only, until they rotate.</summary>
    public const string Logs = "logs";

    /// <summary>Backups made before: they hold her sealed, and her key is gone; restored, the list of erasures is applied again.</summary>
    public const string Backups = "backups";

    /// <summary>Dead letters that could not be read, and so not be told to be hers: deleted when their time is over.</summary>
    public const string UnreadLetters = "unread-letters";

    /// <summary>Freed space inside the database, until the database's own clean-up.</summary>
    public const string FreedSpace = "freed-space";

    /// <summary>Her opaque id in rows of merges that were taken back, in the journals of those she was taken for.</summary>
    public const string UndoneMerges = "undone-merges";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } = [Logs, Backups, UnreadLetters, FreedSpace, UndoneMerges];
}
