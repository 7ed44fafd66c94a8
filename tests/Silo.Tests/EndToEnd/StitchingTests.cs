using System.Net.Http.Json;
using System.Text.Json;
using Luxe.Tests;

namespace Luxe.Silo.Tests.EndToEnd;

/// <summary>What Segment's calls say about who somebody is, over HTTP: on SQLite and on a PostgreSQL server.</summary>
public sealed class StitchingTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Identify_AfterAnonymousBrowsing_ShowsTheHistoryInTheKnownClientsJourney(string database)
    {
        await using var house = await House.OpenAsync(database);
        var luxe = house.Luxe;
        var known = await luxe.NewClientAsync("known-1", "behaviour");
        var stranger = await BrowseAsync(luxe, "anon-1", "behaviour", "br-1", "br-2");

        await luxe.TakeAsync("/v1/identify", """{"userId":"known-1","anonymousId":"anon-1","messageId":"id-1","traits":{"email":"one@example.com","firstName":"Sol"}}""");
        await luxe.TakeAsync("/v1/track", """{"anonymousId":"anon-1","messageId":"br-3","event":"Product Viewed","properties":{"product_id":"p-3"}}""");

        Assert.Equal(["br-1", "br-2", "br-3", "id-1"], (await luxe.EventIdsAsync(known)).Order());
        Assert.Equal(known, await luxe.ResolveAsync("email=ONE@example.com"));
        Assert.Equal(stranger, await luxe.ResolveAsync("anonymousId=anon-1"));
        Assert.Equal((await luxe.EventIdsAsync(known)).Order(), (await luxe.EventIdsAsync(stranger)).Order());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Identify_AnonymousAllowedLess_TheStricterHolds(string database)
    {
        await using var house = await House.OpenAsync(database);
        var luxe = house.Luxe;
        var known = await luxe.NewClientAsync("strict-1", "identity", recognition: true);
        await BrowseAsync(luxe, "anon-s", "category");
        await luxe.TakeAsync("/v1/identify", """{"userId":"strict-1","anonymousId":"anon-s","messageId":"id-s"}""");

        var consent = (await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{known}")).GetProperty("consent");
        Assert.Equal("category", consent.GetProperty("tier").GetString());
    }

    [Fact]
    public async Task Batch_BrowsingThenSignInThenBrowsing_TakesEachAsWhoSheWas()
    {
        await using var house = await House.OpenAsync("sqlite");
        var luxe = house.Luxe;
        var known = await luxe.NewClientAsync("order-1", "behaviour");
        await BrowseAsync(luxe, "anon-o", "category");
        await luxe.TakeAsync("/v1/batch",
            """
            {"batch":[
              {"type":"track","anonymousId":"anon-o","messageId":"o-1","event":"Product Viewed","properties":{"product_id":"p"}},
              {"type":"track","anonymousId":"anon-o","messageId":"o-2","event":"Order Completed","properties":{"order_id":"o","total":1,"currency":"EUR"}},
              {"type":"identify","anonymousId":"anon-o","userId":"order-1","messageId":"o-3"},
              {"type":"track","anonymousId":"anon-o","messageId":"o-4","event":"Order Completed","properties":{"order_id":"p","total":1,"currency":"EUR"}}]}
            """);

        // The view came while Category was all that she allowed.
        Assert.Equal(["o-2", "o-3", "o-4"], (await luxe.EventIdsAsync(known)).Where(id => id.StartsWith("o-", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Alias_OfAnAnonymousSequence_JoinsItToTheUser()
    {
        await using var house = await House.OpenAsync("sqlite");
        var luxe = house.Luxe;
        var known = await luxe.NewClientAsync("alias-2", "behaviour");
        await BrowseAsync(luxe, "anon-a", "behaviour", "al-1");
        await luxe.TakeAsync("/v1/alias", """{"previousId":"anon-a","userId":"alias-2"}""");

        Assert.Contains("al-1", await luxe.EventIdsAsync(known));
    }

    [Fact]
    public async Task Identify_SharedDevice_NextPersonGetsNothingOfTheFormer()
    {
        await using var house = await House.OpenAsync("sqlite");
        var luxe = house.Luxe;
        var first = await luxe.NewClientAsync("shared-1", "behaviour");
        await BrowseAsync(luxe, "anon-t", "behaviour", "t-1");
        await luxe.TakeAsync("/v1/identify", """{"userId":"shared-1","anonymousId":"anon-t","messageId":"t-2"}""");
        var second = await luxe.NewClientAsync("shared-2", "behaviour");
        await luxe.TakeAsync("/v1/identify", """{"userId":"shared-2","anonymousId":"anon-t","messageId":"t-3"}""");
        await luxe.TakeAsync("/v1/track", """{"anonymousId":"anon-t","messageId":"t-4","event":"Product Viewed","properties":{"product_id":"p"}}""");

        Assert.Equal(["t-1", "t-2"], (await luxe.EventIdsAsync(first)).Where(id => id.StartsWith("t-", StringComparison.Ordinal)).Order());
        Assert.Equal(["t-3", "t-4"], (await luxe.EventIdsAsync(second)).Where(id => id.StartsWith("t-", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Identify_PhoneByItsCountry_IsOneNumberHoweverItIsWritten()
    {
        await using var house = await House.OpenAsync("sqlite");
        var luxe = house.Luxe;
        var id = await luxe.NewClientAsync("phone-1", "category");
        await luxe.TakeAsync("/v1/identify", """{"userId":"phone-1","messageId":"ph-1","traits":{"phone":"06 12 34 56 78","address":{"country":"FR"}}}""");

        Assert.Equal(id, await luxe.ResolveAsync("phone=%2B33%206%2012%2034%2056%2078"));
        Assert.Null(await luxe.ResolveAsync("phone=0612345678"));
        Assert.Equal(id, await luxe.ResolveAsync("phone=0612345678&country=fr"));
    }

    [Fact]
    public async Task Track_ByADeviceAlone_IsWhoeverSignedInOnIt()
    {
        await using var house = await House.OpenAsync("sqlite");
        var luxe = house.Luxe;
        var id = await luxe.NewClientAsync("device-1", "behaviour");
        await luxe.TakeAsync("/v1/track", """{"userId":"device-1","messageId":"de-1","event":"Application Opened","context":{"device":{"id":"TABLET-1"}}}""");
        await luxe.TakeAsync("/v1/track", """{"messageId":"de-2","event":"Product Viewed","properties":{"product_id":"p"},"context":{"device":{"id":"tablet-1"}}}""");

        Assert.Superset(new HashSet<string> { "de-1", "de-2" }, (await luxe.EventIdsAsync(id)).ToHashSet());
        Assert.Equal(id, await luxe.ResolveAsync("deviceId=Tablet-1"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Candidates_TwoClientsWithOneCard_AreListedWithoutNamesAndCanBeDismissed(string database)
    {
        await using var house = await House.OpenAsync(database);
        var luxe = house.Luxe;
        var one = await luxe.NewClientAsync("twin-1", "category", card: "LX-TWIN");
        var other = await luxe.NewClientAsync("twin-2", "category", card: "lx twin");
        Assert.NotEqual(one, other);

        var text = await luxe.Api.GetStringAsync("/api/merges/candidates");
        Assert.DoesNotContain("TWIN", text, StringComparison.OrdinalIgnoreCase);
        var candidate = Assert.Single(JsonElement.Parse(text).GetProperty("candidates").EnumerateArray());
        Assert.Equal(new[] { one, other }.Order(StringComparer.Ordinal), candidate.GetProperty("customers").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal(["sameCard"], candidate.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()));

        var id = candidate.GetProperty("id").GetString();
        using var dismissed = await luxe.Api.PostAsync($"/api/merges/candidates/{id}/dismiss", null);
        Assert.Equal("dismissed", (await dismissed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
        await luxe.TakeAsync("/v1/identify", """{"userId":"twin-2","messageId":"twin-again","traits":{"card":"LX-TWIN"}}""");
        Assert.Empty((await luxe.Api.GetFromJsonAsync<JsonElement>("/api/merges/candidates")).GetProperty("candidates").EnumerateArray());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Candidates_NamesThatSoundAlikeAndOneBirthday_AreFound(string database)
    {
        await using var house = await House.OpenAsync(database);
        var luxe = house.Luxe;
        var one = await luxe.NewClientAsync("sound-1", "category");
        var other = await luxe.NewClientAsync("sound-2", "category");
        await luxe.TakeAsync("/v1/identify", """{"userId":"sound-1","messageId":"so-1","traits":{"firstName":"Katherine","lastName":"Meyer","birthday":"1984-03-17"}}""");
        await luxe.TakeAsync("/v1/identify", """{"userId":"sound-2","messageId":"so-2","traits":{"firstName":"Catherine","lastName":"Maier","birthday":"1984-03-17T00:00:00Z"}}""");

        var candidate = Assert.Single((await luxe.Api.GetFromJsonAsync<JsonElement>("/api/merges/candidates")).GetProperty("candidates").EnumerateArray());
        Assert.Equal(["nameAndBirthday"], candidate.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()));
        Assert.Equal(new[] { one, other }.Order(StringComparer.Ordinal), candidate.GetProperty("customers").EnumerateArray().Select(id => id.GetString()));
    }

    [Theory]
    [InlineData("/api/merges/candidates?after=nonsense", 400)]
    [InlineData("/api/merges/candidates?limit=0", 400)]
    [InlineData("/api/merges/candidates/nobody", 404)]
    [InlineData("/api/merges/candidates/c_0000000000000000000000~c_1111111111111111111111", 404)]
    public async Task Candidates_WhatIsNotThere_IsAProblem(string address, int status)
    {
        await using var house = await House.OpenAsync("sqlite");
        using var answer = await house.Luxe.Api.GetAsync(address);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    /// <summary>An anonymous visitor who answered the banner, and what she looked at; returns her customer id.</summary>
    private static async Task<string> BrowseAsync(LuxeServer luxe, string anonymousId, string tier, params string[] messageIds)
    {
        await luxe.TakeAsync("/v1/page", $$$"""{"anonymousId":"{{{anonymousId}}}","messageId":"{{{anonymousId}}}-first"}""");
        var id = await luxe.ResolveAsync($"anonymousId={anonymousId}");
        await luxe.PutAsync($"/api/customers/{id}/consent", new { tier, purposes = new { }, noticeVersion = "2026-11", channel = "web" });
        foreach (var messageId in messageIds)
        {
            await luxe.TakeAsync("/v1/track", $$$"""{"anonymousId":"{{{anonymousId}}}","messageId":"{{{messageId}}}","event":"Product Viewed","properties":{"product_id":"p-1"}}""");
        }

        return id!;
    }

    private sealed class House : IAsyncDisposable
    {
        public required LuxeServer Luxe { get; init; }

        public static async Task<House> OpenAsync(string database)
        {
            var postgres = database == "postgres" ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() : null;
            var house = new House { Luxe = new LuxeServer { Postgres = postgres } };
            await house.Luxe.InitializeAsync();
            return house;
        }

        public async ValueTask DisposeAsync() => await Luxe.DisposeAsync();
    }
}
