using System.Text;
using System.Text.Json;
using Luxe.Cli.Demo;
using Luxe.Cli.Http;
using Luxe.Cli.Tests.Backups;
using Luxe.Tests;

namespace Luxe.Cli.Tests.Keys;

/// <summary>
/// A day of a whole house, and then every byte that it has on its disk: no word of a client's stands there, whoever wrote it and wherever. Finds what the tests of
/// single stores did not think of.
/// </summary>
public sealed class NothingInTheClearTests
{
    // Hers alone: neither catalogue nor staff nor any other client has them.
    private static readonly string[] Hers =
    [
        "Zéphyrine", "Quillot-Vasseur", "zephyrine.quillot@example.test", "+33698765432", "LX-77-4410-9923", "1987-03-29", "Montcuq",
        "ivory dress for a vineyard wedding", "opaline-scarf-7731", "onyx-brooch-5519", "amber-clutch-8802", "the house of feathers", "ORDER-Q-55120", "RAIN-COAT-LETTER",
    ];

    [Theory, OnSqlite, OnPostgres]
    public async Task House_AfterADay_HoldsNoWordOfAClientInTheClear(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        using var api = new LuxeApi(house.Server, TimeProvider.System, TimeSpan.FromMinutes(1));
        var maison = DemoMaison.Build();
        await new DemoLoader(api, maison, TimeProvider.System, clients: 0).LoadAsync();
        var id = await LiveAsync(api, maison);
        string[] words = [.. Hers, .. PersonasWords(maison)];
        Assert.InRange(words.Length, Hers.Length + 20, int.MaxValue);

        // While it serves, with what lies in the logs; after a stop, when her grains have put down their state; and after another start.
        await LookAsync(house, words);
        var brief = await api.GetAsync<JsonElement>($"api/customers/{id}", CancellationToken.None);
        Assert.Contains("Quillot-Vasseur", brief.GetRawText(), StringComparison.Ordinal);
        await house.StopAsync();
        await LookAsync(house, words);
        await house.StartAsync();
        using var again = new LuxeApi(house.Server, TimeProvider.System, TimeSpan.FromMinutes(1));
        Assert.Equal(brief.GetRawText(), (await again.GetAsync<JsonElement>($"api/customers/{id}", CancellationToken.None)).GetRawText());
        await LookAsync(house, words);
    }

    [Fact]
    public async Task House_ThatSealsNothing_IsSeenByThisTest()
    {
        // Were the dump blind, the test above could not fail.
        await using var house = await KeptHouse.NewAsync("sqlite");
        await house.StartAsync(seals: false);
        using var api = new LuxeApi(house.Server, TimeProvider.System, TimeSpan.FromMinutes(1));
        var maison = DemoMaison.Build();
        await LiveAsync(api, maison, withStore: false);
        await house.StopAsync();

        var dump = await HouseDump.ReadAsync(house);
        foreach (var word in new[] { "Quillot-Vasseur", "ivory dress for a vineyard wedding", "opaline-scarf-7731", "RAIN-COAT-LETTER" })
        {
            Assert.True(dump.Any(part => HouseDump.Holds(part.Bytes, word)), word);
        }
    }

    private static async Task LookAsync(KeptHouse house, IReadOnlyList<string> words)
    {
        var found = (await HouseDump.ReadAsync(house)).SelectMany(part => words.Where(word => HouseDump.Holds(part.Bytes, word)).Select(word => $"{word} stands in {part.Where}")).Order(StringComparer.Ordinal);
        Assert.Empty(found);
    }

    /// <summary>Everything that a client does in a day, through the doors that the world has.</summary>
    private static async Task<string> LiveAsync(LuxeApi api, DemoMaison maison, bool withStore = true)
    {
        await SendAsync(api, new { type = "identify", userId = "zq", messageId = "zq-hello" });
        var id = (await api.ResolveAsync("userId", "zq", CancellationToken.None))!;
        await api.PutAsync(
            $"api/customers/{id}/consent",
            new { tier = "identity", purposes = new { email = true, phone = true, inStoreRecognition = true }, noticeVersion = "v1", channel = "web" },
            CancellationToken.None);
        await SendAsync(
            api,
            new
            {
                type = "identify", userId = "zq", messageId = "zq-traits",
                traits = new { firstName = "Zéphyrine", lastName = "Quillot-Vasseur", email = "zephyrine.quillot@example.test", phone = "+33698765432", birthday = "1987-03-29", city = "Montcuq", country = "FR", card = "LX-77-4410-9923" },
            });
        await SendAsync(api, Track("zq-1", "Products Searched", new { query = "ivory dress for a vineyard wedding" }));
        await SendAsync(api, Track("zq-2", "Product Viewed", new { product_id = "opaline-scarf-7731", name = "Scarf", category = "silk" }));
        await SendAsync(api, Track("zq-3", "Product Viewed", new { product_id = "opaline-scarf-7731", name = "Scarf", category = "silk", dwell = 95 }));
        await SendAsync(api, Track("zq-4", "Product Added", new { product_id = "amber-clutch-8802", category = "bags", price = 940, currency = "EUR" }));
        await SendAsync(api, Track("zq-6", "Content Viewed", new { topic = "the house of feathers" }));
        await SendAsync(api, Track("zq-7", "Order Completed", new { order_id = "ORDER-Q-55120", total = 310, currency = "EUR", products = new[] { new { product_id = "onyx-brooch-5519", category = "jewels", price = 310 } } }));

        // Something that nobody can read, with her address in it.
        await api.SendBatchAsync(
            "v1/batch",
            [Encoding.UTF8.GetBytes("""{"type":"track","userId":"zq","messageId":"zq-bad","properties":{"note":"RAIN-COAT-LETTER zephyrine.quillot@example.test"}}""")],
            CancellationToken.None);
        if (withStore)
        {
            await ArriveAsync(api, maison, id);
        }

        return id;
    }

    // She is expected, recognised, greeted: briefs and prompts lie in associates' inboxes; she is looked up, put right, and asks for her page.
    private static async Task ArriveAsync(LuxeApi api, DemoMaison maison, string id)
    {
        var store = maison.Stores[0];
        await api.PutAsync($"api/customers/{id}/associate", new { associateId = store.Associates[0].Id }, CancellationToken.None);
        await api.PostAsync("api/arrivals", new { storeId = store.Id, eventId = "zq-arrives", token = "LX-77-4410-9923", source = "card" }, CancellationToken.None);
        await api.GetAsync<JsonElement>($"api/customers/{id}/brief", CancellationToken.None);
        await api.GetAsync<JsonElement>($"api/customers/{id}/journey", CancellationToken.None);
        await api.PutAsync($"api/customers/{id}/traits", new { traits = new { city = "Montcuq" }, cleared = Array.Empty<string>() }, CancellationToken.None);
        await api.PostAsync("api/requests", new { kind = "export", customerId = id, channel = "mail" }, CancellationToken.None);
        await api.GetBytesAsync($"api/customers/{id}/export", CancellationToken.None);
        await api.PostAsync($"api/customers/{id}/links", null, CancellationToken.None);
        var inbox = await api.GetAsync<JsonElement>($"api/associates/{store.Associates[0].Id}/inbox", CancellationToken.None);
        Assert.Contains("Quillot-Vasseur", inbox.GetRawText(), StringComparison.Ordinal);
    }

    // What the personas are called, how they are reached and what they looked for; not what the maison's own pieces and people are called.
    private static IEnumerable<string> PersonasWords(DemoMaison maison)
    {
        var own = JsonSerializer.Serialize(new { maison.Stores, maison.Accounts, maison.Products });
        return maison.Personas.SelectMany(static persona => persona.Traits.Values.Where(static value => value.ValueKind == JsonValueKind.String).Select(static value => value.GetString()!)
                .Concat(persona.Steps.Select(static step => step.Query).OfType<string>()))
            .Where(word => word.Length > 5 && !own.Contains(word, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal);
    }

    private static object Track(string messageId, string name, object properties) => new { type = "track", userId = "zq", messageId, @event = name, properties };

    private static async Task SendAsync(LuxeApi api, object call)
    {
        var refused = await api.SendBatchAsync("v1/batch", [JsonSerializer.SerializeToUtf8Bytes(call)], CancellationToken.None);
        Assert.Empty(refused);
    }
}
