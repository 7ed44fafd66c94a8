using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Luxe.Contracts.Access;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Rights;
using Luxe.Silo.Rights;
using Luxe.Silo.Tests.EndToEnd;
using Luxe.Storage;
using Luxe.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.Silo.Tests.Rights;

/// <summary>The export's zip of a whole house: complete, hashed, harmless in a spreadsheet.</summary>
public sealed class ExportTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Export_OfAMergedClient_HoldsEveryRowOfHersOnceAndWhoLooked(string provider)
    {
        await using var house = await ErasedHouse.StartAsync(provider);
        var her = await house.LiveAsync("vera", "Morganette");
        await house.LiveAsync("nora", "Bystander");

        var zip = await ReadAsync(house, her.Id);

        Assert.Equal(
            ["consents", "held", "identities", "inferences", "interactions", "notices", "other-rows", "profile", "prompts", "recipients", "who-looked"],
            zip.Keys.Where(static name => name.EndsWith(".json", StringComparison.Ordinal) && name != "manifest.json").Select(static name => name[..^5]).Order(StringComparer.Ordinal));
        var told = ((string[])["interactions", "prompts", "other-rows"]).SelectMany(section => Rows(zip, section))
            .Select(static row => (row.GetProperty("record").GetString()!, row.GetProperty("row").GetInt64())).ToList();
        var stored = new List<(string, long)>();
        foreach (var id in her.Secrets[..3])
        {
            await foreach (var row in house.Server.Services.GetRequiredService<IJournal>().ReadAsync(id, 0))
            {
                stored.Add((id, row.Seq));
            }
        }

        Assert.Equal(stored.Order(), told.Order());
        Assert.Contains(Rows(zip, "interactions"), static row => row.GetProperty("query").GetString() == "twin-query-of-vera");
        Assert.Contains(Rows(zip, "who-looked"), static look => look.GetProperty("what").GetString() == "export");
        Assert.Contains(Rows(zip, "who-looked"), static look => look.GetProperty("role").GetString() == "Integration");
        Assert.Contains(Rows(zip, "recipients"), static row => row.GetProperty("id").GetString() == LuxeServer.Associate);
        Assert.Equal(["associate", "export", "integration"], Rows(zip, "recipients").Select(static row => row.GetProperty("kind").GetString()).Distinct().Order(StringComparer.Ordinal));
        Assert.NotEmpty(Rows(zip, "consents"));
        Assert.Equal("Morganette", Assert.Single(Rows(zip, "profile")).GetProperty("traits").GetProperty("familyName").GetString());
        Assert.DoesNotContain(zip.Values, static file => Encoding.UTF8.GetString(file).Contains("Bystander", StringComparison.Ordinal));
        var page = Encoding.UTF8.GetString(zip["index.html"]);
        Assert.Contains("twin-query-of-vera", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Export_Manifest_NamesEveryFileWithItsHash()
    {
        await using var house = await ErasedHouse.StartAsync(StorageOptions.Sqlite);
        var id = await house.Server.NewClientAsync("hash-1", "behaviour");

        var zip = await ReadAsync(house, id);

        using var manifest = JsonDocument.Parse(zip["manifest.json"]);
        var files = manifest.RootElement.GetProperty("files").EnumerateArray().ToDictionary(static file => file.GetProperty("name").GetString()!);
        Assert.Equal(zip.Keys.Where(static name => name != "manifest.json").Order(StringComparer.Ordinal), files.Keys.Order(StringComparer.Ordinal));
        Assert.All(files, file =>
        {
            Assert.Equal(zip[file.Key].Length, file.Value.GetProperty("bytes").GetInt64());
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(zip[file.Key])), file.Value.GetProperty("sha256").GetString());
        });
    }

    [Fact]
    public async Task Export_OfAFormula_IsTextInASpreadsheetAndNoMarkupInThePage()
    {
        await using var house = await ErasedHouse.StartAsync(StorageOptions.Sqlite);
        var id = await house.Server.NewClientAsync("formula-1", "behaviour");
        await house.Server.TakeAsync("/v1/track", """{"userId":"formula-1","messageId":"f-1","event":"Products Searched","properties":{"query":"=HYPERLINK(\"x\"),<b>"}}""");

        var zip = await ReadAsync(house, id);

        var csv = Encoding.UTF8.GetString(zip["interactions.csv"]);
        Assert.StartsWith("\uFEFF\"record\",\"row\"", csv, StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\"),<b>\"", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", Encoding.UTF8.GetString(zip["index.html"]), StringComparison.Ordinal);
        Assert.Equal("=HYPERLINK(\"x\"),<b>", Assert.Single(Rows(zip, "interactions"), static row => row.GetProperty("eventId").GetString() == "f-1").GetProperty("query").GetString());
    }

    [Fact]
    public async Task Export_OfManyRows_HasAllOfThem()
    {
        await using var house = await ErasedHouse.StartAsync(StorageOptions.Sqlite);
        var id = await house.Server.NewClientAsync("many-1", "behaviour");
        for (var batch = 0; batch < 12; batch++)
        {
            var events = Enumerable.Range(0, 100).Select(i => $$$"""{"type":"track","userId":"many-1","messageId":"m-{{{batch}}}-{{{i}}}","event":"Products Searched","properties":{"query":"q"}}""");
            await house.Server.TakeAsync("/v1/batch", $$"""{"batch":[{{string.Join(',', events)}}]}""");
        }

        var ids = Rows(await ReadAsync(house, id), "interactions").Select(static row => row.GetProperty("eventId").GetString()).Where(static name => name!.StartsWith("m-", StringComparison.Ordinal)).ToList();

        Assert.Equal((1200, 1200), (ids.Count, ids.Distinct().Count()));
    }

    /// <summary>Parts are handed on as they come: what is held at once does not grow with her life.</summary>
    [Fact]
    public async Task Export_OfTwentyThousandRows_HasEachOnceInEveryFormAndHoldsAFewHundredAtATime()
    {
        const int Many = 20_000;
        await using var house = await ErasedHouse.StartAsync(StorageOptions.Sqlite);
        var id = await house.Server.NewClientAsync("life-1", "behaviour");
        var now = DateTimeOffset.UtcNow;
        foreach (var batch in Enumerable.Range(0, Many).Chunk(1_000))
        {
            await house.Grains.GetGrain<ICustomerGrain>(id).Record(
            [
                .. batch.Select(i => new Interaction
                {
                    EventId = $"row-{i}", Kind = InteractionKind.Searched, OccurredAt = now.AddMinutes(-i), ReceivedAt = now, Channel = Channel.Web, Query = $"{Guid.NewGuid()}",
                }),
            ]);
        }

        var write = await house.Server.Services.GetRequiredService<IExportWriter>().OpenAsync(id, new Viewer("po-1", ViewerRole.PrivacyOfficer, "export"));
        using var watched = new WatchedStream();
        await write!(watched, CancellationToken.None);

        var zip = await FilesAsync(watched.ToArray());
        var names = Rows(zip, "interactions").Select(static row => row.GetProperty("eventId").GetString()!).Where(static name => name.StartsWith("row-", StringComparison.Ordinal)).ToHashSet();
        Assert.Equal(Many, names.Count);
        Assert.Equal(Many, Rows(zip, "interactions").Count(static row => row.GetProperty("eventId").GetString()!.StartsWith("row-", StringComparison.Ordinal)));
        Assert.Equal(Many, Occurrences(zip["interactions.csv"], "\"row-"));
        Assert.Equal(Many, Occurrences(zip["index.html"], "<td>row-"));
        Assert.True(watched.Length > 1_500_000, $"{watched.Length} bytes");
        Assert.True(watched.Largest < 150_000, $"{watched.Largest} bytes at once");
    }

    [Fact]
    public async Task Export_OfNobody_IsNotFound()
    {
        await using var house = await ErasedHouse.StartAsync(StorageOptions.Sqlite);

        using var answer = await house.Server.Api.GetAsync("/api/customers/c_aaaaaaaaaaaaaaaaaaaaaa/export");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Looks_OfAClient_SayWhoWhatForAndWhenInPages()
    {
        await using var house = await ErasedHouse.StartAsync(StorageOptions.Sqlite);
        var id = await house.Server.NewClientAsync("looks-1", "behaviour");
        await house.SeenAsync(id);

        var first = await house.Server.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{id}/looks?limit=2");
        var second = await house.Server.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{id}/looks?limit=2&before={first.GetProperty("next").GetInt64()}");

        var looks = first.GetProperty("looks").EnumerateArray().Concat(second.GetProperty("looks").EnumerateArray()).ToList();
        Assert.Equal(4, looks.Select(static look => look.GetProperty("number").GetInt64()).Distinct().Count());
        Assert.All(looks, static look => Assert.Equal(("demo-admin", "Integration"), (look.GetProperty("viewer").GetString(), look.GetProperty("role").GetString())));
        Assert.Superset(new HashSet<string?> { "profile" }, looks.Select(static look => look.GetProperty("what").GetString()).ToHashSet());
    }

    [Fact]
    public async Task Traits_PutRight_TakeTheOldOnesPlaceAndClearedOnesStayAway()
    {
        await using var house = await ErasedHouse.StartAsync(StorageOptions.Sqlite);
        var her = await house.LiveAsync("vera", "Morganette");

        await house.Server.PutAsync($"/api/customers/{her.Id}/traits", new { traits = new { familyName = "Moran" }, cleared = new[] { "birthday", "givenName" } });
        await house.Server.TakeAsync("/v1/identify", """{"userId":"vera","messageId":"vera-late","timestamp":"2020-01-01T00:00:00Z","traits":{"birthday":"1980-02-03"}}""");

        var traits = (await house.Server.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{her.Id}")).GetProperty("traits");
        Assert.Equal("Moran", traits.GetProperty("familyName").GetString());
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (traits.GetProperty("birthday").ValueKind, traits.GetProperty("givenName").ValueKind));
        using var bad = await house.Server.Api.PutAsJsonAsync($"/api/customers/{her.Id}/traits", new { cleared = new[] { "shoes" } });
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }

    [Fact]
    public async Task Requests_AskedAndSettled_AreListedByTheDayTheyAreDue()
    {
        await using var house = await ErasedHouse.StartAsync(StorageOptions.Sqlite);
        var id = await house.Server.NewClientAsync("asks-1", "behaviour");
        using var asked = await house.Server.Api.PostAsJsonAsync("/api/requests", new { kind = "rectification", customerId = id, channel = "mail", id = "r-1" });
        using var again = await house.Server.Api.PostAsJsonAsync("/api/requests", new { kind = "rectification", customerId = id, channel = "mail", id = "r-1" });

        var open = (await house.Server.Api.GetFromJsonAsync<JsonElement>("/api/requests?state=open")).GetProperty("requests");
        var request = Assert.Single(open.EnumerateArray());
        Assert.Equal(request.GetProperty("askedAt").GetDateTimeOffset().AddMonths(1), request.GetProperty("dueAt").GetDateTimeOffset());
        using var settled = await house.Server.Api.PostAsJsonAsync("/api/requests/r-1/settle", new { state = "done" });
        Assert.Equal("done", (await settled.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
        Assert.Empty((await house.Server.Api.GetFromJsonAsync<JsonElement>("/api/requests?state=open")).GetProperty("requests").EnumerateArray());
        using var nothing = await house.Server.Api.PostAsJsonAsync("/api/requests/none/settle", new { state = "done" });
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+33 6", "'+33 6")]
    [InlineData("-5", "'-5")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\u00ff1+1", "\u00ff1+1")]
    [InlineData("\uff1d1+1", "'\uff1d1+1")]
    [InlineData("\n=1+1", "'\n=1+1")]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    public void Cell_ThatASpreadsheetWouldCompute_BeginsWithAnApostrophe(string text, string cell)
    {
        using var row = JsonDocument.Parse(JsonSerializer.Serialize(new { it = text }));
        Assert.Equal(cell, CsvText.Cell(row.RootElement, "it"));
    }

    [Fact]
    public void Cell_OfANumber_IsTheNumber()
    {
        using var row = JsonDocument.Parse("""{"it":-5.25}""");
        Assert.Equal("-5.25", CsvText.Cell(row.RootElement, "it"));
    }

    private static async Task<Dictionary<string, byte[]>> ReadAsync(ErasedHouse house, string id)
    {
        using var answer = await house.Server.Api.GetAsync($"/api/customers/{id}/export");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
        return await FilesAsync(await answer.Content.ReadAsByteArrayAsync());
    }

    private static async Task<Dictionary<string, byte[]>> FilesAsync(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            await using var stream = await entry.OpenAsync();
            using var file = new MemoryStream();
            await stream.CopyToAsync(file);
            files[entry.FullName] = file.ToArray();
        }

        return files;
    }

    private static int Occurrences(byte[] file, string text) => Encoding.UTF8.GetString(file).Split(text).Length - 1;

    private static List<JsonElement> Rows(Dictionary<string, byte[]> zip, string section) => [.. JsonElement.Parse(zip[section + ".json"]).EnumerateArray()];

    /// <summary>Keeps what is written, and how much came at once.</summary>
    private sealed class WatchedStream : MemoryStream
    {
        public int Largest { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Largest = Math.Max(Largest, buffer.Length);
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
