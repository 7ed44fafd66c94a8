using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

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
