namespace Luxe.Storage;

/// <summary>The master keys that are here are not those that the house was sealed under: it does not start, and nothing was touched.</summary>
public sealed class MasterKeyException(string message) : InvalidOperationException(message);
