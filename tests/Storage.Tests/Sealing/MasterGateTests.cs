using System.Security.Cryptography;
using Luxe.Tests;
using Microsoft.Data.Sqlite;

namespace Luxe.Storage.Tests.Sealing;

/// <summary>A house without its master key stays as it is.</summary>
[Collection(DatabaseTests.Name)]
public sealed class MasterGateTests(Tests.Databases databases)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Start_WithAnotherMasterKey_IsRefusedWithALine(string provider)
    {
        var options = await SealedHouse.NewAsync(databases, provider);
        await using (var host = await StorageHost.StartAsync(options))
        {
            await host.Journal.AppendAsync(Rows.Append("c", 0, SealedHouse.Interaction(1)));
        }

        var print = options.Sealing!.Masters.PrintOf(1);
        var other = await Assert.ThrowsAsync<MasterKeyException>(() => StorageHost.StartAsync(options with { Sealing = With(MasterKeys.NewLine(1)) }));
        var missing = await Assert.ThrowsAsync<MasterKeyException>(() => StorageHost.StartAsync(options with { Sealing = With(MasterKeys.NewLine(2)) }));

        Assert.Equal($"The master key 1 in the test is another than the one this house is sealed under (print {print}). Restore that one. Nothing was changed.", other.Message);
        Assert.Equal($"The master key 1 (print {print}) is not in the test. Restore it: without it no client can be read. Nothing was changed.", missing.Message);
        await using var again = await StorageHost.StartAsync(options);
        Assert.True(Assert.Single(await again.Journal.ReadAsync("c", 0).ListAsync()).IsWhole);
        Assert.Equal(1, await again.CountAsync("SELECT COUNT(*) FROM master_key"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_WithAnotherMasterKey_LeavesEveryByteOfTheFolder(bool wasKilled)
    {
        var options = await SealedHouse.NewAsync(databases, StorageOptions.Sqlite);
        var folder = options.DataDirectory!;
        await using (var host = await StorageHost.StartAsync(options))
        {
            await host.Journal.AppendAsync(Rows.Append("c", 0, SealedHouse.Interaction(1)));
            if (wasKilled)
            {
                // The log and its index stay behind, as after a kill.
                CopyAll(folder, folder + "-killed");
                folder += "-killed";
            }
        }

        SqliteConnection.ClearAllPools();
        var before = Prints(folder);
        await Assert.ThrowsAsync<MasterKeyException>(() => StorageHost.StartAsync(options with { DataDirectory = folder, Sealing = With(MasterKeys.NewLine(1)) }));
        SqliteConnection.ClearAllPools();
        Assert.Equal(before, Prints(folder));
        await using var again = await StorageHost.StartAsync(options with { DataDirectory = folder });
        Assert.True(Assert.Single(await again.Journal.ReadAsync("c", 0).ListAsync()).IsWhole);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ReadPrints_OfAnOlderHouseOrNone_AreNone(string provider)
    {
        var options = await databases.NewAsync(provider);
        Assert.Empty(MasterGate.ReadPrints(options));
        await using (await StorageHost.StartAsync(options))
        {
        }

        Assert.Empty(MasterGate.ReadPrints(options));
        MasterGate.Check(MasterGate.ReadPrints(options), null, "nowhere");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Start_OfTwoSilosWithAKeyEach_RefusesOne(string provider)
    {
        var options = await SealedHouse.NewAsync(databases, provider);
        await using var one = await StorageHost.StartAsync(options);

        await Assert.ThrowsAsync<MasterKeyException>(() => one.Get<IMasterRotation>().UseAsync(MasterKeys.Read(MasterKeys.NewLine(1))));
        Assert.Equal(1, await one.CountAsync("SELECT COUNT(*) FROM master_key"));
    }

    private static SealingOptions With(string masters) => new() { Masters = MasterKeys.Read(masters), Where = "the test" };

    private static void CopyAll(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    // The index beside a log holds nothing but who reads now.
    private static string[] Prints(string folder) =>
        [.. Directory.EnumerateFiles(folder).Where(static file => !file.EndsWith("-shm", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(static file => Path.GetFileName(file) + " " + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))))];
}
