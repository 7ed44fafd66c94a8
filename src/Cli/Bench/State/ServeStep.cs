using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Luxe.Contracts.Access;
using Luxe.Contracts.Customers;

namespace Luxe.Cli.Bench.State;

/// <summary>A house over the big store, in a process of its own: when it is ready, what it weighs, how fast clients taken at random wake.</summary>
internal static class ServeStep
{
    /// <summary>The line by which the caller's clock stops.</summary>
    public const string Ready = "big store: ready";

    private const int Woken = 20_000;
    private const int Journeys = 2_000;
    private const int PageSize = 50;
    private const double Mebibyte = 1024 * 1024;

    public static async Task RunAsync(BenchDatabase database, int clients, string figuresPath, CancellationToken cancellation)
    {
        await using var house = await StateHouse.StartAsync(database, null, cancellation);
        using var http = new HttpClient { BaseAddress = house.Url };
        while ((await http.GetAsync("health/ready", cancellation)).StatusCode != HttpStatusCode.OK)
        {
        }

        Console.WriteLine(Ready);
        var weight = Environment.WorkingSet / Mebibyte;
        var chance = new Random(3);
        var waking = new Latencies();
        for (var number = 0; number < Woken; number++)
        {
            var client = house.Grains.GetGrain<ICustomerViews>(BenchClients.Id(chance.Next(clients)));
            var begun = Stopwatch.GetTimestamp();
            var consent = await client.GetConsent();
            waking.Add(begun, Stopwatch.GetTimestamp());
            if (consent.NoticeVersion is null)
            {
                throw new InvalidDataException("A client of the big store woke without her decision.");
            }
        }

        var pages = new Latencies();
        var viewer = new Viewer("bench", ViewerRole.HeadOffice, "journey");
        for (var number = 0; number < Journeys; number++)
        {
            var client = house.Grains.GetGrain<ICustomerViews>(BenchClients.Id(chance.Next(clients)));
            var begun = Stopwatch.GetTimestamp();
            var page = await client.GetJourney(viewer, null, PageSize);
            pages.Add(begun, Stopwatch.GetTimestamp());
            if (page.Interactions.IsEmpty)
            {
                throw new InvalidDataException("A client of the big store has no journey.");
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  served: waking p50 {waking.Milliseconds(50):0.00} ms, p99 {waking.Milliseconds(99):0.00} ms; journey p50 {pages.Milliseconds(50):0.00} ms, p99 {pages.Milliseconds(99):0.00} ms; {weight:N0} MiB when ready, {Environment.WorkingSet / Mebibyte:N0} MiB with {Woken:N0} clients awake"));
        Figure[] figures =
        [
            new("restart-{0}-mb", weight, "MiB", null, "resident memory of the process when ready", LowerIsBetter: true),
            new("serve-{0}-p50-ms", waking.Milliseconds(50), "ms", null, "waking clients at random, one at a time", LowerIsBetter: true),
            new("serve-{0}-p99-ms", waking.Milliseconds(99), "ms", null, "waking clients at random, one at a time", LowerIsBetter: true),
            new("journey-{0}-p99-ms", pages.Milliseconds(99), "ms", null, "first page of 50, access log included", LowerIsBetter: true),
        ];
        await File.WriteAllBytesAsync(figuresPath, JsonSerializer.SerializeToUtf8Bytes(figures), cancellation);
    }
}
