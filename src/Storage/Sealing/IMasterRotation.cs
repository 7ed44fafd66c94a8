namespace Luxe.Storage;

/// <summary>A new master key while the house serves.</summary>
public interface IMasterRotation
{
    /// <summary>The newest master key, and how many clients' keys are wrapped under it and under others.</summary>
    Task<RotationState> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Notes the newest of these and wraps with it from now on. Everything that the house knows must be among them.</summary>
    /// <exception cref="MasterKeyException">One is missing, or is another.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot commit now; nothing was changed, or only the note of the new key.</exception>
    Task UseAsync(MasterKeys masters, CancellationToken cancellationToken = default);

    /// <summary>
    /// Wraps under the newest what is still wrapped under others, page by page, and retires them. Cut off, the next one goes on where it stopped.
    /// Returns how many it wrapped.
    /// </summary>
    Task<long> FinishAsync(CancellationToken cancellationToken = default);
}

/// <summary>How far a rotation is.</summary>
/// <param name="Newest">The number of the master key that wraps.</param>
/// <param name="Done">Clients' keys under it.</param>
/// <param name="Left">Clients' keys under others.</param>
public sealed record RotationState(int Newest, long Done, long Left);
