using System.Security.Cryptography;
using System.Text;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Silo.Hosting;
using Luxe.Storage;
using Luxe.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.Cli.Tests.Backups;

/// <summary>A whole house that seals: what lies on its disk and in its backups, and what it does when a key is lost.</summary>
public sealed class SealedHouseTests
{
    private const string Word = "Wedding in Lyon";

    [Theory, OnSqlite, OnPostgres]
    public async Task House_ThatSeals_HoldsNoWordOfHersInTheClear(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        var id = await LiveAsync(house, 1);
        var before = await ReadAsync(house, id);
        Assert.Contains("Garance", before, StringComparison.Ordinal);
        await house.StopAsync();

        foreach (var (where, bytes) in await DumpAsync(house))
        {
            foreach (var word in new[] { Word, "Garance", "Delacroix" })
            {
                Assert.False(Contains(bytes, word), $"{word} stands in {where}.");
            }
        }

        // Everything is there again from the sealed snapshot, and from the sealed journal alone.
        await house.StartAsync();
        Assert.Equal(before, await ReadAsync(house, id));
        await house.StopAsync();
        await WithoutSnapshotsAsync(house);
        await house.StartAsync();
        Assert.Equal(before, await ReadAsync(house, id));
        Assert.Equal(12, (await house.JourneyAsync(id)).Count);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Backup_WithoutKeys_IsReadByNobodyUntilTheyAreBroughtBack(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        string[] ids = [.. await Task.WhenAll(Enumerable.Range(0, 40).Select(client => LiveAsync(house, client)))];
        var before = await ReadAsync(house, ids[7]);
        var wrapped = await WrappedAsync(house);
        Assert.Equal(40, wrapped.Count(static key => !key.Customer.StartsWith('*')));
        await new HouseBackup(house.Data, TimeProvider.System).TakeAsync(house.Beside("bare"), withKeys: false, CancellationToken.None);
        await new HouseKeys(house.Data).ExportAsync(house.Beside("keys.jsonl"), CancellationToken.None);
        await house.StopAsync();

        foreach (var file in Directory.EnumerateFiles(house.Beside("bare"), "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            Assert.DoesNotContain(wrapped, key => bytes.AsSpan().IndexOf(key.Bytes) >= 0);
        }

        // On a bare machine, with the house's own secrets: she is there, and nothing of her can be read.
        await using var other = await KeptHouse.NewAsync(database);
        CopyKeys(house, other);
        var restored = await new HouseRestore(other.Data).RunAsync(house.Beside("bare"), force: false, CancellationToken.None);
        Assert.Equal((true, 40L), (restored.HasIdentityKey, restored.Locked));
        var report = await new HouseVerify(other.Data).RunAsync(CancellationToken.None);
        Assert.Equal(ids.Order(StringComparer.Ordinal), report.Faults.Where(static fault => fault.Check == "key").Select(static fault => fault.Customer));
        Assert.Equal(40, report.FaultCount);

        await other.StartAsync();
        Assert.Equal(ids[7], await other.Grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key).Find(KeptHouse.Token(7)));
        Assert.DoesNotContain("Garance", await ReadAsync(other, ids[7]), StringComparison.Ordinal);
        Assert.Equal(ConsentTier.Behaviour, (await other.Grains.GetGrain<ICustomerViews>(ids[7]).GetConsent()).Tier);
        await Assert.ThrowsAnyAsync<StorageUnavailableException>(() => other.RecordAsync(ids[7], 900, 1));
        await other.Decide(ids[8], "consent-2", ConsentTier.None);
        Assert.Equal(0, await other.Services.GetRequiredService<IQuarantine>().CountAsync());
        await other.StopAsync();

        // Brought back, all is as it was; who withdrew meanwhile has withdrawn: nothing sealed was left of hers, so that she has a new key.
        Assert.Equal((39L, 0L), await new HouseKeys(other.Data).ImportAsync(house.Beside("keys.jsonl"), CancellationToken.None));
        Assert.Empty((await new HouseVerify(other.Data).RunAsync(CancellationToken.None)).Faults);
        await other.StartAsync();
        Assert.Equal(before, await ReadAsync(other, ids[7]));
        Assert.Equal(12, (await other.JourneyAsync(ids[7])).Count);
        Assert.Equal(1, (await other.RecordAsync(ids[7], 900, 1)).Recorded);
        Assert.DoesNotContain("Garance", await ReadAsync(other, ids[8]), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Restore_OverTheHouse_KeepsItsKeysAndForgetsWhoHasNone(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        var (kept, gone) = (await LiveAsync(house, 1), await LiveAsync(house, 2));
        await house.StopAsync();
        await new HouseBackup(house.Data, TimeProvider.System).TakeAsync(house.Beside("bare"), withKeys: false, CancellationToken.None);
        await new HouseBackup(house.Data, TimeProvider.System).TakeAsync(house.Beside("whole"), withKeys: true, CancellationToken.None);
        await house.TamperAsync($"DELETE FROM client_key WHERE customer = '{gone}'");

        var restored = await new HouseRestore(house.Data).RunAsync(house.Beside("bare"), force: true, CancellationToken.None);
        Assert.Equal(1, restored.Locked);
        await house.StartAsync();
        Assert.Contains("Garance", await ReadAsync(house, kept), StringComparison.Ordinal);
        Assert.DoesNotContain("Garance", await ReadAsync(house, gone), StringComparison.Ordinal);
        await house.StopAsync();
        Assert.Empty(Directory.EnumerateFiles(house.Data.Keys, "client-keys*"));

        // A backup with keys brings her back, which is why such a one is kept as keys are.
        restored = await new HouseRestore(house.Data).RunAsync(house.Beside("whole"), force: true, CancellationToken.None);
        Assert.Equal(0, restored.Locked);
        await house.StartAsync();
        Assert.Contains("Garance", await ReadAsync(house, gone), StringComparison.Ordinal);
        Assert.Empty((await new HouseVerify(house.Data).RunAsync(CancellationToken.None)).Faults);
        Assert.Empty(Directory.EnumerateFiles(house.Data.Keys, "client-keys*"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Start_WithoutTheMasterKey_IsRefusedAndTouchesNothing(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        var id = await LiveAsync(house, 1);
        await house.StopAsync();
        var master = Path.Combine(house.Data.Keys, "master.keys");
        var lines = await File.ReadAllTextAsync(master);
        File.Delete(master);

        var before = Prints(house);
        var refused = await Assert.ThrowsAsync<MasterKeyException>(() => house.StartAsync());
        Assert.StartsWith("The master key 1 (print ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("is not in keys/master.keys", refused.Message, StringComparison.Ordinal);
        await house.StopAsync();
        Assert.Equal(before, Prints(house));

        await File.WriteAllTextAsync(master, "1 " + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n");
        refused = await Assert.ThrowsAsync<MasterKeyException>(() => house.StartAsync());
        Assert.Contains("is another than the one", refused.Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(master, "1 not a key");
        refused = await Assert.ThrowsAsync<MasterKeyException>(() => house.StartAsync());
        Assert.Contains("Line 1", refused.Message, StringComparison.Ordinal);
        await house.StopAsync();

        await File.WriteAllTextAsync(master, lines);
        await house.StartAsync();
        Assert.Contains("Garance", await ReadAsync(house, id), StringComparison.Ordinal);
    }

    private static async Task<string> LiveAsync(KeptHouse house, int client)
    {
        var id = await house.LiveAsync(client, 10);
        var now = TimeProvider.System.GetUtcNow();
        await house.Grains.GetGrain<ICustomerGrain>(id).Record(
        [
            new Interaction { EventId = $"{id}-traits", Kind = InteractionKind.Identified, OccurredAt = now, ReceivedAt = now, Channel = Channel.Web, Traits = new Traits { GivenName = "Garance", FamilyName = "Delacroix" } },
            new Interaction { EventId = $"{id}-search", Kind = InteractionKind.Searched, OccurredAt = now, ReceivedAt = now, Channel = Channel.Web, Query = Word },
        ]);
        return id;
    }

    // What she is known by, and what she did: from her state, and from her journal.
    private static async Task<string> ReadAsync(KeptHouse house, string id)
    {
        var (views, herself) = (house.Grains.GetGrain<ICustomerViews>(id), new Viewer("test", ViewerRole.Client, "test"));
        return System.Text.Json.JsonSerializer.Serialize(await views.GetProfile(herself)) + System.Text.Json.JsonSerializer.Serialize(await views.GetJourney(herself, null, 500));
    }

    private static async Task<(string Customer, byte[] Bytes)[]> WrappedAsync(KeptHouse house)
    {
        await new HouseKeys(house.Data).ExportAsync(house.Beside("wrapped.jsonl"), CancellationToken.None);
        return [.. (await File.ReadAllLinesAsync(house.Beside("wrapped.jsonl"))).Select(static line => System.Text.Json.JsonDocument.Parse(line).RootElement)
            .Select(static key => (key.GetProperty("customer").GetString()!, key.GetProperty("wrapped").GetBytesFromBase64()))];
    }

    // The files of the folder, and on PostgreSQL a dump of every table.
    private static async Task<IReadOnlyList<(string Where, byte[] Bytes)>> DumpAsync(KeptHouse house)
    {
        var found = new List<(string, byte[])>();
        foreach (var file in Directory.EnumerateFiles(house.Data.Folder, "*", SearchOption.AllDirectories))
        {
            found.Add((Path.GetFileName(file), await File.ReadAllBytesAsync(file)));
        }

        if (house.Data.Postgres is { } postgres)
        {
            await using var connection = new Npgsql.NpgsqlConnection(postgres);
            await connection.OpenAsync();
            foreach (var (table, column) in new[] { ("journal", "payload"), ("inbox", "payload"), ("dead_letter", "payload"), ("orleansstorage", "payloadbinary"), ("directory", "payload") })
            {
                await using var command = new Npgsql.NpgsqlCommand($"SELECT {column} FROM {table} WHERE {column} IS NOT NULL", connection);
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                {
                    found.Add((table, reader.GetFieldValue<byte[]>(0)));
                }
            }
        }

        return found;
    }

    private static bool Contains(byte[] bytes, string word) =>
        bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(word)) >= 0;

    private static async Task WithoutSnapshotsAsync(KeptHouse house)
    {
        if (house.Data.Postgres is not null)
        {
            await house.TamperAsync("DELETE FROM OrleansStorage WHERE GrainTypeString = 'snapshot'");
            return;
        }

        await using var grains = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={house.Data.GrainsFile};Pooling=False");
        await grains.OpenAsync();
        await using var command = grains.CreateCommand();
        command.CommandText = "DELETE FROM OrleansStorage WHERE GrainTypeString = 'snapshot'";
        Assert.InRange(await command.ExecuteNonQueryAsync(), 1, int.MaxValue);
    }

    private static void CopyKeys(KeptHouse from, KeptHouse to)
    {
        Directory.CreateDirectory(to.Data.Keys);
        foreach (var name in new[] { "identity.key", "master.keys" })
        {
            File.Copy(Path.Combine(from.Data.Keys, name), Path.Combine(to.Data.Keys, name));
        }
    }

    // The index beside a log holds nothing but who reads now.
    private static string[] Prints(KeptHouse house) =>
        [.. Directory.EnumerateFiles(house.Data.Folder, "*", SearchOption.AllDirectories).Where(static file => !file.EndsWith("-shm", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(static file => file + " " + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))))];
}
