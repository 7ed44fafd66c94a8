using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Luxe.Silo.Tests.EndToEnd;

/// <summary>The privacy officer's desk over HTTP.</summary>
public sealed class PrivacyApiTests(LuxeServer luxe) : IClassFixture<LuxeServer>
{
    [Fact]
    public async Task Desk_OfAHouseWithOneClient_AnswersAndTellsNobodyApart()
    {
        var client = await luxe.NewClientAsync("desk-1", "behaviour");
        await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{client}");

        var ledger = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/privacy/ledgers/{client}");
        var looks = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/privacy/looks?client={client}");
        var tiers = await luxe.Api.GetFromJsonAsync<JsonElement>("/api/privacy/tiers");
        var anomalies = await luxe.Api.GetFromJsonAsync<JsonElement>("/api/privacy/anomalies");
        var retention = await luxe.Api.GetFromJsonAsync<JsonElement>("/api/privacy/retention");

        Assert.Equal(client, ledger.GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, ledger.GetProperty("erased").ValueKind);
        Assert.Contains("profile", looks.GetProperty("looks").EnumerateArray().Select(static look => look.GetProperty("what").GetString()));
        Assert.All(looks.GetProperty("looks").EnumerateArray(), look => Assert.Equal(client, look.GetProperty("customerId").GetString()));
        Assert.Equal(JsonValueKind.Null, tiers.GetProperty("clients").ValueKind);
        Assert.Equal(JsonValueKind.Null, tiers.GetProperty("tiers").EnumerateArray().Single(static tier => tier.GetProperty("of").GetString() == "Behaviour").GetProperty("count").ValueKind);
        Assert.Equal(0, anomalies.GetProperty("named").GetArrayLength());
        Assert.Equal(0, retention.GetProperty("days").GetArrayLength());
    }

    [Theory]
    [InlineData("/api/privacy/ledgers/c_000000000000000000nobody", HttpStatusCode.NotFound)]
    [InlineData("/api/privacy/ledgers/l_0123456789abcdef0123456789", HttpStatusCode.NotFound)]
    [InlineData("/api/privacy/ledgers/lea@example.com", HttpStatusCode.NotFound)]
    [InlineData("/api/privacy/anomalies?days=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/privacy/retention?days=400", HttpStatusCode.BadRequest)]
    public async Task Desk_AskedForWhatIsNot_SaysSo(string address, HttpStatusCode status)
    {
        using var answer = await luxe.Api.GetAsync(address);

        Assert.Equal(status, answer.StatusCode);
    }
}
