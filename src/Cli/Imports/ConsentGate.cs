using System.Collections.Concurrent;
using System.Text.Json;
using Luxe.Cli.Http;

namespace Luxe.Cli.Imports;

/// <summary>Sees to it that a client's consent stands before her events are sent. A decision of her own is never touched.</summary>
internal sealed class ConsentGate(LuxeApi api, ImportConsent? consent)
{
    private const int Width = 8;
    private readonly ConcurrentDictionary<ClientKey, byte> _known = new();
    private long _decided;

    /// <summary>Clients whose consent was recorded.</summary>
    public long Decided => Interlocked.Read(ref _decided);

    /// <summary>Makes known and decides for the clients of a batch that this run has not met yet.</summary>
    public async Task OpenAsync(IReadOnlyList<ImportRow> rows, CancellationToken cancellation)
    {
        if (consent is null)
        {
            return;
        }

        var fresh = rows.DistinctBy(row => row.Client).Where(row => !_known.ContainsKey(row.Client)).ToList();
        if (fresh.Count == 0)
        {
            return;
        }

        // Only strangers are introduced: what is said of a client who has decided would be kept, and a repeated import must change nothing.
        var strangers = new ConcurrentBag<ClientKey>();
        await Parallel.ForEachAsync(fresh, new ParallelOptions { MaxDegreeOfParallelism = Width, CancellationToken = cancellation }, async (row, _) =>
        {
            if (await api.ResolveAsync(row.Client.Kind, row.Client.Id, cancellation) is null)
            {
                strangers.Add(row.Client);
            }
        });
        await api.SendEventsAsync(strangers.Select(Introduce), cancellation);
        await Parallel.ForEachAsync(fresh, new ParallelOptions { MaxDegreeOfParallelism = Width, CancellationToken = cancellation }, async (row, _) => await DecideAsync(row, cancellation));
        foreach (var row in fresh)
        {
            _known.TryAdd(row.Client, 0);
        }
    }

    private async Task DecideAsync(ImportRow row, CancellationToken cancellation)
    {
        var id = await api.ResolveAsync(row.Client.Kind, row.Client.Id, cancellation)
            ?? throw new InvalidDataException("A client who was introduced is not known.");
        var present = await api.GetAsync<JsonElement>($"api/customers/{id}/consent", cancellation);
        if (present.ValueKind == JsonValueKind.Object && present.TryGetProperty("noticeVersion", out var notice) && notice.ValueKind == JsonValueKind.String)
        {
            return;
        }

        await api.PutAsync(
            $"api/customers/{id}/consent",
            new { tier = consent!.Tier, purposes = row.Purposes.ToDictionary(name => name, _ => true), noticeVersion = consent.NoticeVersion, channel = "import", vouched = true, eventId = $"import-{id}" },
            cancellation);
        Interlocked.Increment(ref _decided);
    }

    private static byte[] Introduce(ClientKey client) => JsonSerializer.SerializeToUtf8Bytes(
        new Dictionary<string, string> { ["type"] = "identify", [client.Kind] = client.Id, ["messageId"] = $"import-hello-{client.Kind}-{client.Id}" });
}
