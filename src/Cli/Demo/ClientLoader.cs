using System.Collections.Concurrent;
using Luxe.Cli.Http;

namespace Luxe.Cli.Demo;

/// <summary>Tells the server clients' lives in the order in which they happened: known by her tokens, decided, declared, lived.</summary>
internal sealed class ClientLoader(LuxeApi api)
{
    private const int Width = 4;

    public async Task LoadAsync(IReadOnlyList<DemoClient> clients, CancellationToken cancellation)
    {
        // Only strangers are introduced: what is said of a client who has decided would be kept, and loading again must change nothing.
        var strangers = new ConcurrentBag<DemoClient>();
        await Parallel.ForEachAsync(clients, new ParallelOptions { MaxDegreeOfParallelism = Width, CancellationToken = cancellation }, async (client, _) =>
        {
            if (await api.ResolveAsync("userId", client.UserId, cancellation) is null)
            {
                strangers.Add(client);
            }
        });
        await api.SendEventsAsync(strangers.Select(client => client.Introduce()), cancellation);
        await Parallel.ForEachAsync(clients, new ParallelOptions { MaxDegreeOfParallelism = Width, CancellationToken = cancellation }, async (client, _) => await DecideAsync(client, cancellation));
        await api.SendEventsAsync(clients.SelectMany(Tail), cancellation);
    }

    /// <summary>What is left to send once a client's decisions stand: for a life with one decision, all of it.</summary>
    private static IEnumerable<byte[]> Tail(DemoClient client) => Decisions(client) > 1 ? [] : [client.Declare(), .. Events(client.Steps, client.UserId)];

    private async Task DecideAsync(DemoClient client, CancellationToken cancellation)
    {
        var id = await api.ResolveAsync("userId", client.UserId, cancellation)
            ?? throw new InvalidOperationException("A client who was introduced is not known.");
        var locale = client.Traits.TryGetValue("language", out var language) ? language.ToString() : null;
        if (Decisions(client) == 1)
        {
            await api.PutAsync($"api/customers/{id}/consent", client.Steps[0].Decision!.ToBody(locale), cancellation);
        }
        else
        {
            await LiveAsync(client, id, locale, cancellation);
        }

        if (client.AssociateId is { } associateId)
        {
            await api.PutAsync($"api/customers/{id}/associate", new { associateId }, cancellation);
        }
    }

    // What she allowed at the time decides what is kept of that time: decisions and events go in turn.
    private async Task LiveAsync(DemoClient client, string id, string? locale, CancellationToken cancellation)
    {
        var since = new List<DemoStep>();
        var declared = false;
        foreach (var step in client.Steps)
        {
            if (step.Decision is not { } decision)
            {
                since.Add(step);
                continue;
            }

            await api.SendEventsAsync(Events(since, client.UserId), cancellation);
            since.Clear();
            await api.PutAsync($"api/customers/{id}/consent", decision.ToBody(locale), cancellation);
            if (!declared)
            {
                await api.SendEventsAsync([client.Declare()], cancellation);
                declared = true;
            }
        }

        await api.SendEventsAsync(Events(since, client.UserId), cancellation);
    }

    private static int Decisions(DemoClient client) => client.Steps.Count(step => step.Decision is not null);

    private static IEnumerable<byte[]> Events(IEnumerable<DemoStep> steps, string userId) =>
        steps.Where(step => step.Event is not null).Select(step => step.Event!.ToJson(userId));
}
