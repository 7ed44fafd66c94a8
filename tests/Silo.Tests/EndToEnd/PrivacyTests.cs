using System.Collections.Concurrent;
using System.Net.Http.Json;
using Luxe.Silo.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Luxe.Silo.Tests.EndToEnd;

/// <summary>What is logged at level Information never tells who she is, what she searched, or what anything cost.</summary>
public sealed class PrivacyTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("luxe-logs-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Logs_OfEverythingAClientDoes_HoldNothingOfHer()
    {
        var lines = new Lines();
        await using (var app = LuxeHost.Build(new LuxeHostOptions
        {
            Url = "http://127.0.0.1:0",
            DataDirectory = data,
            Demo = true,
            LogLevel = LogLevel.Information,
            Configure = builder => builder.Logging.ClearProviders().AddProvider(lines),
        }))
        {
            await app.StartAsync();
            await LiveAsync(new Uri(app.Urls.First()), lines);
            await app.StopAsync();
        }

        var log = string.Join('\n', lines.All);
        Assert.Contains("POST /v1/batch answered 200", log, StringComparison.Ordinal);
        Assert.Contains("answered 404", log, StringComparison.Ordinal);
        foreach (var secret in lines.Secrets)
        {
            Assert.DoesNotContain(secret, log, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static async Task LiveAsync(Uri url, Lines lines)
    {
        using var ingest = new HttpClient { BaseAddress = url, DefaultRequestHeaders = { Authorization = LuxeServer.Basic("demo") } };
        using var api = new HttpClient { BaseAddress = url, DefaultRequestHeaders = { Authorization = new("Bearer", "demo-admin") } };
        using var identified = await ingest.PostAsync("/v1/identify", LuxeServer.Json("""{"userId":"user-7431","traits":{"email":"alexandra@private.example","phone":"+33699887766","card":"LX-SECRET-1","lastName":"Morganette"}}"""));
        var resolved = await api.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/customers/resolve?email=alexandra@private.example");
        var id = resolved.GetProperty("customerId").GetString()!;
        lines.Secrets.AddRange([id, "alexandra", "99887766", "LX-SECRET", "Morganette", "user-7431", "velvet-query", "54321.99", "not-a-number-9"]);
        using var decided = await api.PutAsJsonAsync($"/api/customers/{id}/consent", new { tier = "identity", noticeVersion = "1", channel = "web" });
        using var taken = await ingest.PostAsync("/v1/batch", LuxeServer.Json(
            """{"batch":[{"type":"track","userId":"user-7431","event":"Products Searched","properties":{"query":"velvet-query"}},{"type":"track","userId":"user-7431","event":"Order Completed","properties":{"total":54321.99,"currency":"EUR"}},{"type":"track","userId":"user-7431","event":"E","properties":{"price":"not-a-number-9"}}]}"""));
        using var bad = await ingest.PostAsync("/v1/track", LuxeServer.Json("""{"userId":"user-7431","event":"E","timestamp":"velvet-query"}"""));
        using var arrived = await api.PostAsJsonAsync("/api/arrivals", new { storeId = "nowhere", source = "qr", token = "LX-SECRET-1", eventId = "e" });
        foreach (var path in (string[])[$"/api/customers/{id}", $"/api/customers/{id}/journey?after=velvet-query", "/api/customers/resolve?card=LX-SECRET-2", $"/api/customers/{id}x"])
        {
            using var answer = await api.GetAsync(path);
        }
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = new();

        public List<string> Secrets { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
