using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Luxe.Silo.Tests.EndToEnd;

[Collection(LuxeServerCollection.Name)]
public sealed class IngestTests(LuxeServer luxe)
{
    [Fact]
    public async Task Batch_OfTheSpec_BecomesTheJourneyInOrderOfTime()
    {
        var id = await luxe.NewClientAsync("journey-1", "behaviour");
        await luxe.TakeAsync("/v1/batch",
            """
            {"batch":[
              {"type":"track","userId":"journey-1","messageId":"j-3","event":"Order Completed","properties":{"order_id":"o-1","total":27.5,"currency":"USD","products":[{"product_id":"p-1","price":19,"quantity":1}]},"timestamp":"2026-03-03T00:00:00Z"},
              {"type":"track","userId":"journey-1","messageId":"j-1","event":"Product Viewed","properties":{"product_id":"p-1","category":"Games","name":"Monopoly"},"timestamp":"2026-03-01T00:00:00Z"},
              {"type":"page","userId":"journey-1","messageId":"j-2","name":"Atelier","timestamp":"2026-03-02T00:00:00Z"},
              {"type":"screen","userId":"journey-1","messageId":"j-4","name":"Lookbook","timestamp":"2026-03-04T00:00:00Z"},
              {"type":"group","userId":"journey-1","messageId":"j-5","groupId":"household-7","timestamp":"2026-03-05T00:00:00Z"},
              {"type":"track","userId":"journey-1","messageId":"j-6","event":"Trunk Show Invited","timestamp":"2026-03-06T00:00:00Z"}
            ],"context":{"library":{"name":"analytics.js"}}}
            """);
        var steps = await luxe.JourneyAsync(id, limit: 2);
        Assert.Equal(["j-1", "j-2", "j-3", "j-4", "j-5", "j-6"], steps.Select(step => step.GetProperty("eventId").GetString()));
        Assert.Equal(["productViewed", "contentViewed", "orderCompleted", "contentViewed", "grouped", "other"], steps.Select(step => step.GetProperty("kind").GetString()));
        Assert.Equal("2026-03-01T00:00:00+00:00", steps[0].GetProperty("occurredAt").GetString());
        Assert.Equal("Trunk Show Invited", steps[5].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Batch_SentTwice_IsTakenOnce()
    {
        var id = await luxe.NewClientAsync("repeat-1", "behaviour");
        const string Body = """{"batch":[{"type":"track","userId":"repeat-1","messageId":"r-1","event":"A"},{"type":"track","userId":"repeat-1","messageId":"r-1","event":"A"},{"type":"track","userId":"repeat-1","messageId":"r-2","event":"B"}]}""";
        await luxe.TakeAsync("/v1/batch", Body);
        await luxe.TakeAsync("/v1/batch", Body);
        Assert.Equal(["r-1", "r-2"], (await luxe.EventIdsAsync(id)).Order());
    }

    [Fact]
    public async Task Batch_Gzipped_IsTaken()
    {
        var id = await luxe.NewClientAsync("gzip-1", "behaviour");
        using var answer = await luxe.Ingest.PostAsync("/v1/import", Gzip("""{"batch":[{"type":"track","userId":"gzip-1","messageId":"g-1","event":"Packed"}]}"""));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["g-1"], await luxe.EventIdsAsync(id));
    }

    [Fact]
    public async Task Call_WithItsKeyInATextPlainBody_IsTakenFromABrowserOfAnyOrigin()
    {
        var id = await luxe.NewClientAsync("beacon-1", "behaviour");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/t")
        {
            Content = new StringContent("""{"writeKey":"demo","userId":"beacon-1","messageId":"b-1","event":"Left"}""", Encoding.UTF8, "text/plain"),
            Headers = { { "Origin", "https://shop.example" } },
        };
        using var answer = await luxe.Anonymous.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal(["b-1"], await luxe.EventIdsAsync(id));
    }

    [Fact]
    public async Task Preflight_FromAnyOrigin_AllowsTheSdksHeaders()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/t")
        {
            Headers = { { "Origin", "https://shop.example" }, { "Access-Control-Request-Method", "POST" }, { "Access-Control-Request-Headers", "authorization,content-type,x-retry-count" } },
        };
        using var answer = await luxe.Anonymous.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("authorization", string.Join(',', answer.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Refusal_OfABrowsersCall_CanBeReadByItsPage()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/t") { Content = new StringContent("{", Encoding.UTF8, "text/plain"), Headers = { { "Origin", "https://shop.example" }, { "Authorization", "Basic ZGVtbzo=" } } };
        using var answer = await luxe.Anonymous.SendAsync(request);
        await ProblemAsync(answer, 400, "");
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Batch_WithBadEvents_TakesTheRestReportsThemAndCanReplayThemRepaired()
    {
        var id = await luxe.NewClientAsync("letters-1", "behaviour");
        using var answer = await luxe.Ingest.PostAsync("/v1/batch", LuxeServer.Json(
            """
            {"writeKey":"demo","sentAt":"2026-03-01T00:00:00Z","batch":[
              {"type":"track","userId":"letters-1","messageId":"ok-1","event":"Fine"},
              {"type":"track","userId":"letters-1","messageId":"bad-1","event":"Order Completed","properties":{"total":"twelve"}},
              {"type":"track","messageId":"bad-2","event":"Nobody"},
              42,
              {"type":"track","userId":"letters-1","messageId":"ok-2","event":"Fine too"}]}
            """));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(body.GetProperty("success").GetBoolean());
        Assert.Equal(
            [(1, "bad-1", "properties.total"), (2, "bad-2", "userId"), (3, null, "")],
            body.GetProperty("rejected").EnumerateArray().Select(one => (one.GetProperty("index").GetInt32(), one.GetProperty("messageId").GetString(), one.GetProperty("field").GetString()!)));
        Assert.Equal(["ok-1", "ok-2"], (await luxe.EventIdsAsync(id)).Order());

        var letter = Assert.Single((await LettersAsync()).EnumerateArray(), one => one.GetProperty("field").GetString() == "properties.total");
        Assert.Equal(JsonValueKind.Null, letter.GetProperty("payload").ValueKind);
        var number = letter.GetProperty("id").GetInt64();
        var single = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/deadletters/{number}");
        var payload = single.GetProperty("payload").GetString()!;
        Assert.Contains("bad-1", payload, StringComparison.Ordinal);
        Assert.DoesNotContain("demo", payload, StringComparison.Ordinal);

        using var again = await luxe.Api.PostAsync($"/api/deadletters/{number}/replay", null);
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
        using var repaired = await luxe.Api.PostAsync($"/api/deadletters/{number}/replay", LuxeServer.Json(payload.Replace("\"twelve\"", "12", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.OK, repaired.StatusCode);
        Assert.Equal(["bad-1", "ok-1", "ok-2"], (await luxe.EventIdsAsync(id)).Order());
        Assert.DoesNotContain((await LettersAsync()).EnumerateArray(), one => one.GetProperty("id").GetInt64() == number);
    }

    [Fact]
    public async Task Call_WithABadField_IsRefusedByNameAndKept()
    {
        using var answer = await luxe.Ingest.PostAsync("/v1/track", LuxeServer.Json("""{"messageId":"single-bad","event":"E"}"""));
        await ProblemAsync(answer, 400, "userId");
        Assert.Contains((await LettersAsync()).EnumerateArray(), one => one.GetProperty("source").GetString() == "/v1/track");
    }

    [Fact]
    public async Task Alias_JoinsTheAnonymousAndTheKnown()
    {
        var id = await luxe.NewClientAsync("alias-1", "behaviour");
        await luxe.TakeAsync("/v1/alias", """{"previousId":"anon-alias-1","userId":"alias-1"}""");
        Assert.Equal(id, await luxe.ResolveAsync("anonymousId=anon-alias-1"));
        await luxe.TakeAsync("/v1/track", """{"anonymousId":"anon-alias-1","messageId":"al-1","event":"E"}""");
        Assert.Equal(["al-1"], await luxe.EventIdsAsync(id));
    }

    [Fact]
    public async Task Batch_WithAnIdentifyInTheMiddle_TakesEffectForThoseBehind()
    {
        var id = await luxe.NewClientAsync("middle-1", "behaviour");
        await luxe.TakeAsync("/v1/batch",
            """
            {"batch":[
              {"type":"track","anonymousId":"anon-middle-1","messageId":"mid-1","event":"Before"},
              {"type":"identify","anonymousId":"anon-middle-1","userId":"middle-1","messageId":"mid-2"},
              {"type":"track","anonymousId":"anon-middle-1","messageId":"mid-3","event":"After"}]}
            """);
        Assert.Equal(["mid-2", "mid-3"], (await luxe.EventIdsAsync(id)).Order());
    }

    [Fact]
    public async Task Identify_ManyAtOnceForANewClient_MakesOneClient()
    {
        await Task.WhenAll(Enumerable.Range(0, 24).Select(number => luxe.TakeAsync(
            "/v1/identify", $$$"""{"userId":"new-1","anonymousId":"anon-new-{{{number}}}","messageId":"new-{{{number}}}","traits":{"email":"new@example.com"}}""")));
        var id = await luxe.ResolveAsync("userId=new-1");
        Assert.NotNull(id);
        Assert.Equal(id, await luxe.ResolveAsync("email=new@example.com"));
        for (var number = 0; number < 24; number++)
        {
            Assert.Equal(id, await luxe.ResolveAsync($"anonymousId=anon-new-{number}"));
        }
    }

    [Fact]
    public async Task Batch_OfManyClients_ReachesEachInOrder()
    {
        var ids = new List<string>();
        for (var client = 0; client < 20; client++)
        {
            ids.Add(await luxe.NewClientAsync($"many-{client}", "behaviour"));
        }

        var events = Enumerable.Range(0, 200).Select(number => $$"""{"type":"track","userId":"many-{{number % 20}}","messageId":"n-{{number:D3}}","event":"E","timestamp":"2026-01-01T00:00:00Z"}""");
        await luxe.TakeAsync("/v1/batch", $$"""{"batch":[{{string.Join(',', events)}}]}""");
        for (var client = 0; client < 20; client++)
        {
            Assert.Equal(Enumerable.Range(0, 10).Select(turn => $"n-{(turn * 20) + client:D3}"), await luxe.EventIdsAsync(ids[client]));
        }
    }

    [Fact]
    public async Task Batch_FromAClockThatIsOff_IsCorrected()
    {
        var id = await luxe.NewClientAsync("clock-1", "behaviour");
        var before = DateTimeOffset.UtcNow;
        await luxe.TakeAsync("/v1/batch", """{"sentAt":"2001-01-01T01:00:00Z","batch":[{"type":"track","userId":"clock-1","messageId":"c-1","event":"E","timestamp":"2001-01-01T00:00:00Z"}]}""");
        var occurred = (await luxe.JourneyAsync(id))[0].GetProperty("occurredAt").GetDateTimeOffset();
        Assert.InRange(occurred, before.AddHours(-1).AddMilliseconds(-1), DateTimeOffset.UtcNow.AddHours(-1));
    }

    [Theory]
    [InlineData("/v1/track", "{", 400, "")]
    [InlineData("/v1/batch", "{}", 400, "batch")]
    [InlineData("/v1/batch", """{"batch":7}""", 400, "batch")]
    public async Task Request_MalformedAsAWhole_Is400WithItsField(string path, string body, int status, string field)
    {
        using var answer = await luxe.Ingest.PostAsync(path, LuxeServer.Json(body));
        await ProblemAsync(answer, status, field);
    }

    [Fact]
    public async Task Request_WithoutOrWithAWrongKey_Is401()
    {
        using var none = await luxe.Anonymous.PostAsync("/v1/track", LuxeServer.Json("""{"userId":"u","event":"E"}"""));
        await ProblemAsync(none, 401, "Authorization");
        using var inBody = await luxe.Anonymous.PostAsync("/v1/track", LuxeServer.Json("""{"userId":"u","event":"E","writeKey":"guess"}"""));
        await ProblemAsync(inBody, 401, "Authorization");
        using var wrong = luxe.Client(LuxeServer.Basic("guess"));
        using var guessed = await wrong.PostAsync("/v1/track", LuxeServer.Json("""{"userId":"u","event":"E"}"""));
        await ProblemAsync(guessed, 401, "Authorization");
    }

    [Fact]
    public async Task Request_TooLarge_Is413PackedOrNot()
    {
        var large = $$"""{"batch":[],"pad":"{{new string('x', 512 * 1024)}}"}""";
        using var plain = await luxe.Ingest.PostAsync("/v1/batch", LuxeServer.Json(large));
        await ProblemAsync(plain, 413, null);
        using var bomb = await luxe.Ingest.PostAsync("/v1/batch", Gzip(new string(' ', 50_000_000)));
        await ProblemAsync(bomb, 413, null);
    }

    [Fact]
    public async Task Request_OfAWrongKind_Is415Or405Or400()
    {
        using var form = await luxe.Ingest.PostAsync("/v1/track", new StringContent("event=E", Encoding.UTF8, "application/x-www-form-urlencoded"));
        await ProblemAsync(form, 415, "Content-Type");
        using var latin = await luxe.Ingest.PostAsync("/v1/track", new StringContent("{}", Encoding.Latin1, "application/json"));
        await ProblemAsync(latin, 415, "Content-Type");
        using var packed = new HttpRequestMessage(HttpMethod.Post, "/v1/track") { Content = LuxeServer.Json("{}") };
        packed.Content.Headers.ContentEncoding.Add("zstd");
        using var encoding = await luxe.Ingest.SendAsync(packed);
        await ProblemAsync(encoding, 415, "Content-Encoding");
        using var got = await luxe.Ingest.GetAsync("/v1/track");
        await ProblemAsync(got, 405, null);
        using var nowhere = await luxe.Ingest.GetAsync("/v1/nowhere");
        await ProblemAsync(nowhere, 404, null);
        using var notGzip = new HttpRequestMessage(HttpMethod.Post, "/v1/track") { Content = LuxeServer.Json("{}") };
        notGzip.Content.Headers.ContentEncoding.Add("gzip");
        using var broken = await luxe.Ingest.SendAsync(notGzip);
        await ProblemAsync(broken, 400, "Content-Encoding");
        using var bytes = new ByteArrayContent([.. "{\"userId\":\""u8, 0xFF, .. "\"}"u8]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var utf8 = await luxe.Ingest.PostAsync("/v1/track", bytes);
        await ProblemAsync(utf8, 400, "");
    }

    internal static async Task ProblemAsync(HttpResponseMessage answer, int status, string? field)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode}: {body}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(body);
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.RootElement.GetProperty("title").GetString()!);
        Assert.Equal(field, problem.RootElement.TryGetProperty("field", out var named) ? named.GetString() : null);
    }

    private static ByteArrayContent Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json"), ContentEncoding = { "gzip" } } };
    }

    private async Task<JsonElement> LettersAsync() => (await luxe.Api.GetFromJsonAsync<JsonElement>("/api/deadletters?limit=500")).GetProperty("deadLetters");
}
