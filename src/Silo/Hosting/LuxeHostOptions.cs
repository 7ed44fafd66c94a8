using Luxe.Silo.Ingest;
using Luxe.Storage;

namespace Luxe.Silo.Hosting;

/// <summary>How a Luxe process is started.</summary>
public sealed record LuxeHostOptions
{
    /// <summary>Address to listen on.</summary>
    public string Url { get; init; } = "http://127.0.0.1:5080";

    /// <summary>Folder of the SQLite file, the key ring and the identity salt.</summary>
    public string DataDirectory { get; init; } = Path.Combine("artifacts", "data");

    /// <summary>PostgreSQL connection string; null means the SQLite file in <see cref="DataDirectory"/>.</summary>
    public string? Postgres { get; init; }

    /// <summary>With the demo's write key and management key.</summary>
    public bool Demo { get; init; }

    /// <summary>A commit takes no further append once it holds this many rows; 1 means one commit per append.</summary>
    public int MaxBatchRows { get; init; } = 512;

    /// <summary>What becomes of events that could not be taken.</summary>
    public DeadLetterOptions DeadLetters { get; init; } = new();

    /// <summary>OTLP endpoint for traces and metrics; null means none are exported.</summary>
    public string? OtlpEndpoint { get; init; }

    /// <summary>Lowest level that is logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>Further set-up, for tests and benches.</summary>
    public Action<WebApplicationBuilder>? Configure { get; init; }

    internal StorageOptions ToStorageOptions() => Postgres is null
        ? new StorageOptions { DataDirectory = DataDirectory, MaxBatchRows = MaxBatchRows }
        : new StorageOptions { Provider = StorageOptions.Postgres, ConnectionString = Postgres, MaxBatchRows = MaxBatchRows };

    // Grain state has a SQLite file of its own: its many small writers would make the journal's one writer wait for locks.
    internal string GrainConnectionString => Postgres ?? $"Data Source={Path.Combine(DataDirectory, "grains.db")}";
}
