using System.Net;
using System.Text;
using System.Text.Json;
using Luxe.Cli.Demo;
using Luxe.Cli.Http;
using Luxe.Cli.Simulation;

namespace Luxe.Cli.Tests;

/// <summary>The pace and the manners of the simulator, over two hours that pass at once.</summary>
public sealed class SimulatorTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly DemoMaison Maison = DemoMaison.Build();

    [Fact]
    public async Task Run_AtSpeedOne_IsCalm()
    {
        var (calls, _) = await LiveAsync(new SimulatorOptions(), TimeSpan.FromHours(2));
        var arrivals = calls.Where(call => call.Path == "/api/arrivals").GroupBy(call => call.Body.GetProperty("storeId").GetString()).ToDictionary(group => group.Key!, group => group.Count());
        Assert.All(Maison.Stores, store => Assert.InRange(arrivals[store.Id], 60, 180));
        Assert.InRange(calls.Count(call => call.Path == "/v1/batch"), 7_200, 21_600);
    }

    [Fact]
    public async Task Run_AtGreatSpeed_KeepsItsRate()
    {
        var (calls, lasted) = await LiveAsync(new SimulatorOptions { Speed = 1_000, MaxCallsPerSecond = 60 }, TimeSpan.FromMinutes(1));

        // An action is at most two calls: a look and an answer, a purchase and a departure.
        Assert.InRange(calls.Count, 60, lasted.TotalSeconds * 60 * 2);
    }

    [Fact]
    public async Task Run_EveryGuest_IsInOnePlaceAtATime()
    {
        var (calls, _) = await LiveAsync(new SimulatorOptions { Clients = 300, Speed = 20 }, TimeSpan.FromMinutes(20));
        var inside = new Dictionary<string, string>();
        foreach (var call in calls.Where(call => call.Path is "/api/arrivals" or "/api/departures"))
        {
            var (card, store) = (call.Body.GetProperty("token").GetString()!, call.Body.GetProperty("storeId").GetString()!);
            if (call.Path == "/api/arrivals")
            {
                Assert.True(inside.TryAdd(card, store));
            }
            else
            {
                Assert.True(inside.Remove(card, out var where));
                Assert.Equal(where, store);
            }
        }
    }

    [Fact]
    public async Task Run_EventIds_NeverRepeat()
    {
        var (calls, _) = await LiveAsync(new SimulatorOptions { Speed = 50 }, TimeSpan.FromMinutes(10));
        var ids = calls.Where(call => call.Path == "/v1/batch").SelectMany(call => call.Body.GetProperty("batch").EnumerateArray()).Select(each => each.GetProperty("messageId").GetString()!)
            .Concat(calls.Where(call => call.Path.StartsWith("/api/a", StringComparison.Ordinal) || call.Path == "/api/departures").Select(call => call.Body.GetProperty("eventId").GetString()!)).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
    }

    private static async Task<(List<Call> Calls, TimeSpan Lasted)> LiveAsync(SimulatorOptions options, TimeSpan span)
    {
        var time = new JumpingTime(Start);
        using var stop = new CancellationTokenSource();
        var server = new Recorder(() =>
        {
            if (time.GetUtcNow() - Start > span)
            {
                stop.Cancel();
            }
        });
        using var api = new LuxeApi(new LuxeServer(new Uri("http://luxe.invalid/"), "demo", "demo-admin"), time, handler: server);
        await new Simulator(api, Maison, time, options).RunAsync(stop.Token);
        return (server.Calls, time.GetUtcNow() - Start);
    }

    private sealed record Call(string Path, JsonElement Body);

    private sealed class Recorder(Action after) : HttpMessageHandler
    {
        public List<Call> Calls { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            Calls.Add(new Call(path, request.Content is null ? default : JsonSerializer.Deserialize<JsonElement>(await request.Content.ReadAsByteArrayAsync(CancellationToken.None))));
            after();
            return request.Method == HttpMethod.Get
                ? new HttpResponseMessage(HttpStatusCode.NotFound)
                : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(path == "/api/arrivals" ? """{"result":"dispatched","dispatchId":"d_1"}""" : """{"success":true}""", Encoding.UTF8, "application/json") };
        }
    }
}
