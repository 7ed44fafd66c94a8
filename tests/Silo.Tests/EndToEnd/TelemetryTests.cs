using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using Luxe.Contracts.Stores;
using Luxe.Silo.Hosting;
using Luxe.Silo.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Luxe.Silo.Tests.EndToEnd;

public sealed class TelemetryTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("luxe-otlp-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Stop_WithAnOtlpEndpoint_HasSentTracesAndMetricsToIt()
    {
        var received = new ConcurrentDictionary<string, int>();
        await using var collector = Collector(received);
        await collector.StartAsync();
        await using (var app = LuxeHost.Build(new LuxeHostOptions { Url = "http://127.0.0.1:0", DataDirectory = data, Demo = true, OtlpEndpoint = collector.Urls.First() }))
        {
            await app.StartAsync();
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), DefaultRequestHeaders = { Authorization = LuxeServer.Basic("demo") } };
            using var answer = await client.PostAsync("/v1/track", LuxeServer.Json("""{"userId":"u","event":"E"}"""));
            answer.EnsureSuccessStatusCode();
            await app.StopAsync();
        }

        Assert.Contains(received.Keys, path => path.EndsWith("MetricsService/Export", StringComparison.Ordinal));
        Assert.Contains(received.Keys, path => path.EndsWith("TraceService/Export", StringComparison.Ordinal));
    }

    [Fact]
    public void Arrived_Dispatched_IsCountedAndTimedAndTheOthersOnlyCounted()
    {
        using var luxe = new LuxeMeter();
        var counted = new ConcurrentBag<string>();
        var timed = new ConcurrentBag<double>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, to) => to.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => counted.Add($"{instrument.Name} {tags[0].Value}"));
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => timed.Add(value));
        listener.Start();
        luxe.Arrived(ArrivalResult.Dispatched, TimeSpan.FromMilliseconds(1_234_567));
        luxe.Arrived(ArrivalResult.NotRecognised, TimeSpan.FromMilliseconds(7_654_321));
        Assert.Contains("luxe.arrivals dispatched", counted);
        Assert.Contains("luxe.arrivals not_recognised", counted);
        Assert.Contains(1_234_567, timed);
        Assert.DoesNotContain(7_654_321, timed);
    }

    [Fact]
    public void Add_WithABadEndpoint_SaysWhichValueIsBad() =>
        Assert.Contains("collector:4317", Assert.Throws<ArgumentException>(() => new ServiceCollection().AddLuxeTelemetry("collector:4317")).Message, StringComparison.Ordinal);

    [Fact]
    public void Recorded_Outcomes_AreCountedByWhatBecameOfThem()
    {
        using var luxe = new LuxeMeter();
        var counted = new Dictionary<string, long>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, to) => to.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            lock (counted)
            {
                var name = $"{instrument.Name} {tags[0].Value}";
                counted[name] = counted.GetValueOrDefault(name) + value;
            }
        });
        listener.Start();
        luxe.Recorded(3_000_001, 2_000_001, 1_000_001);
        Assert.True(counted["luxe.events recorded"] >= 3_000_001);
        Assert.True(counted["luxe.events repeated"] >= 2_000_001);
        Assert.True(counted["luxe.events dropped"] >= 1_000_001);
    }

    private static WebApplication Collector(ConcurrentDictionary<string, int> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            received.AddOrUpdate(context.Request.Path.Value!, 1, (_, count) => count + 1);
            context.Response.ContentType = "application/grpc";
            context.Response.AppendTrailer("grpc-status", "0");
            await context.Response.Body.WriteAsync(new byte[5]);
        });
        return app;
    }
}
