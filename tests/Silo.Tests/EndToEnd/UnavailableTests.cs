using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Luxe.Tests;
using Microsoft.Data.Sqlite;
using static Luxe.Silo.Tests.EndToEnd.IngestTests;

namespace Luxe.Silo.Tests.EndToEnd;

/// <summary>What an unavailable database means: 503, and never a false acknowledgement. On servers of their own, since they are harmed.</summary>
public sealed class UnavailableTests
{
    private const string Batch = """{"batch":[{"type":"track","userId":"harmed","messageId":"l-1","event":"A"},{"type":"track","userId":"harmed","messageId":"l-2","event":"B"}]}""";

    [Fact]
    public async Task Batch_WhileSqliteIsLocked_Is503AndTakenOnceAfterwards()
    {
        var luxe = new LuxeServer();
        await RunAsync(luxe, async () =>
        {
            var id = await luxe.NewClientAsync("harmed", "behaviour");
            await using (await LockAsync(luxe))
            {
                await RefusesAsync(luxe);
            }

            Assert.Empty(await luxe.EventIdsAsync(id));
            await RecoversAsync(luxe, id);
        });
    }

    [Fact]
    public async Task Stock_WhoseWatchersCannotBeTold_Is503AndToldWhenSentAgain()
    {
        var luxe = new LuxeServer();
        await RunAsync(luxe, async () =>
        {
            var id = await luxe.NewClientAsync("waiting", "behaviour");
            await luxe.PutAsync($"/api/customers/{id}/associate", new { associateId = LuxeServer.Associate });
            await luxe.PutAsync("/api/products/tote", new { title = "Tote", category = "bags" });
            await luxe.TakeAsync("/v1/track", """{"userId":"waiting","event":"Product Added to Wishlist","properties":{"product_id":"tote"}}""");

            // Stock lies in a file of its own: it is written while her journal cannot be.
            await using (await LockAsync(luxe))
            {
                using var refused = await luxe.Api.PutAsJsonAsync($"/api/products/tote/stock/{LuxeServer.Store}", new { quantity = 3 });
                await ProblemAsync(refused, 503, null);
            }

            Assert.Equal(1, await RestockAsync(luxe));
            Assert.Equal(0, await RestockAsync(luxe));
            var inbox = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/associates/{LuxeServer.Associate}/inbox");
            var entry = Assert.Single(inbox.GetProperty("entries").EnumerateArray());
            Assert.Equal("wishBackInStock", entry.GetProperty("item").GetProperty("prompt").GetProperty("kind").GetString());
        });
    }

    [PostgresFact]
    public async Task Batch_WhilePostgresIsDown_Is503AndTakenOnceAfterwards()
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        var luxe = new LuxeServer { Postgres = await postgres.CreateDatabaseAsync() };
        await RunAsync(luxe, async () =>
        {
            var id = await luxe.NewClientAsync("harmed", "behaviour");
            await postgres.CrashAsync();
            await RefusesAsync(luxe);
            await postgres.RestartAsync();
            await RecoversAsync(luxe, id);
        });
    }

    private static async Task RunAsync(LuxeServer luxe, Func<Task> test)
    {
        try
        {
            await luxe.InitializeAsync();
            await test();
        }
        finally
        {
            await luxe.DisposeAsync();
        }
    }

    /// <summary>Keeps everybody else from writing to the journal until it is closed.</summary>
    private static async Task<SqliteConnection> LockAsync(LuxeServer luxe)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(luxe.DataDirectory, "luxe.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task<int> RestockAsync(LuxeServer luxe)
    {
        using var answer = await luxe.Api.PutAsJsonAsync($"/api/products/tote/stock/{LuxeServer.Store}", new { quantity = 3 });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("told").GetInt32();
    }

    private static async Task RefusesAsync(LuxeServer luxe)
    {
        using var refused = await luxe.Ingest.PostAsync("/v1/batch", LuxeServer.Json(Batch));
        await ProblemAsync(refused, 503, null);
        Assert.NotNull(refused.Headers.RetryAfter);
        using var letter = await luxe.Ingest.PostAsync("/v1/track", LuxeServer.Json("""{"event":"Nobody"}"""));
        await ProblemAsync(letter, 503, null);
        using var ready = await luxe.Anonymous.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("application/json", ready.Content.Headers.ContentType?.MediaType);
        using var live = await luxe.Anonymous.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    private static async Task RecoversAsync(LuxeServer luxe, string customerId)
    {
        await luxe.TakeAsync("/v1/batch", Batch);
        await luxe.TakeAsync("/v1/batch", Batch);
        Assert.Equal(["l-1", "l-2"], await luxe.EventIdsAsync(customerId));
        using var back = await luxe.Anonymous.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
    }
}
