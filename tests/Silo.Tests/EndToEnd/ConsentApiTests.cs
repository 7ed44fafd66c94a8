using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static Luxe.Silo.Tests.EndToEnd.IngestTests;

namespace Luxe.Silo.Tests.EndToEnd;

[Collection(LuxeServerCollection.Name)]
public sealed class ConsentApiTests(LuxeServer luxe)
{
    private const string Unknown = "c_0000000000000000000000";

    [Theory]
    [InlineData("none", new string[0])]
    [InlineData("category", new[] { "gate-o" })]
    [InlineData("behaviour", new[] { "gate-v", "gate-o" })]
    [InlineData("identity", new[] { "gate-v", "gate-o" })]
    public async Task Consent_Tier_DecidesWhatIsEverStored(string tier, string[] kept)
    {
        var user = $"gate-{tier}";
        var id = await luxe.NewClientAsync(user, tier);
        await luxe.TakeAsync("/v1/batch",
            $$$"""
            {"batch":[
              {"type":"track","userId":"{{{user}}}","messageId":"gate-v","event":"Product Viewed","properties":{"product_id":"p"},"timestamp":"2026-03-01T00:00:00Z"},
              {"type":"track","userId":"{{{user}}}","messageId":"gate-o","event":"Order Completed","properties":{"order_id":"o","total":5,"currency":"EUR","products":[{"product_id":"p"}]},"timestamp":"2026-03-02T00:00:00Z"}]}
            """);
        Assert.Equal(kept, await luxe.EventIdsAsync(id));
    }

    [Fact]
    public async Task Consent_Downgrade_TakesEffectOnTheNextRead()
    {
        var id = await luxe.NewClientAsync("downgrade-1", "behaviour");
        await luxe.TakeAsync("/v1/track", """{"userId":"downgrade-1","messageId":"d-v","event":"Product Viewed","properties":{"product_id":"p"}}""");
        Assert.Equal(["d-v"], await luxe.EventIdsAsync(id));
        using var answer = await luxe.Api.PutAsJsonAsync($"/api/customers/{id}/consent", new { tier = "category", noticeVersion = "2", channel = "web" });
        var view = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("category", view.GetProperty("tier").GetString());
        Assert.False(view.GetProperty("purposes").GetProperty("inStoreRecognition").GetBoolean());
        Assert.Empty(await luxe.EventIdsAsync(id));
        await luxe.PutAsync($"/api/customers/{id}/consent", new { tier = "behaviour", noticeVersion = "3", channel = "web" });
        Assert.Empty(await luxe.EventIdsAsync(id));
        var ledger = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{id}/consent/ledger");
        Assert.Equal(["behaviour", "category", "behaviour"], ledger.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("decision").GetProperty("tier").GetString()));
    }

    [Fact]
    public async Task Consent_PuttingBackWhatWasGot_IsTakenAndChangesNothing()
    {
        var id = await luxe.NewClientAsync("put-back-1", "behaviour", recognition: true);
        var got = await luxe.Api.GetStringAsync($"/api/customers/{id}/consent");
        using var answer = await luxe.Api.PutAsync($"/api/customers/{id}/consent", LuxeServer.Json(got));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(got, await answer.Content.ReadAsStringAsync());
        Assert.Equal(got, await luxe.Api.GetStringAsync($"/api/customers/{id}/consent"));
        Assert.Equal("store", JsonElement.Parse(got).GetProperty("channel").GetString());
    }

    [Fact]
    public async Task Consent_ATabletsOlderDecision_IsInTheLedgerAndDoesNotHold()
    {
        var id = await luxe.NewClientAsync("late-tablet-1", "none");
        await luxe.PutAsync($"/api/customers/{id}/consent", new { tier = "identity", noticeVersion = "1", channel = "store", decidedAt = DateTimeOffset.UtcNow.AddMinutes(-10) });
        var consent = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{id}/consent");
        Assert.Equal("none", consent.GetProperty("tier").GetString());
        var ledger = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{id}/consent/ledger");
        Assert.Equal(2, ledger.GetProperty("entries").GetArrayLength());
    }

    [Fact]
    public async Task Consent_VouchedFor_IsTakenWhileNothingIsDecidedAndOutrankedByAnOlderWord()
    {
        await luxe.TakeAsync("/v1/identify", """{"userId":"vouched-1","messageId":"vouched-1-first"}""");
        var id = (await luxe.ResolveAsync("userId=vouched-1"))!;
        var vouched = new { tier = "behaviour", noticeVersion = "1", channel = "import", vouched = true, eventId = $"import-{id}" };

        await luxe.PutAsync($"/api/customers/{id}/consent", vouched);
        Assert.Equal("behaviour", (await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{id}/consent")).GetProperty("tier").GetString());
        await luxe.PutAsync($"/api/customers/{id}/consent", new { tier = "none", noticeVersion = "1", channel = "store", decidedAt = DateTimeOffset.UtcNow.AddHours(-2) });
        await luxe.PutAsync($"/api/customers/{id}/consent", new { tier = "identity", noticeVersion = "1", channel = "import", vouched = true });

        Assert.Equal("none", (await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{id}/consent")).GetProperty("tier").GetString());
        var ledger = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{id}/consent/ledger");
        Assert.Equal(["import", "demo-admin"], ledger.GetProperty("entries").EnumerateArray().Select(static entry => entry.GetProperty("decision").GetProperty("actor").GetString()));
    }

    [Fact]
    public async Task Consent_ADecisionFromAClockThatRunsAhead_DoesNotOutrankTheNext()
    {
        var id = await luxe.NewClientAsync("fast-clock-1", "none");
        await luxe.PutAsync($"/api/customers/{id}/consent", new { tier = "identity", noticeVersion = "1", channel = "store", decidedAt = DateTimeOffset.UtcNow.AddMinutes(4) });
        await luxe.PutAsync($"/api/customers/{id}/consent", new { tier = "none", noticeVersion = "1", channel = "web" });
        Assert.Equal("none", (await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{id}/consent")).GetProperty("tier").GetString());
    }

    [Theory]
    [InlineData("""{"tier":"all","noticeVersion":"1","channel":"web"}""", "tier")]
    [InlineData("""{"noticeVersion":"1","channel":"web"}""", "tier")]
    [InlineData("""{"tier":2,"noticeVersion":"1","channel":"web"}""", "tier")]
    [InlineData("""{"tier":"category","channel":"web"}""", "noticeVersion")]
    [InlineData("""{"tier":"category","noticeVersion":"1"}""", "channel")]
    [InlineData("""{"tier":"category","noticeVersion":"1","channel":"rumour"}""", "channel")]
    [InlineData("""{"tier":"category","noticeVersion":"1","channel":"web","purposes":{"everything":true}}""", "purposes")]
    [InlineData("""{"tier":"category","noticeVersion":"1","channel":"web","purposes":{"email":1}}""", "purposes.email")]
    [InlineData("""{"tier":"category","noticeVersion":"1","channel":"web","purposes":[]}""", "purposes")]
    [InlineData("""{"tier":"category","noticeVersion":"1","channel":"web","decidedAt":"2999-01-01T00:00:00Z"}""", "decidedAt")]
    [InlineData("""{"tier":"category","noticeVersion":"1","channel":"web","decidedAt":"soon"}""", "decidedAt")]
    [InlineData("{", "")]
    [InlineData("null", "")]
    public async Task Consent_BadBody_NamesTheField(string body, string field)
    {
        using var answer = await luxe.Api.PutAsync($"/api/customers/{Unknown}/consent", LuxeServer.Json(body));
        await ProblemAsync(answer, 400, field);
    }
}
