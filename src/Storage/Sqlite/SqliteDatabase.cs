using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Luxe.Storage.Sqlite;

/// <summary>One file in WAL mode: one writer, whose commits are flushed before anybody is answered, and any number of read-only connections beside it.</summary>
internal sealed class SqliteDatabase : Database
{
    // Pages of 2 KiB (of new files): a commit touches a page or two per row, and writes each of them whole. A tenth more rows a second than 4 KiB
    // when nothing else runs; 1 KiB is slower again.
    // NORMAL: a commit leaves the log to whoever acknowledges it, and that is SqliteBatchWriter.Flush before anybody is answered. Copying the log
    // back flushes it first, as before.
    // The log goes back to the file when SqliteCheckpointer says so, never at the end of a commit that happens to be the one too many.
    private const string Pragmas = """
        PRAGMA page_size = 2048;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        PRAGMA secure_delete = ON;
        PRAGMA wal_autocheckpoint = 0;
        PRAGMA journal_size_limit = 536870912;
        PRAGMA cache_size = -65536;
        PRAGMA temp_store = MEMORY;
        """;

    private readonly string _readOnly;
    private readonly string _readWrite;
    private readonly int _busySeconds;

    /// <summary>What the disk has lost of the file.</summary>
    public SqliteLoss Loss { get; } = new();

    public SqliteDatabase(StorageOptions options)
    {
        var settings = options.ConnectionString is { Length: > 0 } given
            ? new SqliteConnectionStringBuilder(given)
            : new SqliteConnectionStringBuilder { DataSource = Path.Combine(options.DataDirectory!, "luxe.db") };
        if (!settings.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && !settings.DataSource.Contains('|', StringComparison.Ordinal))
        {
            CreateFolder(Path.GetDirectoryName(Path.GetFullPath(settings.DataSource))!);
        }

        _busySeconds = Math.Max(1, (int)Math.Ceiling(options.LockTimeout.TotalSeconds));
        settings.DefaultTimeout = _busySeconds;
        settings.Mode = SqliteOpenMode.ReadWriteCreate;
        settings.Pooling = false;
        _readWrite = settings.ToString();
        settings.Mode = SqliteOpenMode.ReadOnly;
        settings.Pooling = true;
        _readOnly = settings.ToString();
    }

    /// <summary>The write-ahead log of an open connection, where SQLite says it is: links and other ways to name a file are followed.</summary>
    public static string LogOf(sqlite3 handle) => FileOf(handle) + "-wal";

    /// <summary>The file of an open connection, where SQLite says it is.</summary>
    public static string FileOf(sqlite3 handle) => raw.sqlite3_db_filename(handle, "main").utf8_to_string();

    public override string SchemaLock => "SELECT 1";

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_readOnly);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public override async Task<DbConnection> OpenForSchemaAsync(CancellationToken cancellationToken)
    {
        var connection = OpenWriter();
        await using var command = connection.CreateCommand();
        SetText(command, "PRAGMA synchronous = FULL");
        await command.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    public SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(_readWrite);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            SetText(command, string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {_busySeconds * 1000};") + Pragmas);
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Copies the whole log back and empties it: first beside the writer, who then waits for what is left. Whoever reads all the while (a backup, a verify) would
    /// have the writer wait as long: then the log stays as it is, and is written over as it comes round.
    /// </summary>
    public override Task EmptyLogAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            if (Loss.IsNoted)
            {
                return;
            }

            const int Patience = 250;
            using var connection = OpenWriter();
            var handle = connection.Handle!;
            raw.sqlite3_busy_timeout(handle, Patience);
            Loss.Copy(handle, raw.SQLITE_CHECKPOINT_PASSIVE);
            if (!Loss.IsNoted)
            {
                Loss.Copy(handle, raw.SQLITE_CHECKPOINT_TRUNCATE);
            }

            Loss.Leave(handle);
        },
        cancellationToken);

    public override int Writers => 1;

    public override IBatchWriter CreateWriter() => new SqliteBatchWriter(this);

    public override string Translate(string ddl) => ddl
        .Replace("{text}", "TEXT", StringComparison.Ordinal)
        .Replace("{long}", "INTEGER", StringComparison.Ordinal)
        .Replace("{int}", "INTEGER", StringComparison.Ordinal)
        .Replace("{bytes}", "BLOB", StringComparison.Ordinal)
        .Replace("{identity}", "INTEGER PRIMARY KEY AUTOINCREMENT", StringComparison.Ordinal)
        .Replace("{clustered}", "WITHOUT ROWID", StringComparison.Ordinal);

    public override string SelectAmong(string columns, string table, string column, string parameter, string and = "") =>
        $"SELECT {columns} FROM {table} WHERE {column} IN ({SelectValues(parameter)}) {and}";

    public override string SelectValues(string parameter) => $"SELECT value FROM json_each({parameter})";

    public override object List(IReadOnlyCollection<string> values) => JsonSerializer.Serialize(values);

    public override object List(IReadOnlyCollection<long> values) => JsonSerializer.Serialize(values);

    public override bool IsDamage(DbException fault) => fault is SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT };

    public override void Bind(DbCommand command, int position, object value) =>
        ((SqliteCommand)command).Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${position}"), value);

    /// <summary>Closes the connections that wait for a reader.</summary>
    public void CloseReaders()
    {
        using var key = new SqliteConnection(_readOnly);
        SqliteConnection.ClearPool(key);
    }

    public override ValueTask DisposeAsync()
    {
        CloseReaders();
        return ValueTask.CompletedTask;
    }

    // A folder that is made here holds clients' lives: nobody else on the machine may look into it.
    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
