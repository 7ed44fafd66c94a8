namespace Luxe.Storage;

/// <summary>The database's schema cannot be used by this binary.</summary>
public sealed class SchemaException(string message) : StorageException(message);
