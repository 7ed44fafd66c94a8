using System.Data.Common;
using Luxe.Grains.Identity;
using Luxe.Silo.Ingest;
using Luxe.Storage;

namespace Luxe.Silo.Hosting;

/// <summary>How a Luxe process is started.</summary>
public sealed partial record LuxeHostOptions
{
    private const int PoolSize = 32;

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

    /// <summary>Journal rows between two snapshots of a client.</summary>
    public int SnapshotEvery { get; init; } = 100;

    /// <summary>Fewest rows since the last snapshot that make one worth writing when a client is put down.</summary>
    public int SnapshotFrom { get; init; } = 1;

    /// <summary>What counts as the same token of a client.</summary>
    public IdentityOptions Identity { get; init; } = new();

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
        : new StorageOptions { Provider = StorageOptions.Postgres, ConnectionString = Bounded(Postgres), MaxBatchRows = MaxBatchRows };

    // Grain state has a SQLite file of its own: its many small writers would make the journal's one writer wait for locks.
    internal string GrainConnectionString => Postgres is null ? $"Data Source={Path.Combine(DataDirectory, "grains.db")}" : Bounded(Postgres);

    // Storage and grain state have a pool each. Unbounded (Npgsql: 100 each), a rush of activations asks an installed server (100 in all)
    // for more than it has, and is refused; bounded, it waits its turn.
    private static string Bounded(string connection)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connection };
        if (!given.ContainsKey("Maximum Pool Size") && !given.ContainsKey("MaxPoolSize"))
        {
            given["Maximum Pool Size"] = PoolSize;
        }

        return given.ConnectionString;
    }
}
