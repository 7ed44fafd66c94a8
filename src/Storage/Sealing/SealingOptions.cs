namespace Luxe.Storage;

/// <summary>How what is personal is sealed. Without it nothing is: tests and benches that use storage alone.</summary>
public sealed record SealingOptions
{
    /// <summary>The house's master keys.</summary>
    public required MasterKeys Masters { get; init; }

    /// <summary>Where they came from, in words: what an operator is told who has to bring one back.</summary>
    public string Where { get; init; } = "the master keys that are here";

    /// <summary>
    /// Reads the master keys again: another silo may have rotated them. Null: those that there are stand as long as the process.
    /// </summary>
    public Func<CancellationToken, ValueTask<MasterKeys>>? Reload { get; init; }

    /// <summary>How many clients' keys stay in memory, each about a kilobyte. Default 20,000.</summary>
    public int CachedKeys { get; init; } = 20_000;
}
