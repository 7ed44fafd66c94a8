using System.Data.Common;
using System.Globalization;
using Luxe.Conformance.Tests.Hosting;
using Luxe.Conformance.Tests.Time;
using Luxe.Tests;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Luxe.Conformance.Tests.State;

/// <summary>The rows themselves: what one runtime stores under these hashes and keys, the other finds.</summary>
public sealed class StoredRowTests(StateClusters clusters) : IClassFixture<StateClusters>
{
    // Grain id, then GrainIdHash, N0, N1, GrainTypeHash, GrainTypeString, GrainIdExtensionString as Microsoft Orleans writes them for the state "card".
    private static readonly (string Key, string Row)[] Known =
    [
        ("alex", "-663722242|0|0|695693023|card|alex"),
        ("c_0123456789abcdefghijkl", "1541797024|0|0|695693023|card|c_0123456789abcdefghijkl"),
        ("zürich 東京", "2035784094|0|0|695693023|card|zürich 東京"),
        ("42", "-190025453|0|66|695693023|card|"),
        ("FF", "1922785550|0|255|695693023|card|"),
        ("beef+geneva", "-1129272140|0|48879|695693023|card|geneva"),
        ("0123456789abcdef0123456789abcdef", "226093389|-3607513408948976281|-1167088121787636991|695693023|card|"),
        ("0123456789abcdef0123456789abcdef+paris", "479887364|-3607513408948976281|-1167088121787636991|695693023|card|paris"),
        ("+plus", "1006709136|0|0|695693023|card|+plus"),
        ("FFFFFFFFFFFFFFFF", "-641301823|0|-1|695693023|card|"),
    ];

    [Theory, OnSqlite, OnPostgres]
    public async Task State_OfAnyKey_IsStoredUnderTheHashesOfOrleans(string provider)
    {
        var connection = await clusters.CreateDatabaseAsync(provider);
        var cluster = await DatabaseSilo.StartAsync(provider, connection);
        var storage = ((InProcessSiloHandle)cluster.Primary!).ServiceProvider.GetRequiredKeyedService<IGrainStorage>("Default");
        var rows = new List<string>();
        foreach (var (key, _) in Known)
        {
            await storage.WriteStateAsync("card", GrainId.Create("card", key), new GrainState<Card>(new Card { Name = key, Visits = 1 }));
            var read = new GrainState<Card>();
            await storage.ReadStateAsync("card", GrainId.Create("card", key), read);
            Assert.Equal((key, "1", true), (read.State!.Name, read.ETag, read.RecordExists));
            rows.Add((await QueryAsync(
                provider,
                connection,
                "SELECT GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString FROM OrleansStorage")).Except(rows).Single());
        }

        await StateClusters.StopAsync(cluster);
        Assert.Equal(Known.Select(known => known.Row), rows);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Reminder_IsStoredUnderTheHashOfOrleans(string provider)
    {
        var connection = await clusters.CreateDatabaseAsync(provider);
        var cluster = await DatabaseSilo.StartAsync(provider, connection);
        await cluster.GrainFactory.GetGrain<IReminderGrain>("alex").Remind("far", TimeSpan.FromDays(1), TimeSpan.FromDays(60));
        await StateClusters.StopAsync(cluster);

        var rows = await QueryAsync(provider, connection, "SELECT ServiceId, GrainId, ReminderName, Period, GrainHash, Version FROM OrleansRemindersTable");
        Assert.Equal(["conformance|reminder/alex|far|5184000000|2117353766|0"], rows);
    }

    private static async Task<List<string>> QueryAsync(string provider, string connectionString, string sql)
    {
        await using DbConnection connection = provider == "postgres" ? new NpgsqlConnection(connectionString) : new SqliteConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        }

        return rows;
    }
}
