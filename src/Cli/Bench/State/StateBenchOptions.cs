namespace Luxe.Cli.Bench.State;

/// <summary>What to measure, on which databases, how long.</summary>
internal sealed record StateBenchOptions
{
    /// <summary>Steps, by their names in <see cref="StateFigures"/>.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>sqlite, postgres.</summary>
    public required IReadOnlyList<string> Databases { get; init; }

    /// <summary>Clients of the big store.</summary>
    public int Clients { get; init; } = 1_000_000;

    /// <summary>Events of the big store, consent decisions not counted.</summary>
    public long Events { get; init; } = 20_000_000;

    /// <summary>Seconds of each measurement under load.</summary>
    public int Seconds { get; init; } = 10;

    /// <summary>Whether the houses seal what is personal, as every house does; without, to measure what that costs.</summary>
    public bool Seals { get; init; } = true;

    /// <summary>A PostgreSQL server to use (a database in which others may be made); null starts one.</summary>
    public string? PostgresServer { get; init; }

    /// <summary>Where the databases are made; null is a folder of its own under the system's temporary one.</summary>
    public string? Folder { get; init; }

    /// <summary>Leaves the databases where they are and says where.</summary>
    public bool Keep { get; init; }
}
