using System.Net.Http.Json;
using System.Text.Json;
using Luxe.Tests;

namespace Luxe.App.Tests;

/// <summary>A running Luxe with one small store of this test's own, set up through the public APIs only.</summary>
public sealed class Maison : IAsyncLifetime
{
    public const string Store = "store-rivoli";
    public const string Associate = "as-camille";
    public const string Password = "a-long-test-pass-phrase";

    private readonly string data = Path.Combine(Path.GetTempPath(), "luxe-app-" + Path.GetRandomFileName());
    private readonly int port = LoopbackPort.Free();

    internal LuxeProcess Luxe { get; private set; } = null!;

    internal HttpClient Management { get; private set; } = null!;

    internal HttpClient Ingest { get; private set; } = null!;

    public int Port => port;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Browser.Executable))
        {
            return;
        }

        await StartAsync();
        await Put($"api/stores/{Store}", new { name = "Rivoli", city = "Paris", country = "FR", timeZone = "Europe/Paris", currency = "EUR", respondWithin = "00:10:00" });
        await Put($"api/associates/{Associate}", new { displayName = "Camille Aubert", storeId = Store, languages = new[] { "fr", "en" } });
        await Put("api/accounts/camille", new { staffId = Associate, displayName = "Camille Aubert", role = "associate", storeId = Store, password = Password });
        await Put("api/accounts/manon", new { staffId = "ma-manon", displayName = "Manon Leroy", role = "manager", storeId = Store, password = Password });
        await Put("api/accounts/henri", new { staffId = "ho-henri", displayName = "Henri Blanc", role = "headOffice", storeId = (string?)null, password = Password });
        await Put($"api/stores/{Store}/shifts/{Associate}", new { onShift = true });
        await Put("api/products/tote-cognac", new
        {
            title = "Saddle tote in cognac",
            category = "leather-goods",
            description = "Vegetable-tanned calf, saddle-stitched by one pair of hands.",
            colour = "cognac",
            silhouette = "tote",
            materials = new[] { "calf leather" },
            prices = new[] { new { membership = "", currency = "EUR", amount = 1890m } },
        });
    }

    /// <summary>Starts the process on this test's data; again after a kill.</summary>
    public async Task StartAsync()
    {
        Luxe = await LuxeProcess.StartAsync(data, port, "--no-simulator", "--clients", "0");
        Management = Luxe.Management();
        Ingest = Luxe.Ingest();
    }

    /// <summary>Makes a client with a name, a card and a consent; returns her customer id.</summary>
    public async Task<string> NewClientAsync(string userId, string familyName, string card, string tier, bool recognition)
    {
        await Post("v1/identify", new { userId, messageId = $"{userId}-id-0", traits = new { card } });
        var found = await Management.GetFromJsonAsync<JsonElement>($"api/customers/resolve?userId={userId}");
        var id = found.GetProperty("customerId").GetString()!;
        await ConsentAsync(id, tier, recognition);
        await Post("v1/identify", new { userId, messageId = $"{userId}-id-1", traits = new { title = "Ms", lastName = familyName, language = "fr", card } });
        return id;
    }

    public Task ConsentAsync(string customerId, string tier, bool recognition) =>
        Put($"api/customers/{customerId}/consent", new { tier, purposes = new { inStoreRecognition = recognition }, noticeVersion = "2026-11", channel = "store" });

    public async Task Post(string path, object body)
    {
        using var answer = await (path.StartsWith("v1/", StringComparison.Ordinal) ? Ingest : Management).PostAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    public async Task Put(string path, object body)
    {
        using var answer = await Management.PutAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    public async Task DisposeAsync()
    {
        if (Luxe is not null)
        {
            await Luxe.DisposeAsync();
            Management.Dispose();
            Ingest.Dispose();
            Directory.Delete(data, recursive: true);
        }
    }
}
