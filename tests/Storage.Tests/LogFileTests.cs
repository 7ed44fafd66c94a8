using Luxe.Storage.Commit;
using Luxe.Storage.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace Luxe.Storage.Tests;

/// <summary>What is acknowledged was flushed: the log that SQLite writes, wherever it lies, and never again by a disk that has lost some of it.</summary>
public sealed class LogFileTests : IDisposable
{
    private static readonly Sql Insert = new("INSERT INTO meta (name, value) VALUES ($1, '')");
    private static readonly Sql Count = new("SELECT count(*) FROM meta WHERE name = $1");
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("luxe-log-").FullName;

    [Fact]
    public async Task Flush_OfAFileBehindALink_IsOfTheLogThatSqliteWrites()
    {
        var real = Path.Combine(_folder, "real");
        System.IO.Directory.CreateDirectory(real);
        File.Create(Path.Combine(real, "house.db")).Dispose();
        File.CreateSymbolicLink(Path.Combine(_folder, "luxe.db"), Path.Combine(real, "house.db"));

        Assert.Equal(Path.Combine(real, "house.db-wal"), await FlushedAsync(new StorageOptions { DataDirectory = _folder }));
    }

    [Fact]
    public async Task Flush_OfAFileNamedByAddress_IsOfTheLogThatSqliteWrites()
    {
        var flushed = await FlushedAsync(new StorageOptions { ConnectionString = $"Data Source=file:{_folder}/luxe.db" });

        Assert.Equal(Path.Combine(_folder, "luxe.db-wal"), flushed);
        Assert.False(System.IO.Directory.Exists("file:"));
    }

    [Fact]
    public async Task Flush_AfterOneThatFailed_AcknowledgesNothingUntilTheLogWasCopiedBack()
    {
        var (fails, flushes) = (false, 0);
        using var writer = await NewWriterAsync(new StorageOptions { DataDirectory = _folder }, _ =>
        {
            flushes++;
            if (fails)
            {
                throw new IOException("The disk lost it.");
            }
        });
        Commit(writer, "a");
        fails = true;
        Assert.True(Assert.Throws<StorageUnavailableException>(writer.Flush).OutcomeUnknown);
        fails = false;

        // Another thread was at the gate already: the disk would say yes, and it means nothing.
        Assert.True(Assert.Throws<StorageUnavailableException>(writer.Flush).OutcomeUnknown);
        Assert.Equal(1, flushes);

        Commit(writer, "b");
        writer.Flush();
    }

    [Fact]
    public void Flush_AtTheGateOfOneThatFails_FailsAsWell()
    {
        using var begun = new ManualResetEventSlim();
        using var released = new ManualResetEventSlim();
        var first = true;
        using var log = new SqliteLogFile(_ =>
        {
            if (first)
            {
                first = false;
                begun.Set();
                released.Wait();
                throw new IOException("The disk lost it.");
            }
        });
        var path = Path.Combine(_folder, "log");
        File.Create(path).Dispose();
        log.Open(path);
        var one = Task.Factory.StartNew(log.Flush, TaskCreationOptions.LongRunning);
        begun.Wait();
        var other = Task.Factory.StartNew(log.Flush, TaskCreationOptions.LongRunning);
        released.Set();

        Assert.ThrowsAny<Exception>(one.Wait);
        Assert.IsType<IOException>(Assert.Throws<AggregateException>(other.Wait).InnerException);
        log.CopiedBack();
        log.Flush();
    }

    [Fact]
    public async Task Commit_AfterTheFileCouldNotBeFlushed_IsRefusedAndTheLogKeepsWhatTheDiskLost()
    {
        var options = new StorageOptions { DataDirectory = _folder };
        await CreateSchemaAsync(options);
        var file = Path.Combine(_folder, "luxe.db");
        var before = await File.ReadAllBytesAsync(file);
        var database = new SqliteDatabase(options);
        using var copying = new ManualResetEventSlim();
        var flushes = 0;
        var checkpointer = new SqliteCheckpointer(
            database,
            _ =>
            {
                flushes++;
                copying.Set();
                throw new IOException("The disk lost it.");
            },
            logBytes: 1);

        using (var writer = new SqliteBatchWriter(database, checkpointer: checkpointer))
        {
            Commit(writer, "a");
            writer.Rest();
            Assert.True(copying.Wait(TimeSpan.FromMinutes(1)));
            checkpointer.Rest();
            writer.Flush();

            var refused = Assert.Throws<StorageUnavailableException>(() => Commit(writer, "b"));
            Assert.False(refused.OutcomeUnknown);
            Assert.Contains("start the house again", refused.Message, StringComparison.Ordinal);
            writer.Rest();
            await database.EmptyLogAsync(default);
        }

        Assert.Equal(1, flushes);
        Assert.True(new FileInfo(file + "-wal").Length > 0);

        // As if nothing that was copied had reached the disk.
        await File.WriteAllBytesAsync(file, before);
        using var again = new SqliteBatchWriter(new SqliteDatabase(options));
        Assert.Equal(1, again.Number(Count, ["a"]));
        Commit(again, "b");
        again.Flush();
    }

    [Fact]
    public async Task EmptyLog_WhileSomebodyReads_KeepsTheLogAndNobodyWaiting()
    {
        var options = new StorageOptions { DataDirectory = _folder };
        await CreateSchemaAsync(options);
        var (database, log) = (new SqliteDatabase(options), new FileInfo(Path.Combine(_folder, "luxe.db-wal")));
        using var writer = new SqliteBatchWriter(database);
        Commit(writer, "a");
        await using (var reader = await database.OpenAsync(default))
        {
            await ScalarAsync(reader, "BEGIN");
            Assert.Equal(1L, await ScalarAsync(reader, "SELECT COUNT(*) FROM meta WHERE name = 'a'"));
            Commit(writer, "b");
            await database.EmptyLogAsync(default);
            log.Refresh();
            Assert.True(log.Length > 0);
            Commit(writer, "c");
            await ScalarAsync(reader, "COMMIT");
        }

        await database.EmptyLogAsync(default);
        log.Refresh();
        Assert.Equal(0, log.Length);
        Assert.Equal(1, writer.Number(Count, ["c"]));
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    private static async Task<object?> ScalarAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        Luxe.Storage.Databases.Database.SetText(command, sql);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<string?> FlushedAsync(StorageOptions options)
    {
        string? flushed = null;
        using var writer = await NewWriterAsync(options, file => flushed = File.ResolveLinkTarget(FormattableString.Invariant($"/proc/self/fd/{file.DangerousGetHandle()}"), returnFinalTarget: false)?.FullName);
        Commit(writer, "a");
        writer.Flush();
        return flushed;
    }

    private static async Task<SqliteBatchWriter> NewWriterAsync(StorageOptions options, Action<SafeFileHandle> flush)
    {
        await CreateSchemaAsync(options);
        return new SqliteBatchWriter(new SqliteDatabase(options), flush);
    }

    private static async Task CreateSchemaAsync(StorageOptions options)
    {
        await using (await StorageHost.StartAsync(options))
        {
            // The schema.
        }
    }

    private static void Commit(SqliteBatchWriter writer, string name)
    {
        var pending = new PendingWrite(StatementWrite.One(Insert, name));
        writer.Commit([pending], CancellationToken.None);
        Assert.True(pending.IsSettled);
    }
}
