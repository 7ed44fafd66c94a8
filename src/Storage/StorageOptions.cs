namespace Luxe.Storage;

/// <summary>
/// Where Luxe keeps its durable state, and how appends share commits. Everything between a caller and the disk is bounded: a commit by rows and
/// bytes, the queue before it by <see cref="QueueCapacity"/>, a stalled database by <see cref="LockTimeout"/> and <see cref="OutcomeTimeout"/>.
/// When the queue is full, callers wait for room (they may cancel); when the database stalls for too long, those in the commit and in the queue are
/// answered with <see cref="StorageUnavailableException"/>, so that nobody waits behind a dead database. A stop drains the queue until its deadline.
/// </summary>
public sealed record StorageOptions
{
    /// <summary>The value of <see cref="Provider"/> for SQLite, one file, one process.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>The value of <see cref="Provider"/> for PostgreSQL 15 or later, any number of silos.</summary>
    public const string Postgres = "postgres";

    /// <summary><c>sqlite</c> (default) or <c>postgres</c>.</summary>
    public string Provider { get; init; } = Sqlite;

    /// <summary>An ADO.NET connection string. Required for PostgreSQL; for SQLite it replaces <see cref="DataDirectory"/>.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The folder that holds <c>luxe.db</c>; created when missing. SQLite only.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>A commit takes no further append once it holds this many rows. Default 512.</summary>
    public int MaxBatchRows { get; init; } = 512;

    /// <summary>A commit takes no further append once it holds this many payload bytes. Default 8 MiB.</summary>
    public int MaxBatchBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>How long a commit waits for company. Default zero: it takes whatever queued while the former commit ran.</summary>
    public TimeSpan MaxBatchDelay { get; init; } = TimeSpan.Zero;

    /// <summary>Appends that may wait for the committer, shared out among its lanes; further callers wait for room (back-pressure). Default 8192.</summary>
    public int QueueCapacity { get; init; } = 8192;

    /// <summary>Transactions that run at a time, each of other streams. PostgreSQL only. Default 2: one runs while the other is flushed.</summary>
    public int Writers { get; init; } = 2;

    /// <summary>The largest payload of one row in bytes. Default 1 MiB.</summary>
    public int MaxRowBytes { get; init; } = 1024 * 1024;

    /// <summary>How long a commit waits for a lock held by another process, and for one statement's answer. Default 5 s.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the committer tries to learn what became of a commit whose answer was lost. Default 10 s.</summary>
    public TimeSpan OutcomeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How what is personal is sealed. Default null: nothing is, as in tests and benches of storage alone.</summary>
    public SealingOptions? Sealing { get; init; }

    /// <summary>Throws <see cref="ArgumentException"/> naming the first bad value.</summary>
    public void Validate()
    {
        Require(Provider is Sqlite or Postgres, nameof(Provider), Provider, "'sqlite' or 'postgres'");
        if (Provider == Postgres)
        {
            // The connection string itself is never quoted: it holds a password.
            Require(!string.IsNullOrWhiteSpace(ConnectionString), nameof(ConnectionString), "(empty)", "a PostgreSQL connection string");
        }
        else
        {
            Require(!string.IsNullOrWhiteSpace(ConnectionString) || !string.IsNullOrWhiteSpace(DataDirectory), nameof(DataDirectory), "(empty)", "a folder, or a connection string");
        }

        Require(MaxBatchRows is >= 1 and <= 100_000, nameof(MaxBatchRows), MaxBatchRows, "1 to 100000");
        Require(MaxBatchBytes is >= 1024 and <= 1 << 30, nameof(MaxBatchBytes), MaxBatchBytes, "1 KiB to 1 GiB");
        Require(MaxBatchDelay >= TimeSpan.Zero && MaxBatchDelay <= TimeSpan.FromSeconds(1), nameof(MaxBatchDelay), MaxBatchDelay, "0 to 1 s");
        Require(QueueCapacity is >= 1 and <= 10_000_000, nameof(QueueCapacity), QueueCapacity, "1 to 10000000");
        Require(Writers is >= 1 and <= 16, nameof(Writers), Writers, "1 to 16");
        Require(MaxRowBytes is >= 1024 and <= 256 << 20, nameof(MaxRowBytes), MaxRowBytes, "1 KiB to 256 MiB");
        Require(LockTimeout > TimeSpan.Zero && LockTimeout <= TimeSpan.FromMinutes(5), nameof(LockTimeout), LockTimeout, "above 0, up to 5 min");
        Require(OutcomeTimeout > TimeSpan.Zero && OutcomeTimeout <= TimeSpan.FromMinutes(5), nameof(OutcomeTimeout), OutcomeTimeout, "above 0, up to 5 min");
    }

    private static void Require(bool holds, string name, object value, string wanted)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"Storage option {name} is {value}; it must be {wanted}."), name);
        }
    }
}
