using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Luxe.Silo.Tests.EndToEnd;

/// <summary>The fixed surface: what others build on does not move.</summary>
[Collection(LuxeServerCollection.Name)]
public sealed class SurfaceTests(LuxeServer luxe)
{
    [Theory]
    [InlineData("get", "/api/customers/resolve")]
    [InlineData("get", "/api/customers/{id}")]
    [InlineData("get", "/api/customers/{id}/journey")]
    [InlineData("get", "/api/customers/{id}/consent")]
    [InlineData("put", "/api/customers/{id}/consent")]
    [InlineData("put", "/api/customers/{id}/associate")]
    [InlineData("post", "/api/arrivals")]
    [InlineData("post", "/api/departures")]
    [InlineData("get", "/api/associates/{id}/inbox")]
    [InlineData("put", "/api/associates/{id}")]
    [InlineData("get", "/api/stores")]
    [InlineData("put", "/api/stores/{id}")]
    [InlineData("get", "/api/stores/{id}/floor")]
    [InlineData("put", "/api/stores/{id}/shifts/{associateId}")]
    [InlineData("put", "/api/accounts/{userName}")]
    [InlineData("put", "/api/products")]
    [InlineData("put", "/api/products/{id}")]
    [InlineData("get", "/api/products/{id}")]
    [InlineData("put", "/api/products/{id}/stock/{storeId}")]
    [InlineData("post", "/api/dispatches/{storeId}/{dispatchId}/{answer}")]
    [InlineData("put", "/api/keys/{id}")]
    [InlineData("delete", "/api/keys/{id}")]
    [InlineData("get", "/api/deadletters")]
    [InlineData("post", "/api/deadletters/{id}/replay")]
    [InlineData("post", "/v1/batch")]
    [InlineData("post", "/v1/import")]
    [InlineData("post", "/v1/identify")]
    [InlineData("post", "/v1/track")]
    [InlineData("post", "/v1/page")]
    [InlineData("post", "/v1/screen")]
    [InlineData("post", "/v1/group")]
    [InlineData("post", "/v1/alias")]
    [InlineData("get", "/health/live")]
    [InlineData("get", "/health/ready")]
    public async Task OpenApi_Address_IsDescribedWithASummary(string method, string path)
    {
        var document = await luxe.Anonymous.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var operation = document.GetProperty("paths").GetProperty(path).GetProperty(method);
        Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
        if (path.StartsWith("/api", StringComparison.Ordinal))
        {
            Assert.True(operation.TryGetProperty("security", out _), "says which key it needs");
            Assert.True(operation.GetProperty("responses").TryGetProperty("401", out _));
        }
    }

    [Fact]
    public async Task Health_OfARunningServer_IsLiveAndReady()
    {
        Assert.Equal("live", (await luxe.Anonymous.GetFromJsonAsync<JsonElement>("/health/live")).GetProperty("status").GetString());
        Assert.Equal("ready", (await luxe.Anonymous.GetFromJsonAsync<JsonElement>("/health/ready")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Profile_OfAClient_HasTheFixedShape()
    {
        var id = await luxe.NewClientAsync("shape-1", "behaviour", recognition: true);
        await luxe.TakeAsync("/v1/identify", """{"userId":"shape-1","messageId":"s-1","traits":{"title":"Ms","lastName":"Morgan"}}""");
        var profile = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{id}");
        Assert.Equal(id, profile.GetProperty("customerId").GetString());
        Assert.Equal("behaviour", profile.GetProperty("consent").GetProperty("tier").GetString());
        Assert.True(profile.GetProperty("consent").GetProperty("purposes").GetProperty("inStoreRecognition").GetBoolean());
        using var raw = await luxe.Api.GetAsync($"/api/customers/{id}");
        Assert.True(raw.Headers.CacheControl?.NoStore);
        var consent = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{id}/consent");
        Assert.Equal(["tier", "purposes", "noticeVersion", "decidedAt", "channel"], consent.EnumerateObject().Select(property => property.Name));
        var journey = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{id}/journey?limit=1");
        Assert.Equal(["interactions", "next"], journey.EnumerateObject().Select(property => property.Name));
        foreach (var name in (string[])["eventId", "kind", "occurredAt"])
        {
            Assert.True(journey.GetProperty("interactions")[0].TryGetProperty(name, out _), name);
        }
    }

    [Fact]
    public async Task SdkSettings_NameThisServerAsTheirDestination()
    {
        var settings = await luxe.Anonymous.GetFromJsonAsync<JsonElement>("/v1/projects/demo/settings");
        var destination = settings.GetProperty("integrations").GetProperty("Segment.io");
        Assert.Equal($"{luxe.Url.Authority}/v1", destination.GetProperty("apiHost").GetString());
        using var metrics = await luxe.Anonymous.PostAsync("/v1/m", LuxeServer.Json("{}"));
        Assert.Equal(HttpStatusCode.NoContent, metrics.StatusCode);
    }
}
