using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Luxe.Tests;

namespace Luxe.Silo.Tests.EndToEnd;

/// <summary>The server is killed in the middle of a load: what it acknowledged is there, once. It cannot prove what a power cut does to the disk's own cache.</summary>
public sealed class KillTests
{
    private const int Clients = 12;
    private const int Senders = 6;
    private const int EventsPerBatch = 20;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Kill_InTheMiddleOfALoad_LosesNothingAcknowledgedAndDoublesNothing(string database)
    {
        var postgres = database == "postgres" ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() : null;
        var data = Directory.CreateTempSubdirectory("luxe-kill-").FullName;
        try
        {
            var sent = new ConcurrentDictionary<string, string>();
            var acknowledged = new ConcurrentDictionary<string, string>();
            var unanswered = new ConcurrentBag<string>();
            var customers = new Dictionary<string, string>();
            for (var life = 0; life < 2; life++)
            {
                await using var silo = await SiloProcess.StartAsync(data, postgres);
                for (var client = 0; client < Clients && life == 0; client++)
                {
                    customers[$"kill-{client}"] = await NewClientAsync(silo, $"kill-{client}");
                }

                await LoadUntilKilledAsync(silo, life, sent, acknowledged, unanswered);
            }

            await using var after = await SiloProcess.StartAsync(data, postgres);
            await CompareAsync(after, customers, sent, acknowledged);

            // Whoever got no answer sends again: then everything is there, still once.
            foreach (var body in unanswered)
            {
                await PostAsync(after, body);
            }

            await CompareAsync(after, customers, sent, sent);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task LoadUntilKilledAsync(
        SiloProcess silo, int life, ConcurrentDictionary<string, string> sent, ConcurrentDictionary<string, string> acknowledged, ConcurrentBag<string> unanswered)
    {
        var answered = 0;
        var underway = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var senders = Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            for (var turn = 0; ; turn++)
            {
                var events = Enumerable.Range(0, EventsPerBatch).Select(place => (Id: $"{life}-{sender}-{turn}-{place}", User: $"kill-{(sender + place) % Clients}")).ToList();
                var body = JsonSerializer.Serialize(new { batch = events.Select(one => new { type = "track", userId = one.User, messageId = one.Id, @event = "Product Viewed", properties = new { product_id = "p" } }) });
                events.ForEach(one => sent[one.Id] = one.User);
                try
                {
                    await PostAsync(silo, body);
                }
                catch (Exception fault) when (fault is HttpRequestException or IOException)
                {
                    unanswered.Add(body);
                    return;
                }

                events.ForEach(one => acknowledged[one.Id] = one.User);
                if (Interlocked.Increment(ref answered) == 60)
                {
                    underway.SetResult();
                }
            }
        })).ToList();
        await underway.Task.WaitAsync(TimeSpan.FromMinutes(3));
        await silo.KillAsync();
        await Task.WhenAll(senders);
        Assert.NotEmpty(unanswered);
    }

    private static async Task CompareAsync(SiloProcess silo, Dictionary<string, string> customers, ConcurrentDictionary<string, string> sent, ConcurrentDictionary<string, string> wanted)
    {
        foreach (var (user, customerId) in customers)
        {
            var stored = await silo.EventIdsAsync(customerId);
            Assert.Equal(stored.Count, stored.Distinct().Count());
            Assert.All(stored, id => Assert.Equal(user, sent[id]));
            Assert.Empty(wanted.Where(pair => pair.Value == user).Select(pair => pair.Key).Except(stored));
        }
    }

    private static async Task<string> NewClientAsync(SiloProcess silo, string userId)
    {
        await PostAsync(silo, JsonSerializer.Serialize(new { batch = new[] { new { type = "identify", userId, messageId = $"{userId}-first" } } }));
        var id = (await silo.Api.GetFromJsonAsync<JsonElement>($"/api/customers/resolve?userId={userId}")).GetProperty("customerId").GetString()!;
        using var answer = await silo.Api.PutAsJsonAsync($"/api/customers/{id}/consent", new { tier = "behaviour", noticeVersion = "1", channel = "web" });
        answer.EnsureSuccessStatusCode();
        return id;
    }

    private static async Task PostAsync(SiloProcess silo, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(silo.Url, "/v1/batch")) { Content = LuxeServer.Json(body), Headers = { Authorization = LuxeServer.Basic("demo") } };
        using var answer = await silo.Api.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        Assert.Equal("""{"success":true}""", await answer.Content.ReadAsStringAsync());
    }
}
