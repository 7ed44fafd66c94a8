using System.Net;
using Microsoft.Data.Sqlite;
using static Luxe.Silo.Tests.EndToEnd.IngestTests;

namespace Luxe.Silo.Tests.EndToEnd;

/// <summary>What an unavailable database means: 503, and never a false acknowledgement. A server of its own, since it is harmed.</summary>
public sealed class UnavailableTests : IAsyncLifetime
{
    private readonly LuxeServer luxe = new();

    public Task InitializeAsync() => luxe.InitializeAsync();

    public Task DisposeAsync() => luxe.DisposeAsync();

    [Fact]
    public async Task Batch_WhileTheDatabaseIsLocked_Is503AndTakenOnceAfterwards()
    {
        var id = await luxe.NewClientAsync("locked-1", "behaviour");
        const string Body = """{"batch":[{"type":"track","userId":"locked-1","messageId":"l-1","event":"A"},{"type":"track","userId":"locked-1","messageId":"l-2","event":"B"}]}""";
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(luxe.DataDirectory, "luxe.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            await command.ExecuteNonQueryAsync();

            using var refused = await luxe.Ingest.PostAsync("/v1/batch", LuxeServer.Json(Body));
            await ProblemAsync(refused, 503, null);
            Assert.NotNull(refused.Headers.RetryAfter);
            using var letter = await luxe.Ingest.PostAsync("/v1/track", LuxeServer.Json("""{"event":"Nobody"}"""));
            await ProblemAsync(letter, 503, null);
            using var ready = await luxe.Anonymous.GetAsync("/health/ready");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            using var live = await luxe.Anonymous.GetAsync("/health/live");
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
            command.CommandText = "ROLLBACK";
            await command.ExecuteNonQueryAsync();
        }

        Assert.Empty(await luxe.EventIdsAsync(id));
        await luxe.TakeAsync("/v1/batch", Body);
        await luxe.TakeAsync("/v1/batch", Body);
        Assert.Equal(["l-1", "l-2"], await luxe.EventIdsAsync(id));
        using var back = await luxe.Anonymous.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
    }
}
