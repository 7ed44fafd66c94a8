using System.Collections.Immutable;

namespace Luxe.Storage;

/// <summary>Small named values of the installation: the demo marker, import checkpoints.</summary>
public interface IMeta
{
    /// <summary>The value, or null.</summary>
    Task<string?> GetAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Sets values, all together; completes once they are durable.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task PutAsync(ImmutableArray<KeyValuePair<string, string>> values, CancellationToken cancellationToken = default);

    /// <summary>Sets one value; completes once it is durable.</summary>
    Task PutAsync(string key, string value, CancellationToken cancellationToken = default) =>
        PutAsync([new(key, value)], cancellationToken);

    /// <summary>Sets a value only if it is still <paramref name="expected"/> (null: not there). False when it is not.</summary>
    Task<bool> TryPutAsync(string key, string value, string? expected, CancellationToken cancellationToken = default);
}
