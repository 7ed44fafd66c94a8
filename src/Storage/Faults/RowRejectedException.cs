namespace Luxe.Storage;

/// <summary>The database cannot hold a value of this append (for instance text that is not valid Unicode); nothing of it was written.</summary>
public sealed class RowRejectedException(string message, Exception? inner = null) : StorageException(message, inner);
