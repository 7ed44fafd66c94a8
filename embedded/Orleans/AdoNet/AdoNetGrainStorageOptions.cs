using Orleans.Storage;

namespace Orleans.Configuration;

/// <summary>Options of grain state in a database.</summary>
public class AdoNetGrainStorageOptions : IStorageProviderSerializerOptions
{
    /// <summary>The default of <see cref="InitStage"/>.</summary>
    public const int DEFAULT_INIT_STAGE = ServiceLifecycleStage.ApplicationServices;

    /// <summary>The default of <see cref="Invariant"/>. The embedded runtime has no SQL Server: name another.</summary>
    public const string DEFAULT_ADONET_INVARIANT = "Microsoft.Data.SqlClient";

    /// <summary>How to reach the database.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The stage of the silo's start at which the queries are read.</summary>
    public int InitStage { get; set; } = DEFAULT_INIT_STAGE;

    /// <summary>Which driver: <c>Npgsql</c> or <c>System.Data.SQLite</c> (which is Microsoft.Data.Sqlite).</summary>
    public string Invariant { get; set; } = DEFAULT_ADONET_INVARIANT;

    /// <summary>Turns states into bytes. The embedded runtime has no default, since Orleans' own is bound to Newtonsoft.Json.</summary>
    public IGrainStorageSerializer GrainStorageSerializer { get; set; } = null!;

    /// <summary>Whether clearing a state deletes its row. Default: false, the row stays with its version and without its payload.</summary>
    public bool DeleteStateOnClear { get; set; }
}
