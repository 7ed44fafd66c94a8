using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Luxe.Contracts.Rights;
using Luxe.Silo.Tests.EndToEnd;
using Luxe.Storage;
using Luxe.Tests;

namespace Luxe.Silo.Tests.Rights;

/// <summary>A client is erased from a whole house: afterwards no table and no file holds her, and everybody else is as before.</summary>
public sealed class ErasureTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Erase_OfAClientWithEverything_LeavesNothingOfHerInAnyTable(string provider)
    {
        await using var house = await ErasedHouse.StartAsync(provider);
        var her = await house.LiveAsync("vera", "Morganette");
        var other = await house.LiveAsync("nora", "Bystander");
        var before = await house.SeenAsync(other.Id);
        var full = await house.DumpAsync();
        Assert.All(her.Plain, secret => Assert.True(full.Find(secret).Any(), $"'{secret}' was nowhere before: the test would prove nothing"));
        Assert.Contains("Morganette", await house.SeenAsync(her.Id), StringComparison.Ordinal);

        var receipt = await house.EraseAsync(her.Id, "order-1");

        Assert.All(receipt.Systems, static system => Assert.NotNull(system.At));
        Assert.NotNull(receipt.DoneAt);
        Assert.Equal(
            ["client", "erasure list", "snapshot", "key cache", "stores", "inboxes", "books and watch lists", "lists", "dead letters", "identities", "access log", "preference links", "requests", "derived", "late rows"],
            receipt.Systems.Select(static system => system.System));
        var dump = await house.DumpAsync();
        Assert.All(her.Secrets, secret => Assert.True(!dump.Find(secret).Any(), string.Join('\n', dump.Find(secret))));
        Assert.Equal(before, await house.SeenAsync(other.Id));
        await house.IsSoundAsync();
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Erase_Done_ProvesHerConsentUnderAPseudonymAndTakesNothingMore(string provider)
    {
        await using var house = await ErasedHouse.StartAsync(provider);
        var her = await house.LiveAsync("vera", "Morganette");
        var receipt = await house.EraseAsync(her.Id, "order-1");

        var ledger = await house.Server.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{her.Id}/consent/ledger");
        Assert.Equal(JsonValueKind.Null, ledger.GetProperty("firstBreak").ValueKind);
        Assert.Equal("erasure", ledger.GetProperty("entries").EnumerateArray().Last().GetProperty("decision").GetProperty("channel").GetString());
        Assert.Empty((await house.DumpAsync()).Find(her.Id));

        // An event that was on its way, and her address, which is a stranger's from now on.
        await house.Server.TakeAsync("/v1/track", """{"userId":"vera","messageId":"late","event":"Products Searched","properties":{"query":"late-query"}}""");
        var stranger = await house.Server.ResolveAsync("userId=vera");
        Assert.NotEqual(her.Id, stranger);
        Assert.Equal(receipt.DoneAt, (await house.EraseAsync(her.Id, "order-2")).DoneAt);
        Assert.Equal("order-1", (await house.EraseAsync(her.Id, "order-2")).OrderId);
        Assert.Null(await house.Grains.GetGrain<IErasure>("order-3").Order(new ErasureRequest("nobody-ever", "client", "web")));
        await house.IsSoundAsync();
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task RestoredOlderBackup_DoesNotBringHerBack(string provider)
    {
        await using var house = await ErasedHouse.StartAsync(provider);
        var her = await house.LiveAsync("vera", "Morganette");
        var other = await house.LiveAsync("nora", "Bystander");
        await house.StopAsync();
        var backup = await house.CopyAsync();
        await house.RestartAsync();
        await house.EraseAsync(her.Id, "order-1");
        await house.StopAsync();

        await house.PutBackAsync(backup);
        Assert.NotEmpty((await house.DumpAsync()).Find(her.Id));
        await house.RestartAsync();

        var dump = await house.DumpAsync();
        Assert.All(her.Secrets, secret => Assert.True(!dump.Find(secret).Any(), string.Join('\n', dump.Find(secret))));
        using var answer = await house.Server.Api.GetAsync($"/api/customers/{her.Id}");
        Assert.NotEqual("Morganette", answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : "");
        Assert.NotEmpty(await house.Server.EventIdsAsync(other.Id));
        await house.IsSoundAsync();
    }

    // A backup as luxe backup makes it: without keys what it has of her is locked, with them the list of erasures takes her out again.
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task RestoredOlderBackup_WithItsKeys_DoesNotBringHerBack(string provider) => await RestoreAsync(provider, withKeys: true);

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task RestoredOlderBackup_WithoutKeys_IsLockedAndDoesNotBringHerBack(string provider) => await RestoreAsync(provider, withKeys: false);

    private static async Task RestoreAsync(string provider, bool withKeys)
    {
        await using var house = await ErasedHouse.StartAsync(provider);
        var her = await house.LiveAsync("vera", "Morganette");
        var other = await house.LiveAsync("nora", "Bystander");
        var backups = Directory.CreateTempSubdirectory("luxe-erased-backup-").FullName;
        try
        {
            await house.StopAsync();
            var data = new HouseData(house.DataDirectory, house.Postgres);
            await new HouseBackup(data, TimeProvider.System).TakeAsync(Path.Combine(backups, "older"), withKeys, CancellationToken.None);
            await house.RestartAsync();
            await house.EraseAsync(her.Id, "order-1");
            var before = await house.SeenAsync(other.Id);
            await house.StopAsync();

            var restored = await new HouseRestore(data).RunAsync(Path.Combine(backups, "older"), force: true, CancellationToken.None);
            Assert.Equal(withKeys, restored.Locked == 0);
            Assert.NotEmpty((await house.DumpAsync()).Find(her.Id));
            await house.RestartAsync();

            var dump = await house.DumpAsync();
            Assert.All(her.Secrets, secret => Assert.True(!dump.Find(secret).Any(), string.Join('\n', dump.Find(secret))));
            Assert.Equal(before, await house.SeenAsync(other.Id));
            Assert.NotNull((await house.Grains.GetGrain<IErasure>("order-1").Order(new ErasureRequest(her.Id, "client", "web")))!.DoneAt);
            await house.IsSoundAsync();
        }
        finally
        {
            Directory.Delete(backups, recursive: true);
        }
    }

    [Fact]
    public async Task Api_OfAnErasure_AnswersWithTheReceiptAndThenWithAllOfIt()
    {
        await using var house = await ErasedHouse.StartAsync(StorageOptions.Sqlite);
        var id = await house.Server.NewClientAsync("api-1", "behaviour");

        using var ordered = await house.Server.Api.PostAsJsonAsync($"/api/customers/{id}/erasure", new { channel = "mail", orderId = "api-order" });
        await house.EraseAsync(id, "api-order");
        var receipt = await house.Server.Api.GetFromJsonAsync<JsonElement>(ordered.Headers.Location);

        Assert.Equal(HttpStatusCode.Accepted, ordered.StatusCode);
        Assert.Equal(JsonValueKind.String, receipt.GetProperty("doneAt").ValueKind);
        Assert.StartsWith("l_", receipt.GetProperty("pseudonym").GetString(), StringComparison.Ordinal);
        using var gone = await house.Server.Api.GetAsync($"/api/customers/{id}/journey");
        Assert.DoesNotContain("api-1", await gone.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var nobody = await house.Server.Api.PostAsJsonAsync("/api/customers/c_aaaaaaaaaaaaaaaaaaaaaa/erasure", new { channel = "mail" });
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        using var bad = await house.Server.Api.PostAsJsonAsync($"/api/customers/{id}/erasure", new { channel = "smoke" });
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        using var named = await house.Server.Api.PostAsJsonAsync($"/api/customers/{id}/erasure", new { channel = "mail", orderId = $"erase-{id}" });
        Assert.Equal(HttpStatusCode.BadRequest, named.StatusCode);
        using var asked = await house.Server.Api.PostAsJsonAsync("/api/requests", new { kind = "erasure", customerId = id, channel = "mail", id = $"ask-{id}" });
        Assert.Equal(HttpStatusCode.BadRequest, asked.StatusCode);
        using var unknown = await house.Server.Api.GetAsync("/api/erasures/none");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Erase_ProcessKilledAfterTheAnswer_IsFinishedByTheNextStart(string provider)
    {
        var postgres = provider == StorageOptions.Sqlite ? null : await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var data = Directory.CreateTempSubdirectory("luxe-erased-").FullName;
        try
        {
            string id;
            await using (var victim = await SiloProcess.StartAsync(data, postgres))
            {
                using var ingest = new HttpClient { BaseAddress = victim.Url, DefaultRequestHeaders = { Authorization = LuxeServer.Basic("demo") } };
                using var taken = await ingest.PostAsync("/v1/identify", LuxeServer.Json("""{"userId":"killed-1","messageId":"k-1","traits":{"lastName":"Morganette"}}"""));
                id = (await victim.Api.GetFromJsonAsync<JsonElement>("/api/customers/resolve?userId=killed-1")).GetProperty("customerId").GetString()!;
                using var decided = await victim.Api.PutAsJsonAsync($"/api/customers/{id}/consent", new { tier = "behaviour", noticeVersion = "1", channel = "web" });
                using var named = await ingest.PostAsync("/v1/identify", LuxeServer.Json("""{"userId":"killed-1","messageId":"k-2","traits":{"lastName":"Morganette"}}"""));
                using var ordered = await victim.Api.PostAsJsonAsync($"/api/customers/{id}/erasure", new { channel = "web", orderId = "killed-order" });
                Assert.Equal(HttpStatusCode.Accepted, ordered.StatusCode);
                await victim.KillAsync();
            }

            await using (var next = await SiloProcess.StartAsync(data, postgres))
            {
                var receipt = await next.Api.GetFromJsonAsync<JsonElement>("/api/erasures/killed-order");
                Assert.Equal(JsonValueKind.String, receipt.GetProperty("doneAt").ValueKind);
                var dump = await HouseDump.ReadAsync(data, postgres);
                Assert.All((string[])[id, "Morganette", "killed-1"], secret => Assert.True(!dump.Find(secret).Any(), string.Join('\n', dump.Find(secret))));
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task Erase_OnAFile_LeavesNoByteOfHerInIt()
    {
        await using var house = await ErasedHouse.StartAsync(StorageOptions.Sqlite);
        var her = await house.LiveAsync("vera", "Morganette");
        await house.EraseAsync(her.Id, "order-1");

        // Grain state has a file that Orleans opens: what is deleted there was sealed, and says no more than an id.
        foreach (var file in Directory.EnumerateFiles(house.DataDirectory).Where(static file => !Path.GetFileName(file).StartsWith("grains.db", StringComparison.Ordinal)))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            Assert.All(her.Secrets, secret => Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, $"{Path.GetFileName(file)} holds '{secret}'"));
        }
    }
}
