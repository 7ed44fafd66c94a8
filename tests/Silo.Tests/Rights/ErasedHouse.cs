using System.Collections.Immutable;
using System.Net.Http.Json;
using Luxe.Contracts.Rights;
using Luxe.Silo.Tests.EndToEnd;
using Luxe.Storage;
using Luxe.Tests;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Luxe.Silo.Tests.Rights;

/// <summary>A whole house on a database of its own, with clients of whom every system holds something.</summary>
internal sealed class ErasedHouse : IAsyncDisposable
{
    private readonly string? _postgres;

    private ErasedHouse(LuxeServer server, string? postgres) => (Server, _postgres) = (server, postgres);

    public LuxeServer Server { get; }

    public string DataDirectory => Server.DataDirectory;

    public string? Postgres => _postgres;

    public IGrainFactory Grains => Server.Services.GetRequiredService<IGrainFactory>();

    public static async Task<ErasedHouse> StartAsync(string provider)
    {
        var postgres = provider == StorageOptions.Sqlite ? null : await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var server = new LuxeServer { Postgres = postgres, Seals = true };
        await server.InitializeAsync();
        return new ErasedHouse(server, postgres);
    }

    /// <summary>A client whom every system of the house knows something of.</summary>
    public async Task<Client> LiveAsync(string name, string family)
    {
        var (email, card) = ($"{name}@private.example", $"LX-{name}-77");
        await Server.TakeAsync("/v1/identify", $$$"""{"userId":"{{{name}}}","messageId":"{{{name}}}-0","traits":{"email":"{{{email}}}","card":"{{{card}}}","lastName":"{{{family}}}","firstName":"Given{{{name}}}","birthday":"1980-02-03"}}""");
        var id = (await Server.ResolveAsync($"userId={name}"))!;
        await Server.PutAsync($"/api/customers/{id}/consent", new { tier = "identity", purposes = new { inStoreRecognition = true, email = true }, noticeVersion = "2026-11", channel = "store", eventId = $"till-{id}" });
        await Server.PutAsync($"/api/customers/{id}/associate", new { associateId = LuxeServer.Associate });
        await Server.TakeAsync("/v1/batch", $$$"""
            {"batch":[
            {"type":"identify","userId":"{{{name}}}","messageId":"{{{name}}}-1","traits":{"lastName":"{{{family}}}","firstName":"Given{{{name}}}","birthday":"1980-02-03"}},
            {"type":"track","userId":"{{{name}}}","messageId":"{{{name}}}-2","event":"Products Searched","properties":{"query":"query-of-{{{name}}}"}},
            {"type":"track","userId":"{{{name}}}","messageId":"{{{name}}}-3","event":"Product Added to Wishlist","properties":{"product_id":"piece-1"}},
            {"type":"track","userId":"{{{name}}}","messageId":"{{{name}}}-4","event":"Order Completed","properties":{"order_id":"order-of-{{{name}}}","total":4711.5,"currency":"EUR"}}]}
            """);

        // A second record of hers, merged into this one.
        await Server.TakeAsync("/v1/identify", $$$"""{"userId":"{{{name}}}-twin","messageId":"{{{name}}}-5","traits":{"lastName":"{{{family}}}","firstName":"Given{{{name}}}","birthday":"1980-02-03"}}""");
        var twin = (await Server.ResolveAsync($"userId={name}-twin"))!;
        await Server.PutAsync($"/api/customers/{twin}/consent", new { tier = "behaviour", purposes = new { inStoreRecognition = true }, noticeVersion = "2026-11", channel = "web" });
        await Server.TakeAsync("/v1/track", $$$"""{"userId":"{{{name}}}-twin","messageId":"{{{name}}}-6","event":"Products Searched","properties":{"query":"twin-query-of-{{{name}}}"}}""");
        await Server.TakeAsync("/v1/identify", $$$"""{"userId":"{{{name}}}-twin","messageId":"{{{name}}}-7","traits":{"lastName":"{{{family}}}","firstName":"Given{{{name}}}","birthday":"1980-02-03"}}""");
        using var merged = await Server.Api.PostAsJsonAsync("/api/merges", new { survivorId = id, absorbedId = twin, reason = "same-person", mergeId = $"merge-{name}" });
        Assert.True(merged.IsSuccessStatusCode, await merged.Content.ReadAsStringAsync());

        // What she did on a device before she said who she was, stitched to her. She allowed less there: the ledger says so.
        await Server.TakeAsync("/v1/page", $$$"""{"anonymousId":"anon-{{{name}}}","messageId":"{{{name}}}-anon-0"}""");
        var device = (await Server.ResolveAsync($"anonymousId=anon-{name}"))!;
        await Server.PutAsync($"/api/customers/{device}/consent", new { tier = "behaviour", purposes = new { inStoreRecognition = true }, noticeVersion = "2026-11", channel = "web" });
        await Server.TakeAsync("/v1/track", $$$"""{"anonymousId":"anon-{{{name}}}","messageId":"{{{name}}}-anon-1","event":"Products Searched","properties":{"query":"device-query-of-{{{name}}}"}}""");
        await Server.TakeAsync("/v1/identify", $$$"""{"userId":"{{{name}}}","anonymousId":"anon-{{{name}}}","messageId":"{{{name}}}-anon-2"}""");
        Assert.Contains($"{name}-anon-1", await Server.EventIdsAsync(id));

        // She stands in the store, somebody looked at her, a letter of hers could not be read, a link and a request are open.
        using var arrived = await Server.Api.PostAsJsonAsync("/api/arrivals", new { storeId = LuxeServer.Store, source = "qr", token = card, eventId = $"arrival-{name}" });
        Assert.Equal(202, (int)arrived.StatusCode);
        using var broken = await Server.Ingest.PostAsync("/v1/track", LuxeServer.Json($$$"""{"userId":"{{{name}}}","messageId":"{{{name}}}-8","event":"Order Completed","properties":{"total":"dead-of-{{{name}}}"}}"""));
        Assert.NotEmpty(await Server.EventIdsAsync(id));
        await ExecuteAsync($"INSERT INTO client_link (hash, customer, made_at, expires_at, channel, maker) VALUES ('hash-{name}', '{id}', 1, 2, 'web', 'camille')");
        await Grains.GetGrain<IRightsDesk>(IRightsDesk.Key).Ask(new NewRequest($"ask-{name}", RequestKind.Erasure, id, "web", "client"));
        await Grains.GetGrain<IRightsDesk>(IRightsDesk.Key).Ask(new NewRequest($"export-{name}", RequestKind.Export, twin, "web", "client"));
        return new Client(
            id,
            [id, twin, device, family, $"Given{name}", $"query-of-{name}", $"anon-{name}", $"order-of-{name}", $"dead-of-{name}", $"{name}-2", $"arrival-{name}", email, card, $"hash-{name}"],
            [id, twin, device, $"{name}-2", $"arrival-{name}", $"hash-{name}"]);
    }

    public async Task<ErasureReceipt> EraseAsync(string id, string order)
    {
        var first = await Grains.GetGrain<IErasure>(order).Order(new ErasureRequest(id, "client", "web"));
        return (await Grains.GetGrain<IErasure>(first!.OrderId).Continue())!;
    }

    /// <summary>What is served of a client, as text.</summary>
    public async Task<string> SeenAsync(string id) => string.Join('\n', await Task.WhenAll(((string[])["", "/brief", "/journey?limit=500", "/consent", "/merges"])
        .Select(path => Server.Api.GetStringAsync($"/api/customers/{id}{path}"))));

    public Task<HouseDump> DumpAsync() => HouseDump.ReadAsync(DataDirectory, _postgres);

    /// <summary><c>luxe verify</c> finds nothing.</summary>
    public async Task IsSoundAsync()
    {
        var report = await new HouseVerify(new HouseData(DataDirectory, _postgres)).RunAsync(CancellationToken.None);
        Assert.True(report.IsSound, string.Join('\n', report.Faults));
    }

    /// <summary>Ends it, and gives back what the process would have given back with its end: files that are open in a pool.</summary>
    public async Task StopAsync()
    {
        await Server.StopAsync();
        SqliteConnection.ClearAllPools();
    }

    public Task RestartAsync() => Server.RestartAsync();

    /// <summary>What a backup made now would hold: both databases as they are.</summary>
    public async Task<string> CopyAsync()
    {
        if (_postgres is not null)
        {
            var copy = $"copy_{Guid.NewGuid():N}";
            await OnServerAsync($"CREATE DATABASE {copy} TEMPLATE {Database}");
            return copy;
        }

        var folder = Directory.CreateTempSubdirectory("luxe-copy-").FullName;
        foreach (var file in Directory.EnumerateFiles(DataDirectory, "*.db*"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }

    /// <summary>Restores it over the house. The list of erasures is no part of it.</summary>
    public async Task PutBackAsync(string copy)
    {
        if (_postgres is not null)
        {
            await OnServerAsync($"DROP DATABASE {Database} WITH (FORCE)");
            await OnServerAsync($"CREATE DATABASE {Database} TEMPLATE {copy}");
            return;
        }

        foreach (var file in Directory.EnumerateFiles(DataDirectory, "*.db*"))
        {
            File.Delete(file);
        }

        foreach (var file in Directory.EnumerateFiles(copy))
        {
            File.Copy(file, Path.Combine(DataDirectory, Path.GetFileName(file)));
        }

        Directory.Delete(copy, recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    private string Database => new NpgsqlConnectionStringBuilder(_postgres).Database!;

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = HouseDump.Connections(DataDirectory, _postgres).First();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Made here.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private async Task OnServerAsync(string sql)
    {
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_postgres) { Database = "postgres" }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Made here.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A client.</summary>
/// <param name="Id">Her id.</param>
/// <param name="Secrets">What would betray her; her three ids first: her own, a second record's and a device's.</param>
/// <param name="Plain">Those of them that a database holds in the clear while she is there: the others are hashed or sealed.</param>
internal sealed record Client(string Id, ImmutableArray<string> Secrets, ImmutableArray<string> Plain);
