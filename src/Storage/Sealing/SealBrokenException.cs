namespace Luxe.Storage;

/// <summary>Sealed bytes do not open: they were changed, or belong to another client, row or place. Says nothing of what they held.</summary>
public sealed class SealBrokenException(Exception? inner = null) : StorageException("A seal does not open: its bytes were changed, or stand where they were not written.", inner);
