using System.Globalization;
using System.Text.Json;
using Luxe.Cli.Demo;
using Luxe.Cli.Imports;
using Luxe.Cli.Simulation;
using Luxe.Tests;

namespace Luxe.Cli.Tests;

/// <summary>Real files and the demo maison through the real house: HTTP in, grains, SQLite, HTTP out.</summary>
public sealed class EndToEndTests(RunningLuxe luxe) : IClassFixture<RunningLuxe>
{
    private static readonly Dictionary<string, string> Kinds = new() { ["pv"] = "productViewed", ["cart"] = "cartAdded", ["fav"] = "wishAdded", ["buy"] = "orderCompleted" };

    [SharedDataFact("taobao/userbehavior_full_histories.csv")]
    public async Task Import_RealHistories_GivesEveryClientTheJourneyOfTheFile()
    {
        var path = Path.Combine(luxe.Folder, "histories.csv");
        File.Copy(Path.Combine(Repository.SharedData, "taobao", "userbehavior_full_histories.csv"), path);
        using var api = luxe.NewApi();
        var options = ImportOptions.For(path, null) with { Consent = new ImportConsent("behaviour", "2017-11") };
        var summary = await new Importer(api, new TaobaoParser(), options).RunAsync(null, CancellationToken.None);
        Assert.Equal((14_320L, 0L, 157L), (summary.Sent, summary.Bad, summary.Clients));
        await CompareAsync(api, path);

        // The same again, whole: nothing changes.
        await new Importer(api, new TaobaoParser(), options).RunAsync(null, CancellationToken.None);
        await CompareAsync(api, path);
    }

    [Fact]
    public async Task Import_WithoutConsent_StoresNothing()
    {
        var path = Path.Combine(luxe.Folder, "unasked.csv");
        await File.WriteAllLinesAsync(path, ["unasked-1,2,3,pv,1511757958", "unasked-1,2,3,buy,1511757999"]);
        using var api = luxe.NewApi();
        await new Importer(api, new TaobaoParser(), ImportOptions.For(path, null)).RunAsync(null, CancellationToken.None);
        Assert.Empty(await JourneyAsync(api, "unasked-1"));
    }

    [Fact]
    public async Task Import_AfterAClientSaidNo_DoesNotDecideForHer()
    {
        using var api = luxe.NewApi();
        await api.SendEventsAsync([JsonSerializer.SerializeToUtf8Bytes(new { type = "identify", userId = "refuser", messageId = "r-0" })], CancellationToken.None);
        var id = await api.ResolveAsync("userId", "refuser", CancellationToken.None);
        await api.PutAsync($"api/customers/{id}/consent", new { tier = "none", purposes = new { }, noticeVersion = "v1", channel = "web" }, CancellationToken.None);
        var path = Path.Combine(luxe.Folder, "refuser.csv");
        await File.WriteAllLinesAsync(path, ["refuser,2,3,buy,1511757958"]);
        var options = ImportOptions.For(path, null) with { Consent = new ImportConsent("identity", "v1") };
        Assert.Equal(0, (await new Importer(api, new TaobaoParser(), options).RunAsync(null, CancellationToken.None)).Clients);
        Assert.Empty(await JourneyAsync(api, "refuser"));
    }

    [Fact]
    public async Task Load_Twice_LoadsOnceAndTheMaisonIsAlive()
    {
        using var api = luxe.NewApi();
        var loader = new DemoLoader(api, DemoMaison.Build(), TimeProvider.System, clients: 40);
        var first = false;
        Assert.True(await loader.LoadAsync(onFirstScreen: () => { first = true; return Task.CompletedTask; }));
        Assert.True(first);
        Assert.False(await loader.LoadAsync());

        // Alex: what came before she allowed it was never kept; what she did since is all there.
        var alex = (await JourneyAsync(api, "alex-morgan")).Select(step => step.GetProperty("eventId").GetString()!).ToList();
        var life = DemoMaison.Build().Personas.Single(persona => persona.UserId == "alex-morgan").ToClient(DemoMaison.Build(), TimeProvider.System.GetUtcNow());
        var (kept, dropped) = Gate(life);
        Assert.Superset(kept.ToHashSet(), alex.ToHashSet());
        Assert.Empty(alex.Intersect(dropped));
        Assert.Empty(await JourneyAsync(api, "nadia-rahmani"));

        var piece = await api.GetAsync<JsonElement>("api/products/lx-cardigan-charcoal", CancellationToken.None);
        Assert.Equal("Charcoal Cashmere Cardigan", piece.GetProperty("product").GetProperty("title").GetString());
        using var http = new HttpClient { BaseAddress = luxe.Server.Url };
        using var picture = await http.GetAsync("pictures/lx-cardigan-charcoal.svg");
        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType?.MediaType);
        using var again = new HttpRequestMessage(HttpMethod.Get, "pictures/lx-cardigan-charcoal.svg") { Headers = { IfNoneMatch = { picture.Headers.ETag! } } };
        Assert.Equal(System.Net.HttpStatusCode.NotModified, (await http.SendAsync(again)).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await http.GetAsync("pictures/none.svg")).StatusCode);

        await SeePairsAsync(api);
        await SimulateAsync(api);
    }

    [Fact]
    public async Task Load_CutOffAndBegunAgain_LeavesNothingTwice()
    {
        using var api = luxe.NewApi();
        var maison = DemoMaison.Build(seed: 11);
        using var cut = new CancellationTokenSource();
        var progress = new Cutter("clients", 100, cut);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new DemoLoader(api, maison, TimeProvider.System, clients: 240).LoadAsync(progress, cancellation: cut.Token));
        Assert.True(await new DemoLoader(api, maison, TimeProvider.System, clients: 240).LoadAsync());
        Assert.False(await new DemoLoader(api, maison, TimeProvider.System, clients: 240).LoadAsync());
        foreach (var number in (int[])[0, 99, 100, 150, 239])
        {
            var life = maison.Lives.Make(number, TimeProvider.System.GetUtcNow());
            var ids = (await JourneyAsync(api, life.UserId)).Select(step => step.GetProperty("eventId").GetString()).ToList();
            Assert.Equal(ids.Count, ids.Distinct().Count());
            Assert.DoesNotContain($"{life.UserId}-hello", ids);
        }
    }

    [Fact]
    public async Task DeadLetters_OfABadEvent_AreListedAndRefusedAgain()
    {
        using var api = luxe.NewApi();
        await api.SendBatchAsync("v1/batch", ["""{"type":"track","userId":"dead-1","messageId":"dead-1"}"""u8.ToArray()], CancellationToken.None);
        var (code, output, _) = await LuxeProgram.RunAsync($"deadletters list --url {luxe.Server.Url}");
        Assert.Equal(0, code);
        Assert.Contains("event", output, StringComparison.Ordinal);
        (code, output, _) = await LuxeProgram.RunAsync($"deadletters replay --url {luxe.Server.Url}");
        Assert.Equal(1, code);
        Assert.Contains("0 taken, 1 refused", output, StringComparison.Ordinal);
    }

    // Head office finds a pair of each kind to decide on.
    private static async Task SeePairsAsync(Luxe.Cli.Http.LuxeApi api)
    {
        var pairs = (await api.GetAsync<JsonElement>("api/merges/candidates", CancellationToken.None)).GetProperty("candidates").EnumerateArray()
            .Select(pair => (Reason: pair.GetProperty("reasons")[0].GetString(), Ids: pair.GetProperty("customers").EnumerateArray().Select(id => id.GetString()).Order(StringComparer.Ordinal).ToList())).ToList();
        foreach (var (reason, one, other) in new[]
        {
            ("sameCard", "eleanor-whitcombe", "e.whitcombe"), ("samePhone", "adrian-fairleigh", "imogen-fairleigh"), ("nameAndBirthday", "hyejin-moon", "hyejin.mun"),
        })
        {
            var both = new[] { await api.ResolveAsync("userId", one, CancellationToken.None), await api.ResolveAsync("userId", other, CancellationToken.None) };
            Assert.Single(pairs, pair => pair.Reason == reason && pair.Ids.SequenceEqual(both.Order(StringComparer.Ordinal)));
        }
    }

    private sealed class Cutter(string stage, int at, CancellationTokenSource cut) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value)
        {
            if (value.Stage == stage && value.Done >= at)
            {
                cut.Cancel();
            }
        }
    }

    // The simulator lives fast until the personas have come: London's associate hears of Ms Morgan.
    private static async Task SimulateAsync(Luxe.Cli.Http.LuxeApi api)
    {
        using var stop = new CancellationTokenSource();
        var dispatched = 0;
        var options = new SimulatorOptions { Speed = 1000, Clients = 40 };
        var simulator = new Simulator(api, DemoMaison.Build(), TimeProvider.System, options, line =>
        {
            if (line.Contains("dispatched", StringComparison.Ordinal) && ++dispatched == 3)
            {
                stop.Cancel();
            }
        });
        await simulator.RunAsync(stop.Token).WaitAsync(TimeSpan.FromMinutes(2));
        var inbox = await api.GetAsync<JsonElement>("api/associates/paris-camille/inbox?after=0", CancellationToken.None);
        Assert.Contains("Mme Duvernay", inbox.GetRawText(), StringComparison.Ordinal);
    }

    private static (List<string> Kept, List<string> Dropped) Gate(DemoClient life)
    {
        var (kept, dropped, tier) = (new List<string>(), new List<string>(), "none");
        foreach (var step in life.Steps)
        {
            tier = step.Decision?.Tier ?? tier;
            if (step.Event is { } each)
            {
                (tier is "behaviour" or "identity" || each.Name is "Order Completed" or "Repair Ready" ? kept : dropped).Add(each.MessageId);
            }
        }

        return (kept, dropped);
    }

    private static async Task CompareAsync(Luxe.Cli.Http.LuxeApi api, string path)
    {
        var clients = File.ReadLines(path).Skip(1).Select(line => line.Split(',')).GroupBy(cells => cells[0]).ToList();
        Assert.Equal(157, clients.Count);
        foreach (var client in clients)
        {
            // By event time, then by their order in the file; LINQ's order is stable.
            var wanted = client.OrderBy(cells => long.Parse(cells[4], CultureInfo.InvariantCulture)).Select(cells => $"{cells[4]} {Kinds[cells[3]]} {cells[1]}");
            var found = (await JourneyAsync(api, client.Key)).Select(step =>
                $"{step.GetProperty("occurredAt").GetDateTimeOffset().ToUnixTimeSeconds()} {step.GetProperty("kind").GetString()} {step.GetProperty("items")[0].GetProperty("productId").GetString()}");
            Assert.Equal(wanted, found);
        }
    }

    private static async Task<List<JsonElement>> JourneyAsync(Luxe.Cli.Http.LuxeApi api, string userId)
    {
        var id = await api.ResolveAsync("userId", userId, CancellationToken.None);
        Assert.NotNull(id);
        var steps = new List<JsonElement>();
        for (var after = ""; after is not null;)
        {
            var page = await api.GetAsync<JsonElement>($"api/customers/{id}/journey?limit=500&after={Uri.EscapeDataString(after)}", CancellationToken.None);
            steps.AddRange(page.GetProperty("interactions").EnumerateArray());
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        return steps;
    }
}
