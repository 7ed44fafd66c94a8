using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Luxe.Silo.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Luxe.Silo.Tests.EndToEnd;

/// <summary>A whole Luxe on a free loopback port, in this process, on a database of its own.</summary>
public sealed class LuxeServer : IAsyncLifetime
{
    public const string Store = "rivoli";
    public const string Associate = "camille";

    private readonly string data = Directory.CreateTempSubdirectory("luxe-silo-").FullName;
    private WebApplication? app;

    public string DataDirectory => data;

    /// <summary>A PostgreSQL database instead of the SQLite file.</summary>
    public string? Postgres { get; init; }

    /// <summary>Whether what is personal is sealed under keys of each client's own.</summary>
    public bool Seals { get; init; }

    public Uri Url { get; private set; } = null!;

    /// <summary>With the demo's management key.</summary>
    public HttpClient Api { get; private set; } = null!;

    /// <summary>With the demo's write key.</summary>
    public HttpClient Ingest { get; private set; } = null!;

    /// <summary>Without any key.</summary>
    public HttpClient Anonymous { get; private set; } = null!;

    public IServiceProvider Services => app!.Services;

    public async Task InitializeAsync()
    {
        await RestartAsync();
        await PutAsync($"/api/stores/{Store}", new { name = "Rivoli", city = "Paris", country = "FR", timeZone = "Europe/Paris", currency = "EUR", respondWithin = "00:10:00" });
        await PutAsync($"/api/associates/{Associate}", new { displayName = "Camille Aubert", storeId = Store, languages = new[] { "fr" } });
        await PutAsync($"/api/stores/{Store}/shifts/{Associate}", new { onShift = true });
    }

    /// <summary>Starts it, again after a stop, on the same database.</summary>
    public async Task RestartAsync()
    {
        app = LuxeHost.Build(new LuxeHostOptions { Url = "http://127.0.0.1:0", DataDirectory = data, Postgres = Postgres, Demo = true, Seals = Seals });
        await app.StartAsync();
        Url = new Uri(app.Urls.First());
        Api = Client(new AuthenticationHeaderValue("Bearer", "demo-admin"));
        Ingest = Client(Basic("demo"));
        Anonymous = Client(null);
    }

    /// <summary>Ends it in order; the data stays.</summary>
    public async Task StopAsync()
    {
        Api?.Dispose();
        Ingest?.Dispose();
        Anonymous?.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
            app = null;
        }

        if (Postgres is not null)
        {
            // As the end of the process would: one server serves all houses of this one.
            Npgsql.NpgsqlConnection.ClearAllPools();
        }
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(data, recursive: true);
    }

    public static AuthenticationHeaderValue Basic(string key) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(key + ":")));

    public HttpClient Client(AuthenticationHeaderValue? authorization)
    {
        var client = new HttpClient { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization = authorization;
        return client;
    }

    public async Task PutAsync(string path, object body)
    {
        using var answer = await Api.PutAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Posts events and wants them all taken.</summary>
    public async Task TakeAsync(string path, string json)
    {
        using var answer = await Ingest.PostAsync(path, Json(json));
        Assert.Equal("""{"success":true}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal(200, (int)answer.StatusCode);
    }

    /// <summary>The customer behind a user id, or null.</summary>
    public async Task<string?> ResolveAsync(string query)
    {
        using var answer = await Api.GetAsync($"/api/customers/resolve?{query}");
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("customerId").GetString() : null;
    }

    /// <summary>Makes a client with a card and a decision; returns her customer id.</summary>
    public async Task<string> NewClientAsync(string userId, string tier, bool recognition = false, string? card = null)
    {
        await TakeAsync("/v1/identify", $$$"""{"userId":"{{{userId}}}","messageId":"{{{userId}}}-first","traits":{"card":"{{{card ?? $"LX-{userId}"}}}"}}""");
        var id = await ResolveAsync($"userId={userId}");
        await PutAsync($"/api/customers/{id}/consent", new { tier, purposes = new { inStoreRecognition = recognition }, noticeVersion = "2026-11", channel = "store" });
        return id!;
    }

    /// <summary>Her whole journey, page by page.</summary>
    public async Task<List<JsonElement>> JourneyAsync(string customerId, int limit = 100)
    {
        var steps = new List<JsonElement>();
        for (string? after = ""; after is not null;)
        {
            var page = await Api.GetFromJsonAsync<JsonElement>($"/api/customers/{customerId}/journey?limit={limit}&after={Uri.EscapeDataString(after)}");
            steps.AddRange(page.GetProperty("interactions").EnumerateArray());
            after = page.GetProperty("next").GetString();
        }

        return steps;
    }

    public async Task<string[]> EventIdsAsync(string customerId) => [.. (await JourneyAsync(customerId)).Select(step => step.GetProperty("eventId").GetString()!)];

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}

/// <summary>One server for the tests that do not harm it.</summary>
[CollectionDefinition(Name)]
public sealed class LuxeServerCollection : ICollectionFixture<LuxeServer>
{
    public const string Name = "luxe server";
}
