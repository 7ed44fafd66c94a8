using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Luxe.Silo.Hosting;
using Microsoft.AspNetCore.Builder;
using static Luxe.Silo.Tests.EndToEnd.IngestTests;

namespace Luxe.Silo.Tests.EndToEnd;

public sealed class RestartTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("luxe-restart-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Restart_WithoutTheDemo_KeepsEverythingButTheDemosKeys()
    {
        var (key, id) = await WithAsync(demo: true, async url =>
        {
            using var api = Client(url, "demo-admin");
            using var made = await api.PutAsJsonAsync("/api/keys/ops", new { scopes = new[] { "read", "manage", "ingest" } });
            var text = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
            using var ingest = Client(url, text);
            using var introduced = await ingest.PostAsync("/v1/identify", LuxeServer.Json("""{"userId":"stay-1","messageId":"first"}"""));
            var customer = (await api.GetFromJsonAsync<JsonElement>("/api/customers/resolve?userId=stay-1")).GetProperty("customerId").GetString()!;
            using var decided = await api.PutAsJsonAsync($"/api/customers/{customer}/consent", new { tier = "behaviour", noticeVersion = "1", channel = "web" });
            using var taken = await ingest.PostAsync("/v1/track", LuxeServer.Json("""{"userId":"stay-1","messageId":"stay","event":"E"}"""));
            taken.EnsureSuccessStatusCode();
            return (text, customer);
        });

        await WithAsync(demo: false, async url =>
        {
            using var demo = Client(url, "demo-admin");
            using var refused = await demo.GetAsync("/api/stores");
            await ProblemAsync(refused, 401, "Authorization");
            using var writer = new HttpClient { BaseAddress = url, DefaultRequestHeaders = { Authorization = LuxeServer.Basic("demo") } };
            using var unwritten = await writer.PostAsync("/v1/track", LuxeServer.Json("""{"userId":"stay-1","event":"E"}"""));
            await ProblemAsync(unwritten, 401, "Authorization");

            using var ops = Client(url, key);
            var journey = await ops.GetFromJsonAsync<JsonElement>($"/api/customers/{id}/journey");
            Assert.Equal(["stay"], journey.GetProperty("interactions").EnumerateArray().Select(step => step.GetProperty("eventId").GetString()));
            using var repeated = await ops.PostAsync("/v1/track", LuxeServer.Json("""{"userId":"stay-1","messageId":"stay","event":"E"}"""));
            repeated.EnsureSuccessStatusCode();
            Assert.Equal(1, (await ops.GetFromJsonAsync<JsonElement>($"/api/customers/{id}/journey")).GetProperty("interactions").GetArrayLength());
            return true;
        });
    }

    private async Task<T> WithAsync<T>(bool demo, Func<Uri, Task<T>> use)
    {
        await using var app = LuxeHost.Build(new LuxeHostOptions { Url = "http://127.0.0.1:0", DataDirectory = data, Demo = demo });
        await app.StartAsync();
        try
        {
            return await use(new Uri(app.Urls.First()));
        }
        finally
        {
            await app.StopAsync();
        }
    }

    private static HttpClient Client(Uri url, string key) => new() { BaseAddress = url, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
}
