using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using static Luxe.Silo.Tests.EndToEnd.IngestTests;

namespace Luxe.Silo.Tests.EndToEnd;

[Collection(LuxeServerCollection.Name)]
public sealed class ManagementTests(LuxeServer luxe)
{
    private const string Unknown = "c_0000000000000000000000";

    [Fact]
    public async Task Arrival_OfOneWhoMayBeRecognised_ReachesTheInboxOnce()
    {
        var id = await luxe.NewClientAsync("arrive-1", "category", recognition: true, card: "LX-ARR-1");
        var first = await ArriveAsync("qr", "LX-ARR-1", "arr-1");
        Assert.Equal("dispatched", first.GetProperty("result").GetString());
        var dispatch = first.GetProperty("dispatchId").GetString()!;
        Assert.Equal(["result", "dispatchId"], first.EnumerateObject().Select(property => property.Name));
        Assert.Equal("repeated", (await ArriveAsync("qr", "LX-ARR-1", "arr-1")).GetProperty("result").GetString());

        var entry = Assert.Single(await InboxAsync(0), one => one.GetProperty("itemId").GetString() == dispatch);
        Assert.Equal(id, entry.GetProperty("item").GetProperty("customerId").GetString());
        Assert.DoesNotContain(await InboxAsync(entry.GetProperty("number").GetInt64()), one => one.GetProperty("itemId").GetString() == dispatch);
        var floor = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/stores/{LuxeServer.Store}/floor");
        Assert.Contains(floor.GetProperty("guests").EnumerateArray(), guest => guest.GetProperty("customerId").GetString() == id);

        using var claimed = await luxe.Api.PostAsJsonAsync($"/api/dispatches/{LuxeServer.Store}/{dispatch}/claim", new { associateId = LuxeServer.Associate });
        Assert.Equal(HttpStatusCode.NoContent, claimed.StatusCode);
        using var left = await luxe.Api.PostAsJsonAsync("/api/departures", new { storeId = LuxeServer.Store, source = "qr", token = "LX-ARR-1", eventId = "arr-1-left" });
        Assert.Equal(HttpStatusCode.Accepted, left.StatusCode);
        floor = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/stores/{LuxeServer.Store}/floor");
        Assert.DoesNotContain(floor.GetProperty("guests").EnumerateArray(), guest => guest.GetProperty("customerId").GetString() == id);
    }

    [Fact]
    public async Task Arrival_UnknownOrUnwilling_IsTheSameAnswerAndNoAlert()
    {
        var id = await luxe.NewClientAsync("arrive-2", "identity", recognition: false, card: "LX-ARR-2");
        var before = (await InboxAsync(0)).Count;
        var unwilling = await ArriveAsync("card", "LX-ARR-2", "arr-2");
        var unknown = await ArriveAsync("card", "LX-NOBODY", "arr-3");
        Assert.Equal(unknown.GetRawText(), unwilling.GetRawText());
        Assert.Equal("notRecognised", unwilling.GetProperty("result").GetString());
        Assert.Equal(before, (await InboxAsync(0)).Count);
        Assert.DoesNotContain("arr-2", await luxe.EventIdsAsync(id));
    }

    [Theory]
    [InlineData("""{"source":"qr","token":"t","eventId":"e"}""", "storeId")]
    [InlineData("""{"storeId":"rivoli","token":"t","eventId":"e"}""", "source")]
    [InlineData("""{"storeId":"rivoli","source":"smell","token":"t","eventId":"e"}""", "source")]
    [InlineData("""{"storeId":"rivoli","source":"qr","eventId":"e"}""", "token")]
    [InlineData("""{"storeId":"rivoli","source":"qr","token":"t"}""", "eventId")]
    [InlineData("""{"storeId":"atlantis","source":"qr","token":"t","eventId":"e"}""", "storeId")]
    [InlineData("""{"storeId":"rivoli","source":"qr","token":"t","eventId":"e","at":"2999-01-01T00:00:00Z"}""", "at")]
    [InlineData("""{"storeId":"rivoli","source":"qr","token":"t","eventId":"e","at":"2026-01-01T00:00:00Z"}""", "at")]
    public async Task Arrival_BadBody_NamesTheField(string body, string field)
    {
        using var answer = await luxe.Api.PostAsync("/api/arrivals", LuxeServer.Json(body));
        await ProblemAsync(answer, 400, field);
    }

    [Fact]
    public async Task Reads_OfUnknownClients_AnswerAlike()
    {
        foreach (var path in (string[])[$"/api/customers/{Unknown}", $"/api/customers/{Unknown}/journey", "/api/customers/not-an-id", "/api/customers/c_%2e%2e", "/api/customers/resolve?userId=nobody-at-all", "/api/customers/nobody/journey", "/api/customers/nobody/consent", "/api/stores/nowhere", "/api/stores/nowhere/floor", "/api/associates/nobody/inbox", "/api/products/nothing", "/api/deadletters/999999", "/api/nothing"])
        {
            using var answer = await luxe.Api.GetAsync(path);
            await ProblemAsync(answer, 404, null);
        }
    }

    [Theory]
    [InlineData("/api/customers/resolve", "userId")]
    [InlineData("/api/customers/resolve?userId=a&email=b", "userId")]
    [InlineData("/api/customers/resolve?email=", "userId")]
    [InlineData($"/api/customers/{Unknown}/journey?limit=0", "limit")]
    [InlineData($"/api/customers/{Unknown}/journey?limit=501", "limit")]
    [InlineData($"/api/customers/{Unknown}/journey?after=***", "after")]
    [InlineData("/api/associates/camille/inbox?after=-1", "after")]
    public async Task Query_BadParameter_IsNamed(string path, string field)
    {
        using var answer = await luxe.Api.GetAsync(path);
        await ProblemAsync(answer, 400, field);
    }

    [Theory]
    [InlineData($"/api/customers/{Unknown}/journey?limit=ten", "limit")]
    [InlineData("/api/associates/camille/inbox?after=last", "after")]
    public async Task Query_ParameterOfAWrongType_IsNamed(string path, string field)
    {
        using var answer = await luxe.Api.GetAsync(path);
        await ProblemAsync(answer, 400, field);
    }

    [Fact]
    public async Task Keys_AreScopedShownOnceAndEndAtOnce()
    {
        using var made = await luxe.Api.PutAsJsonAsync("/api/keys/door", new { scopes = new[] { "arrivals" } });
        var text = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
        using var door = luxe.Client(new AuthenticationHeaderValue("Bearer", text));
        using var arrived = await door.PostAsJsonAsync("/api/arrivals", new { storeId = LuxeServer.Store, source = "qr", token = "nobody", eventId = "k-1" });
        Assert.Equal(HttpStatusCode.Accepted, arrived.StatusCode);
        using var read = await door.GetAsync($"/api/customers/{Unknown}");
        await ProblemAsync(read, 403, "Authorization");
        using var ingest = luxe.Client(LuxeServer.Basic(text));
        using var wrote = await ingest.PostAsync("/v1/track", LuxeServer.Json("""{"userId":"u","event":"E"}"""));
        await ProblemAsync(wrote, 403, "Authorization");
        Assert.DoesNotContain(text, await luxe.Api.GetStringAsync("/api/keys"), StringComparison.Ordinal);

        using var replaced = await luxe.Api.PutAsJsonAsync("/api/keys/door", new { scopes = new[] { "arrivals", "read" } });
        using var former = await door.GetAsync($"/api/customers/{Unknown}");
        await ProblemAsync(former, 401, "Authorization");
        using var ended = await luxe.Api.DeleteAsync("/api/keys/door");
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        using var again = await luxe.Api.DeleteAsync("/api/keys/door");
        await ProblemAsync(again, 404, null);
        using var bad = await luxe.Api.PutAsJsonAsync("/api/keys/door", new { scopes = new[] { "everything" } });
        await ProblemAsync(bad, 400, "scopes");
    }

    [Fact]
    public async Task Calls_WithoutAKeyOrWithTheWriteKey_AreRefusedBeforeAnythingIsRead()
    {
        using var none = await luxe.Anonymous.PutAsync("/api/stores/x", LuxeServer.Json("not json"));
        await ProblemAsync(none, 401, "Authorization");
        using var writer = luxe.Client(new AuthenticationHeaderValue("Bearer", "demo"));
        using var forbidden = await writer.PutAsync("/api/stores/x", LuxeServer.Json("not json"));
        await ProblemAsync(forbidden, 403, "Authorization");
        using var media = await luxe.Api.PutAsync("/api/stores/x", new StringContent("name=x", Encoding.UTF8, "application/x-www-form-urlencoded"));
        await ProblemAsync(media, 415, "Content-Type");
        using var method = await luxe.Api.PatchAsync($"/api/customers/{Unknown}/consent", LuxeServer.Json("{}"));
        await ProblemAsync(method, 405, null);
    }

    [Fact]
    public async Task Catalogue_PutsChecksAndTellsWhoWishes()
    {
        await luxe.PutAsync("/api/products", new[] { new { productId = "bulk-1", title = "One", category = "bags" }, new { productId = "bulk-2", title = "Two", category = "bags" } });
        var product = await luxe.Api.GetFromJsonAsync<JsonElement>("/api/products/bulk-2");
        Assert.Equal("Two", product.GetProperty("product").GetProperty("title").GetString());
        using var bad = await luxe.Api.PutAsJsonAsync("/api/products", new object[] { new { productId = "bulk-3", title = "Three", category = "bags" }, new { productId = "bulk-4", category = "bags" } });
        await ProblemAsync(bad, 400, "[1].title");
        using var absent = await luxe.Api.GetAsync("/api/products/bulk-3");
        await ProblemAsync(absent, 404, null);

        var id = await luxe.NewClientAsync("wish-1", "behaviour", recognition: true);
        await luxe.PutAsync($"/api/customers/{id}/associate", new { associateId = LuxeServer.Associate });
        await luxe.PutAsync($"/api/products/bulk-1/stock/{LuxeServer.Store}", new { quantity = 0 });
        await luxe.TakeAsync("/v1/track", """{"userId":"wish-1","messageId":"w-1","event":"Product Added to Wishlist","properties":{"product_id":"bulk-1"}}""");
        using var restocked = await luxe.Api.PutAsJsonAsync($"/api/products/bulk-1/stock/{LuxeServer.Store}", new { quantity = 3 });
        var answer = await restocked.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.GetProperty("backInStock").GetBoolean());
        Assert.Equal(1, answer.GetProperty("told").GetInt32());
        Assert.Contains(await InboxAsync(0), entry => entry.GetProperty("item") is { ValueKind: JsonValueKind.Object } item && item.GetProperty("customerId").GetString() == id && item.GetProperty("prompt").GetProperty("kind").GetString() == "wishBackInStock");
    }

    [Fact]
    public async Task Account_IsCheckedAndItsPasswordNeverComesBack()
    {
        await luxe.PutAsync("/api/accounts/Camille", new { staffId = "camille", displayName = "Camille", role = "associate", storeId = LuxeServer.Store, password = "quiet-luxury" });
        using var brief = await luxe.Api.PutAsJsonAsync("/api/accounts/x", new { staffId = "x", displayName = "X", role = "headOffice", password = "short" });
        await ProblemAsync(brief, 400, "password");
        using var role = await luxe.Api.PutAsJsonAsync("/api/accounts/x", new { staffId = "x", displayName = "X", role = "client", password = "quiet-luxury" });
        await ProblemAsync(role, 400, "role");
        using var store = await luxe.Api.PutAsJsonAsync("/api/accounts/x", new { staffId = "x", displayName = "X", role = "manager", password = "quiet-luxury" });
        await ProblemAsync(store, 400, "storeId");
    }

    [Theory]
    [InlineData("""{"city":"Paris","country":"FR","timeZone":"Europe/Paris","currency":"EUR"}""", "name")]
    [InlineData("""{"name":"R","city":"Paris","country":"France","timeZone":"Europe/Paris","currency":"EUR"}""", "country")]
    [InlineData("""{"name":"R","city":"Paris","country":"FR","timeZone":"Mars/Olympus","currency":"EUR"}""", "timeZone")]
    [InlineData("""{"name":"R","city":"Paris","country":"FR","timeZone":"Europe/Paris","currency":"EUR","respondWithin":"-00:01:00"}""", "respondWithin")]
    [InlineData("""{"name":"R","city":"Paris","country":"FR","timeZone":"Europe/Paris","currency":"EUR","respondWithin":"later"}""", "respondWithin")]
    [InlineData("""{"name":"\u0000","city":"Paris","country":"FR","timeZone":"Europe/Paris","currency":"EUR"}""", "name")]
    public async Task Store_BadBody_NamesTheField(string body, string field)
    {
        using var answer = await luxe.Api.PutAsync("/api/stores/new", LuxeServer.Json(body));
        await ProblemAsync(answer, 400, field);
    }

    private async Task<JsonElement> ArriveAsync(string source, string token, string eventId)
    {
        using var answer = await luxe.Api.PostAsJsonAsync("/api/arrivals", new { storeId = LuxeServer.Store, source, token, eventId });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<List<JsonElement>> InboxAsync(long after)
    {
        var page = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/associates/{LuxeServer.Associate}/inbox?after={after}");
        return [.. page.GetProperty("entries").EnumerateArray()];
    }
}
