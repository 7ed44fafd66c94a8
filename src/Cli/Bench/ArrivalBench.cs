using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Luxe.Silo.Hosting;

namespace Luxe.Cli.Bench;

/// <summary>From the moment a check-in is posted to the moment the tablet's socket holds it, over real HTTP and WebSockets.</summary>
internal static class ArrivalBench
{
    private const int Tablets = 50;
    private const int Arrivals = 500;
    private const string Store = "store-bench";
    private const string Password = "bench-pass-phrase-1";
    private static readonly string[] English = ["en"];

    /// <summary>500 arrivals, 25 a second, 50 signed-in tablets, on a fresh SQLite file.</summary>
    public static async Task<Latencies> RunAsync(Action<double> progress, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        await using var app = LuxeHost.Build(new LuxeHostOptions { Url = "http://127.0.0.1:0", DataDirectory = folder.Path, Demo = true });
        await app.StartAsync(cancellation);
        var server = new Uri(app.Urls.First());
        using var management = new HttpClient { BaseAddress = server };
        management.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "demo-admin");

        await PutAsync(management, $"api/stores/{Store}", new { name = "Bench", city = "Paris", country = "FR", timeZone = "Europe/Paris", currency = "EUR", respondWithin = "00:10:00" });
        await Parallel.ForAsync(0, Tablets, cancellation, async (i, _) =>
        {
            await PutAsync(management, $"api/associates/as-{i}", new { displayName = $"Associate {i}", storeId = Store, languages = English });
            await PutAsync(management, $"api/accounts/bench{i}", new { staffId = $"as-{i}", displayName = $"Associate {i}", role = "associate", storeId = Store, password = Password });
            await PutAsync(management, $"api/stores/{Store}/shifts/as-{i}", new { onShift = true });
        });
        await Parallel.ForAsync(0, Arrivals, cancellation, (i, _) => EnrolAsync(management, i));

        var tablets = new List<HubTablet>();
        try
        {
            for (var i = 0; i < Tablets; i++)
            {
                var tablet = new HubTablet();
                tablets.Add(tablet);
                await tablet.ConnectAsync(server, await SignInAsync(server, $"bench{i}"), cancellation);
                await tablet.InvokeAsync("Resume", 0);
            }

            return await ArriveAsync(management, tablets, progress, cancellation);
        }
        finally
        {
            foreach (var tablet in tablets)
            {
                await tablet.DisposeAsync();
            }

            await app.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<Latencies> ArriveAsync(HttpClient management, List<HubTablet> tablets, Action<double> progress, CancellationToken cancellation)
    {
        var received = new Dictionary<string, long>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var listening = Task.WhenAll(tablets.Select(async tablet =>
        {
            await foreach (var message in tablet.Messages.ReadAllAsync(cancellation))
            {
                if (message.Target != "Arrival")
                {
                    continue;
                }

                lock (received)
                {
                    received.TryAdd(message.Arguments[0].GetProperty("itemId").GetString()!, message.ReceivedAt);
                    if (received.Count == Arrivals)
                    {
                        all.TrySetResult();
                    }
                }
            }
        }));

        var posted = new Dictionary<string, long>();
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(40));
        var posts = new List<Task>();
        for (var i = 0; i < Arrivals && await beat.WaitForNextTickAsync(cancellation); i++)
        {
            posts.Add(PostAsync(i));
            progress((i + 1.0) / Arrivals);
        }

        await Task.WhenAll(posts);
        var first = await Task.WhenAny(all.Task, listening).WaitAsync(TimeSpan.FromSeconds(30), cancellation);
        if (first != all.Task)
        {
            throw new InvalidOperationException($"The tablets lost their connection after {received.Count} of {Arrivals} arrivals.");
        }

        var latencies = new Latencies();
        foreach (var (dispatch, at) in posted)
        {
            latencies.Add(at, received[dispatch]);
        }

        return latencies;

        async Task PostAsync(int number)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await management.PostAsJsonAsync(
                "api/arrivals", new { storeId = Store, source = "qr", token = $"BENCH-{number}", eventId = $"bench-arrival-{number}" }, cancellation);
            answer.EnsureSuccessStatusCode();
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
            lock (posted)
            {
                posted.Add(body.GetProperty("dispatchId").GetString()!, started);
            }
        }
    }

    private static async ValueTask EnrolAsync(HttpClient management, int number)
    {
        using var ingest = new HttpRequestMessage(HttpMethod.Post, "v1/identify")
        {
            Content = JsonContent.Create(new { userId = $"bench-{number}", messageId = $"bench-id-{number}", traits = new { card = $"BENCH-{number}" } }),
            Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("demo:"u8)) },
        };
        using var identified = await management.SendAsync(ingest);
        identified.EnsureSuccessStatusCode();
        var found = await management.GetFromJsonAsync<JsonElement>($"api/customers/resolve?userId=bench-{number}");
        await PutAsync(management, $"api/customers/{found.GetProperty("customerId").GetString()}/consent", new
        {
            tier = "behaviour",
            purposes = new { inStoreRecognition = true },
            noticeVersion = "bench",
            channel = "store",
        });
    }

    private static async Task<CookieContainer> SignInAsync(Uri server, string user)
    {
        var cookies = new CookieContainer();
        using var handler = new HttpClientHandler { CookieContainer = cookies };
        using var browser = new HttpClient(handler) { BaseAddress = server };
        await SignInForm.PostAsync(browser, user, Password);
        return cookies;
    }

    private static async Task PutAsync(HttpClient management, string path, object body)
    {
        using var answer = await management.PutAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
    }
}
