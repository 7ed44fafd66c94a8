using System.Data.Common;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;
using Npgsql;

namespace Luxe.Storage.Postgres;

/// <summary>PostgreSQL 15 or later, shared by any number of silos.</summary>
internal sealed class PostgresDatabase : Database
{
    private const int MaxPrepared = 40;
    private const int Oldest = 15;
    private readonly NpgsqlDataSource _source;

    public PostgresDatabase(StorageOptions options, TimeProvider time)
    {
        Options = options;
        Time = time;
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString) { MaxAutoPrepare = MaxPrepared, AutoPrepareMinUsages = 2, IncludeErrorDetail = false };
        settings.ApplicationName ??= "luxe";
        _source = NpgsqlDataSource.Create(settings);
        settings.Pooling = false;
        settings.Timeout = Seconds(options.LockTimeout);
        settings.CommandTimeout = Seconds(options.LockTimeout);
        WriterSettings = settings.ToString();
    }

    public StorageOptions Options { get; }

    public TimeProvider Time { get; }

    /// <summary>The writer's connection: never pooled, so that its end is its end, and with short timeouts.</summary>
    public string WriterSettings { get; }

    public override string SchemaLock => "SELECT pg_advisory_xact_lock(7883204015)";

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => await _source.OpenConnectionAsync(cancellationToken);

    public override async Task<DbConnection> OpenForSchemaAsync(CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken);
        if (connection.PostgreSqlVersion.Major >= Oldest)
        {
            return connection;
        }

        var version = connection.PostgreSqlVersion;
        await connection.DisposeAsync();
        throw new SchemaException(FormattableString.Invariant($"The server is PostgreSQL {version}; Luxe needs {Oldest} or later."));
    }

    public override int Writers => Options.Writers;

    public override IBatchWriter CreateWriter() => new PostgresBatchWriter(this);

    public override string Translate(string ddl) => ddl
        .Replace("{text}", "text COLLATE \"C\"", StringComparison.Ordinal)
        .Replace("{long}", "bigint", StringComparison.Ordinal)
        .Replace("{int}", "integer", StringComparison.Ordinal)
        .Replace("{bytes}", "bytea", StringComparison.Ordinal)
        .Replace("{identity}", "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY", StringComparison.Ordinal)
        .Replace("{clustered}", "", StringComparison.Ordinal);

    // OFFSET 0 keeps the inner question from being made a join: its plan, once made while a table is small, would read all of it for ever.
    public override string SelectAmong(string columns, string table, string column, string parameter, string and = "") => $"""
        SELECT found.* FROM unnest({parameter}) AS asked (value)
        CROSS JOIN LATERAL (SELECT {columns} FROM {table} WHERE {column} = asked.value {and} OFFSET 0) AS found
        """;

    public override string SelectValues(string parameter) => $"SELECT unnest({parameter})";

    public override object List(IReadOnlyCollection<string> values) => values.ToArray();

    public override object List(IReadOnlyCollection<long> values) => values.ToArray();

    public override bool IsDamage(DbException fault) => PostgresFaults.IsDamage(fault);

    public override void Bind(DbCommand command, int position, object value) =>
        ((NpgsqlCommand)command).Parameters.Add(new NpgsqlParameter { Value = value });

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    private static int Seconds(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time.TotalSeconds));
}
