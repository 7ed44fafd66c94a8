using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Luxe.Silo.Tests.EndToEnd;

/// <summary>What a dead letter holds, for how long, and that it counts once.</summary>
[Collection(LuxeServerCollection.Name)]
public sealed class DeadLetterTests(LuxeServer luxe)
{
    [Fact]
    public async Task Letter_OnceReplayed_KeepsNothingOfWhatWasSent()
    {
        var id = await luxe.NewClientAsync("emptied-1", "behaviour");
        var number = await KeepAsync("/v1/track", """{"userId":"emptied-1","messageId":"emptied","event":"Order Completed","properties":{"total":"twelve"}}""");

        await ReplayAsync(number, """{"userId":"emptied-1","messageId":"emptied","event":"Order Completed","properties":{"total":12}}""");

        Assert.Equal(JsonValueKind.Null, (await LetterAsync(number)).GetProperty("payload").ValueKind);
        Assert.Equal(["emptied"], await luxe.EventIdsAsync(id));
    }

    [Theory]
    [InlineData("/v1/page", """{"writeKey":"demo-secret",EVENT}""")]
    [InlineData("/v1/batch", """{"writeKey":"demo-secret","context":{"ip":"192.0.2.7","userAgent":"secret","locale":"fr"},"batch":[{"type":"page",EVENT}]}""")]
    public async Task Letter_OfAPage_HoldsNoAddressAgentOrQueryAndStillMeansThePage(string path, string json)
    {
        var user = "page-" + path[4..];
        var id = await luxe.NewClientAsync(user, "behaviour");
        const string Event =
            """
            "userId":"USER","messageId":"page","timestamp":"WHEN","context":{"\u0069p":"192.0.2.7","userAgent":"secret","userAgentData":{"brands":["secret"]},"location":{"city":"secret"},
            "page":{"url":"https://luxe.example/a?q=secret","search":"?q=secret","referrer":"https://secret.example","path":"/atelier?q=secret","title":null}},
            "properties":{"url":"https://luxe.example/a?q=secret","search":"?q=secret","referrer":"https://secret.example"}
            """;

        var number = await KeepAsync(path, json.Replace("EVENT", Event, StringComparison.Ordinal).Replace("USER", user, StringComparison.Ordinal));
        var payload = (await LetterAsync(number)).GetProperty("payload").GetString()!;
        await ReplayAsync(number, payload.Replace("WHEN", "2026-03-01T00:00:00Z", StringComparison.Ordinal));

        Assert.DoesNotContain("secret", payload, StringComparison.Ordinal);
        Assert.DoesNotContain("192.0.2.7", payload, StringComparison.Ordinal);
        Assert.Equal("/atelier", Assert.Single(await luxe.JourneyAsync(id)).GetProperty("topic").GetString());
    }

    [Fact]
    public async Task Letter_WithoutAMessageId_CountsOnceThoughItsReplayWasCutShort()
    {
        var id = await luxe.NewClientAsync("unnamed-1", "behaviour");
        var number = await KeepAsync("/v1/track", """{"userId":"unnamed-1","event":"Order Completed","properties":{"total":"twelve"}}""");
        const string Repaired = """{"userId":"unnamed-1","event":"Order Completed","properties":{"total":12}}""";

        await ReplayAsync(number, Repaired);
        await ForgetReplayAsync(number);
        await ReplayAsync(number, Repaired);

        Assert.Equal([$"luxe-letter-{number}"], await luxe.EventIdsAsync(id));
    }

    [Fact]
    public async Task Letter_RepairedIntoSeveralEventsWithoutMessageIds_TakesEachOnce()
    {
        var id = await luxe.NewClientAsync("unnamed-2", "behaviour");
        var number = await KeepAsync("/v1/batch", """{"batch":[{"type":"track","userId":"unnamed-2","event":"E","properties":{"total":"twelve"}}]}""");
        const string Repaired = """{"batch":[{"type":"track","userId":"unnamed-2","event":"E"},{"type":"track","userId":"unnamed-2","event":"F"}]}""";

        await ReplayAsync(number, Repaired);
        await ForgetReplayAsync(number);
        await ReplayAsync(number, Repaired);

        Assert.Equal([$"luxe-letter-{number}", $"luxe-letter-{number}-2"], (await luxe.EventIdsAsync(id)).Order());
    }

    /// <summary>As a process leaves it that is killed once the event is in the journal, before the letter says so.</summary>
    private async Task ForgetReplayAsync(long number)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(luxe.DataDirectory, "luxe.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE dead_letter SET replayed_at = NULL WHERE id = $id";
        command.Parameters.AddWithValue("$id", number);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    /// <summary>Sends an event that is refused; returns its letter's number.</summary>
    private async Task<long> KeepAsync(string path, string json)
    {
        using var refused = await luxe.Ingest.PostAsync(path, LuxeServer.Json(json));
        Assert.Equal(path == "/v1/batch" ? HttpStatusCode.OK : HttpStatusCode.BadRequest, refused.StatusCode);
        var letters = await luxe.Api.GetFromJsonAsync<JsonElement>("/api/deadletters?limit=500");
        return letters.GetProperty("deadLetters").EnumerateArray().Max(letter => letter.GetProperty("id").GetInt64());
    }

    private async Task ReplayAsync(long number, string json)
    {
        using var taken = await luxe.Api.PostAsync($"/api/deadletters/{number}/replay", LuxeServer.Json(json));
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    private Task<JsonElement> LetterAsync(long number) => luxe.Api.GetFromJsonAsync<JsonElement>($"/api/deadletters/{number}");
}
