using System.Globalization;
using System.Text;
using System.Text.Json;
using Luxe.Storage.Databases;
using Luxe.Storage.Identities;
using Luxe.Storage.OrleansTables;
using Luxe.Tests;
using Microsoft.Data.Sqlite;

namespace Luxe.Storage.Tests;

/// <summary>Stores from before schema version 5: their claims stand in grain state.</summary>
[Collection(DatabaseTests.Name)]
public sealed class ClaimMoveTests(Databases databases)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Run_OnGrainStateOfBefore_MovesAllOfItOnceAndForgetsTheOldRows(string provider)
    {
        var (host, grains) = await OldHouseAsync(provider);
        for (var i = 0; i < 450; i++)
        {
            await PutAsync(host, grains, "identity", FormattableString.Invariant($"=t{i}"), $$"""{"customerId":"c{{i}}"}""");
        }

        await PutAsync(host, grains, "identity", "=released", """{"customerId":null}""");
        await PutAsync(host, grains, "standing", "=c1", """{"standing":2,"into":"c2","namings":0}""");
        await PutAsync(host, grains, "standing", "=c3", """{"standing":4,"into":null,"namings":3}""");
        await PutAsync(host, grains, "snapshot", "=c1", "{}");
        await host.Get<IClaims>().ClaimAsync(new TokenClaim("t7", "newer"));

        await Task.WhenAll(Enumerable.Range(0, provider == StorageOptions.Postgres ? 3 : 1).Select(_ => host.Get<ClaimMove>().RunAsync(grains)));
        var claims = host.Get<IClaims>();
        await claims.ReleaseAsync("t8", "c8");
        await host.Get<ClaimMove>().RunAsync(grains);

        var found = await claims.FindAsync([.. Enumerable.Range(0, 450).Select(i => FormattableString.Invariant($"t{i}")), "released"]);
        Assert.Equal(449, found.Count);
        Assert.Equal(("c449", "newer"), (found["t449"], found["t7"]));
        Assert.Equal(new StandingRow("c1", 2, "c2", 0), await host.Get<IStandings>().FindAsync("c1"));
        Assert.Equal(new StandingRow("c3", 4, null, 3), await host.Get<IStandings>().FindAsync("c3"));
        Assert.Equal(1, await CountAsync(host, grains));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Run_WithARowThatCannotBeRead_MovesTheRestAndKeepsEveryOldRow(string provider)
    {
        var (host, grains) = await OldHouseAsync(provider);
        await PutAsync(host, grains, "identity", "=good", """{"customerId":"c1"}""");
        await PutAsync(host, grains, "identity", "=bad", "{");

        await host.Get<ClaimMove>().RunAsync(grains);
        await host.Get<IClaims>().MoveAsync("good", "c2");
        await host.Get<ClaimMove>().RunAsync(grains);

        Assert.Equal("c2", await host.Get<IClaims>().FindAsync("good"));
        Assert.Equal(2, await CountAsync(host, grains));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Run_CutOffBeforeTheOldRowsAreGone_DoesNotMoveThemAgain(string provider)
    {
        var (host, grains) = await OldHouseAsync(provider);
        await PutAsync(host, grains, "identity", "=t", """{"customerId":"c1"}""");
        await host.Meta.PutAsync("identity.claims", "moved");

        await host.Get<ClaimMove>().RunAsync(grains);

        Assert.Null(await host.Get<IClaims>().FindAsync("t"));
        Assert.Equal(0, await CountAsync(host, grains));
        Assert.Equal("done", await host.Meta.GetAsync("identity.claims"));
    }

    private async Task<(StorageHost Host, string Grains)> OldHouseAsync(string provider)
    {
        var options = await databases.NewAsync(provider);
        var host = await StorageHost.StartAsync(options);
        var grains = provider == StorageOptions.Postgres ? options.ConnectionString! : $"Data Source={Path.Combine(options.DataDirectory!, "grains.db")};Pooling=False";
        await OrleansSchema.EnsureCreatedAsync(provider, grains);
        databases.EndWithOthers(host);
        return (host, grains);
    }

    private static async Task PutAsync(StorageHost host, string grains, string state, string key, string json)
    {
        await using var connection = Open(host, grains);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO OrleansStorage (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, ModifiedOn, Version)
            VALUES (@hash, 0, 0, 0, @type, @key, 'luxe', @payload, CURRENT_TIMESTAMP, 1)
            """;
        Add("hash", string.GetHashCode(key, StringComparison.Ordinal));
        Add("type", state);
        Add("key", key);
        Add("payload", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { Json = json })));
        await command.ExecuteNonQueryAsync();

        void Add(string name, object value)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
    }

    private static async Task<long> CountAsync(StorageHost host, string grains)
    {
        await using var connection = Open(host, grains);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM OrleansStorage";
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static System.Data.Common.DbConnection Open(StorageHost host, string grains) =>
        host.Get<StorageOptions>().Provider == StorageOptions.Postgres ? new Npgsql.NpgsqlConnection(grains) : new SqliteConnection(grains);
}
