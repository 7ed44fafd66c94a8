using Luxe.Contracts.Identity;
using Luxe.Storage;
using Luxe.Tests;
using Microsoft.Data.Sqlite;

namespace Luxe.Cli.Tests.Backups;

/// <summary>A backup is one moment of a house that goes on; what was acknowledged before it comes back.</summary>
public sealed class BackupTests
{
    private const int Clients = 12;

    [Theory, OnSqlite, OnPostgres]
    public async Task Backup_WhileTheHouseWrites_BringsBackAllThatWasAcknowledgedBefore(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => house.LiveAsync(client, 20)));

        using var enough = new CancellationTokenSource();
        var written = 0;
        var writing = Task.WhenAll(ids.Select(id => Task.Run(async () =>
        {
            for (var number = 100; !enough.IsCancellationRequested; number++)
            {
                await house.RecordAsync(id, number, 1);
                Interlocked.Increment(ref written);
            }
        })));

        // A small house is backed up within one commit: again, until something was written meanwhile.
        var (backup, taken) = ("", 0);
        BackupManifest manifest;
        int before;
        do
        {
            before = Volatile.Read(ref written);
            backup = house.Beside($"backup-{++taken}");
            manifest = await new HouseBackup(house.Data, TimeProvider.System).TakeAsync(backup, withKeys: true, CancellationToken.None);
        }
        while (Volatile.Read(ref written) == before && !writing.IsCompleted);
        await enough.CancelAsync();
        await writing;

        await house.BurnAsync();
        var restored = await new HouseRestore(house.Data).RunAsync(backup, force: database == "postgres", CancellationToken.None);
        Assert.Equal((true, 0L), (restored.HasIdentityKey, restored.Locked));
        Assert.Equal(manifest.Rows, restored.Manifest.Rows);
        AssertSound(await new HouseVerify(house.Data).RunAsync(CancellationToken.None), manifest);

        await house.StartAsync();
        for (var client = 0; client < Clients; client++)
        {
            Assert.Equal(ids[client], await house.Grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key).Find(KeptHouse.Token(client)));
            var journey = await house.JourneyAsync(ids[client]);
            Assert.Equal(journey.Count, journey.Distinct().Count());
            Assert.Empty(Enumerable.Range(0, 20).Select(number => KeptHouse.EventId(ids[client], number)).Except(journey));
            Assert.Equal(20, (await house.RecordAsync(ids[client], 0, 20)).Repeated);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Backup_Restored_IsBackedUpTheSameAgain(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        await house.LiveAsync(1, 30);
        await house.StopAsync();
        var first = await new HouseBackup(house.Data, TimeProvider.System).TakeAsync(house.Beside("one"), withKeys: false, CancellationToken.None);
        await using var other = await KeptHouse.NewAsync(database);
        var restored = await new HouseRestore(other.Data).RunAsync(house.Beside("one"), force: false, CancellationToken.None);
        Assert.Equal((false, 1L), (restored.HasIdentityKey, restored.Locked));
        Assert.False(Directory.Exists(other.Data.Keys));
        var second = await new HouseBackup(other.Data, TimeProvider.System).TakeAsync(house.Beside("two"), withKeys: false, CancellationToken.None);
        Assert.Equal(first.Rows, second.Rows);
        await new HouseRestore(other.Data).RunAsync(house.Beside("two"), force: true, CancellationToken.None);

        // All is there but the keys, which neither backup has.
        var report = await new HouseVerify(other.Data).RunAsync(CancellationToken.None);
        Assert.Equal("key", Assert.Single(report.Faults).Check);
        AssertSound(report with { Faults = [] }, first);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Restore_OverAHouse_IsRefusedWithoutForceAndWhileItRuns(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        await house.LiveAsync(1, 5);
        var backup = house.Beside("backup");
        await new HouseBackup(house.Data, TimeProvider.System).TakeAsync(backup, withKeys: false, CancellationToken.None);
        await house.LiveAsync(2, 5);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => new HouseRestore(house.Data).RunAsync(backup, force: false, CancellationToken.None));
        Assert.Contains("--force", refused.Message, StringComparison.Ordinal);
        refused = await Assert.ThrowsAsync<InvalidDataException>(() => new HouseRestore(house.Data).RunAsync(backup, force: true, CancellationToken.None));
        Assert.Contains("in use", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await new HouseVerify(house.Data).RunAsync(CancellationToken.None)).Journals);

        await house.StopAsync();
        await new HouseRestore(house.Data).RunAsync(backup, force: true, CancellationToken.None);
        Assert.Equal(1, (await new HouseVerify(house.Data).RunAsync(CancellationToken.None)).Journals);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Restore_OfABackupThatWasChanged_TouchesNothing(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        await house.LiveAsync(1, 5);
        await house.StopAsync();
        var backup = house.Beside("backup");
        var manifest = await new HouseBackup(house.Data, TimeProvider.System).TakeAsync(backup, withKeys: false, CancellationToken.None);
        var file = Path.Combine(backup, manifest.Files[^1].Name);
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        await using var other = await KeptHouse.NewAsync(database);
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => new HouseRestore(other.Data).RunAsync(backup, force: false, CancellationToken.None));
        Assert.Contains("checksum", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(other.Data.JournalFile));

        File.Delete(Path.Combine(backup, BackupManifest.FileName));
        await Assert.ThrowsAsync<InvalidDataException>(() => new HouseRestore(other.Data).RunAsync(backup, force: false, CancellationToken.None));
    }

    [PostgresFact]
    public async Task Restore_OverAPostgresHouseThatFails_LeavesTheHouseAsItWas()
    {
        await using var house = await KeptHouse.NewAsync("postgres");
        await house.StartAsync();
        await house.LiveAsync(1, 5);
        await house.StopAsync();
        var backup = house.Beside("backup");
        var manifest = await new HouseBackup(house.Data, TimeProvider.System).TakeAsync(backup, withKeys: false, CancellationToken.None);
        await house.StartAsync();
        await house.LiveAsync(2, 5);
        await house.StopAsync();

        // Cut off in its last table, as one that was copied from a disk which was full; with a manifest that knows no better.
        var dump = Path.Combine(backup, "luxe.dump");
        var bytes = await File.ReadAllBytesAsync(dump);
        await File.WriteAllBytesAsync(dump, bytes[..^40]);
        var files = manifest.Files.Select(file => file.Name == "luxe.dump"
            ? file with { Bytes = bytes.Length - 40, Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes.AsSpan(..^40))) }
            : file);
        await File.WriteAllTextAsync(
            Path.Combine(backup, BackupManifest.FileName),
            System.Text.Json.JsonSerializer.Serialize(manifest with { Files = [.. files] }, System.Text.Json.JsonSerializerOptions.Web));

        await Assert.ThrowsAsync<StorageUnavailableException>(() => new HouseRestore(house.Data).RunAsync(backup, force: true, CancellationToken.None));
        var report = await new HouseVerify(house.Data).RunAsync(CancellationToken.None);
        Assert.Empty(report.Faults);
        Assert.Equal(2, report.Journals);
    }

    [PostgresFact]
    public async Task Restore_OverAHouseOfANewerLuxe_LeavesNoTableThatTheBackupDoesNotKnow()
    {
        await using var house = await KeptHouse.NewAsync("postgres");
        await house.StartAsync();
        await house.LiveAsync(1, 5);
        await house.StopAsync();
        await new HouseBackup(house.Data, TimeProvider.System).TakeAsync(house.Beside("backup"), withKeys: false, CancellationToken.None);
        await house.TamperAsync("CREATE TABLE newer (id bigint PRIMARY KEY)");

        await new HouseRestore(house.Data).RunAsync(house.Beside("backup"), force: true, CancellationToken.None);
        await house.TamperAsync("CREATE TABLE newer (id bigint PRIMARY KEY)");
        Assert.Empty((await new HouseVerify(house.Data).RunAsync(CancellationToken.None)).Faults);
    }

    [Fact]
    public async Task Restore_OverAFileThatIsOpenedWhileItCopies_IsRefusedAndNothingIsLost()
    {
        await using var house = await KeptHouse.NewAsync("sqlite");
        await house.StartAsync();
        await house.LiveAsync(1, 5);
        await house.StopAsync();
        var backup = house.Beside("backup");
        await new HouseBackup(house.Data, TimeProvider.System).TakeAsync(backup, withKeys: false, CancellationToken.None);

        SqliteConnection? luxe = null;
        var opening = new Told(_ =>
        {
            if (luxe is null)
            {
                luxe = new SqliteConnection($"Data Source={house.Data.JournalFile};Pooling=False");
                luxe.Open();
                using var write = luxe.CreateCommand();
                write.CommandText = "PRAGMA journal_mode = WAL; INSERT INTO meta (name, value) VALUES ('acknowledged', '')";
                write.ExecuteNonQuery();
            }
        });
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => new HouseRestore(house.Data, opening).RunAsync(backup, force: true, CancellationToken.None));
        Assert.Contains("in use", refused.Message, StringComparison.Ordinal);
        await luxe!.DisposeAsync();
        Assert.Equal(1, await house.TamperAsync("UPDATE meta SET value = 'kept' WHERE name = 'acknowledged'"));
        Assert.Empty(Directory.GetFiles(house.Data.Folder, "*.restoring"));

        // The same where there was nothing: a house is made while the backup is copied.
        var fresh = house.Data with { Folder = house.Beside("fresh") };
        var making = new Told(progress =>
        {
            if (progress.What.StartsWith("luxe.db", StringComparison.Ordinal))
            {
                File.WriteAllText(fresh.JournalFile, "a house");
            }
        });
        refused = await Assert.ThrowsAsync<InvalidDataException>(() => new HouseRestore(fresh, making).RunAsync(backup, force: false, CancellationToken.None));
        Assert.Contains("--force", refused.Message, StringComparison.Ordinal);
        Assert.Equal("a house", await File.ReadAllTextAsync(fresh.JournalFile));
    }

    [Fact]
    public async Task Restore_WhileSomebodyWaitsForTheOldFile_LetsThemWriteNothingIntoIt()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var house = await KeptHouse.NewAsync("sqlite");
        await house.StartAsync();
        await house.LiveAsync(1, 5);
        await house.StopAsync();
        await new HouseBackup(house.Data, TimeProvider.System).TakeAsync(house.Beside("backup"), withKeys: false, CancellationToken.None);

        // She has the file open and asked for nothing yet: no lock says so.
        await using var waiting = new SqliteConnection($"Data Source={house.Data.JournalFile};Pooling=False");
        await waiting.OpenAsync();
        await new HouseRestore(house.Data).RunAsync(house.Beside("backup"), force: true, CancellationToken.None);
        await using var write = waiting.CreateCommand();
        write.CommandText = "CREATE TABLE acknowledged (id INTEGER)";

        await Assert.ThrowsAsync<SqliteException>(() => write.ExecuteNonQueryAsync());
        Assert.Empty((await new HouseVerify(house.Data).RunAsync(CancellationToken.None)).Faults);
    }

    [Fact]
    public async Task Verbs_FromBackupToVerify_SayWhatTheyDidAndEndWithTheirCode()
    {
        await using var house = await KeptHouse.NewAsync("sqlite");
        await house.StartAsync();
        var id = await house.LiveAsync(1, 5);
        var backup = house.Beside("backup");
        var (code, output, error) = await LuxeProgram.RunAsync($"backup {backup} --data {house.Data.Folder}");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("6 journal rows", output, StringComparison.Ordinal);
        Assert.Contains("The keys are not in it", output, StringComparison.Ordinal);
        Assert.Equal(1, (await LuxeProgram.RunAsync($"backup {backup} --data {house.Data.Folder}")).Code);

        Assert.Equal((0, ""), await CodeAndErrorAsync($"keys export {house.Beside("keys.jsonl")} --data {house.Data.Folder}"));
        Assert.Equal(1, (await LuxeProgram.RunAsync($"keys export {house.Beside("keys.jsonl")} --data {house.Data.Folder}")).Code);

        var target = house.Beside("restored");
        (code, output, error) = await LuxeProgram.RunAsync($"restore {backup} --data {target}");
        Assert.Equal(0, code);
        Assert.Contains("identity.key", error, StringComparison.Ordinal);
        Assert.Contains("of 1 clients the keys are not here", error, StringComparison.Ordinal);
        (code, output, _) = await LuxeProgram.RunAsync($"verify --data {target}");
        Assert.Equal(1, code);
        Assert.Contains($"key: {id}", output, StringComparison.Ordinal);
        Assert.Equal((0, ""), await CodeAndErrorAsync($"keys import {house.Beside("keys.jsonl")} --data {target}"));
        Assert.Equal(1, (await LuxeProgram.RunAsync($"restore {backup} --data {target}")).Code);
        (code, output, _) = await LuxeProgram.RunAsync($"verify --data {target}");
        Assert.Equal(0, code);
        Assert.EndsWith("sound", output.TrimEnd(), StringComparison.Ordinal);

        await house.StopAsync();
        await house.TamperAsync("UPDATE journal SET payload = x'7b7d' WHERE seq = 3");
        (code, output, _) = await LuxeProgram.RunAsync($"verify --data {house.Data.Folder}");
        Assert.Equal(1, code);
        Assert.Contains($"checksum: {id} 3:", output, StringComparison.Ordinal);
        (code, output, _) = await LuxeProgram.RunAsync($"verify --data {house.Data.Folder} --json");
        Assert.Equal(1, code);
        Assert.Equal(1, System.Text.Json.JsonDocument.Parse(output).RootElement.GetProperty("faultCount").GetInt32());
        Assert.Equal(1, (await LuxeProgram.RunAsync($"verify --data {house.Beside("nowhere")}")).Code);
    }

    private static async Task<(int Code, string Error)> CodeAndErrorAsync(string arguments)
    {
        var (code, _, error) = await LuxeProgram.RunAsync(arguments);
        return (code, error);
    }

    /// <summary>Told of progress at once, on the thread that makes it.</summary>
    private sealed class Told(Action<HouseProgress> tell) : IProgress<HouseProgress>
    {
        public void Report(HouseProgress value) => tell(value);
    }

    private static void AssertSound(VerifyReport report, BackupManifest manifest)
    {
        Assert.Empty(report.Faults);
        Assert.Equal((manifest.Rows["journal"], manifest.Rows["ledger"]), (report.Rows, report.LedgerEntries));
    }
}
