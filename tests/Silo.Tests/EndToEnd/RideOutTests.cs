using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Luxe.Tests;

namespace Luxe.Silo.Tests.EndToEnd;

/// <summary>
/// PostgreSQL goes away under a whole Luxe that takes events: senders do as the SDKs do, they send again what got no answer or 503. In the end every
/// event is in its client's journal, once.
/// </summary>
public sealed class RideOutTests
{
    private const int Clients = 8;
    private const int Senders = 6;
    private const int EventsPerBatch = 16;

    [PostgresFact]
    public async Task Batches_WhileTheServerIsStoppedAndStarted_AreTakenOnce()
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        await RideOutAsync(postgres, static async (server, load) =>
        {
            for (var round = 1; round <= 2; round++)
            {
                await load.ReachAsync(round * 40);
                var refusal = load.NextRefusal();
                await server.CrashAsync();
                await refusal;
                await server.RestartAsync();
            }
        });
    }

    /// <summary>The second server has what the first acknowledged, because a commit waits for both; it takes over the first one's address.</summary>
    [PostgresFact]
    public async Task Batches_WhileASecondServerTakesOver_AreTakenOnce()
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        await RideOutAsync(postgres, static async (server, load) =>
        {
            await server.StartStandbyAsync();
            await load.ReachAsync(40);
            await server.FailOverAsync();
        });
    }

    private static async Task RideOutAsync(PostgresServer postgres, Func<PostgresServer, Load, Task> harm)
    {
        var luxe = new LuxeServer { Postgres = await postgres.CreateDatabaseAsync() };
        try
        {
            await luxe.InitializeAsync();
            var customers = new List<string>();
            for (var client = 0; client < Clients; client++)
            {
                customers.Add(await luxe.NewClientAsync($"ride-{client}", "behaviour"));
            }

            using var load = new Load(luxe);
            var senders = Enumerable.Range(0, Senders).Select(load.RunAsync).ToList();
            await harm(postgres, load);
            await load.ReachAsync(load.Taken + 40);
            load.End();
            await Task.WhenAll(senders);

            for (var client = 0; client < Clients; client++)
            {
                var stored = await luxe.EventIdsAsync(customers[client]);
                Assert.Equal(load.EventsOf(client).Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));
            }
        }
        finally
        {
            await luxe.DisposeAsync();
        }
    }

    private sealed class Load(LuxeServer luxe) : IDisposable
    {
        private readonly ConcurrentBag<(int Client, string Id)> sent = [];
        private readonly SemaphoreSlim progress = new(0);
        private volatile TaskCompletionSource refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool ended;
        private int taken;

        public int Taken => Volatile.Read(ref taken);

        public IEnumerable<string> EventsOf(int client) => sent.Where(one => one.Client == client).Select(one => one.Id);

        public void Dispose() => progress.Dispose();

        public void End() => ended = true;

        public async Task ReachAsync(int batches)
        {
            while (Taken < batches)
            {
                await progress.WaitAsync();
            }
        }

        /// <summary>Ends when a sender is told, from now on, that its batch was not taken: senders were still refused after the last one.</summary>
        public Task NextRefusal()
        {
            var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            refused = next;
            return next.Task;
        }

        public async Task RunAsync(int sender)
        {
            await Task.Yield();
            for (var turn = 0; !ended; turn++)
            {
                var events = Enumerable.Range(0, EventsPerBatch).Select(place => (Client: (sender + place) % Clients, Id: $"{sender}-{turn}-{place}")).ToList();
                events.ForEach(sent.Add);
                var body = JsonSerializer.Serialize(new { batch = events.Select(one => new { type = "track", userId = $"ride-{one.Client}", messageId = one.Id, @event = "Product Viewed", properties = new { product_id = "p" } }) });
                while (!await IsTakenAsync(body))
                {
                    refused.TrySetResult();
                }

                Interlocked.Increment(ref taken);
                progress.Release();
            }
        }

        private async Task<bool> IsTakenAsync(string body)
        {
            using var answer = await luxe.Ingest.PostAsync("/v1/batch", LuxeServer.Json(body));
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                return false;
            }

            Assert.Equal("""{"success":true}""", await answer.Content.ReadAsStringAsync());
            return true;
        }
    }
}
