namespace Luxe.Storage;

/// <summary>The base of what storage refuses or cannot do.</summary>
public abstract class StorageException : Exception
{
    private protected StorageException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
