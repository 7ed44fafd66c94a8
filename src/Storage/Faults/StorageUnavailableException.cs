namespace Luxe.Storage;

/// <summary>
/// The database is down, locked, full or stopping. Nothing was acknowledged: answer 503 and let the caller retry with the same event ids.
/// </summary>
public sealed class StorageUnavailableException(string message, Exception? inner = null) : StorageException(message, inner)
{
    /// <summary>
    /// True when the connection broke while the commit was under way and could not be asked again in time: the rows may or may not be there.
    /// Whoever holds state in memory must drop it and read again.
    /// </summary>
    public bool OutcomeUnknown { get; init; }
}
