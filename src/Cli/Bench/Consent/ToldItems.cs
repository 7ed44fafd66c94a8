namespace Luxe.Cli.Bench.Consent;

/// <summary>What the tablets were told of which client, and when they were told anew.</summary>
internal sealed class ToldItems
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(int Tablet, string ItemId), string> _held = [];
    private readonly Dictionary<string, Click> _clicks = new(StringComparer.Ordinal);

    /// <summary>How many clients are on a tablet as an arrival and as a prompt.</summary>
    public int Shown
    {
        get
        {
            lock (_gate)
            {
                return _held.GroupBy(static item => item.Value).Count(static client => client.Select(static item => item.Key.ItemId).Distinct().Count() > 1);
            }
        }
    }

    /// <summary>A tablet received something. Whatever comes of a client after her click is an effect of it.</summary>
    public void Take(int tablet, HubMessage message)
    {
        var entry = message.Arguments[0];
        var item = (tablet, entry.GetProperty("itemId").GetString()!);
        lock (_gate)
        {
            if (entry.TryGetProperty("item", out var shown) && shown.ValueKind == System.Text.Json.JsonValueKind.Object)
            {
                _held[item] = shown.GetProperty("customerId").GetString()!;
            }

            if (_held.TryGetValue(item, out var client) && _clicks.TryGetValue(client, out var click))
            {
                click.Told(item, message.ReceivedAt);
            }
        }
    }

    /// <summary>She is about to decide: every tablet that holds something of her is to be told.</summary>
    public Click Begin(string client)
    {
        lock (_gate)
        {
            return _clicks[client] = new Click([.. _held.Where(item => item.Value == client).Select(static item => item.Key)]);
        }
    }
}

/// <summary>One decision, and the tablets that have not been told of it.</summary>
internal sealed class Click(HashSet<(int Tablet, string ItemId)> waiting)
{
    private readonly TaskCompletionSource<long> _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _last;

    /// <summary>How many items on tablets it takes back or changes.</summary>
    public int Items { get; } = waiting.Count;

    /// <summary>The time of the last tablet's receipt.</summary>
    public Task<long> All => _all.Task;

    public void Told((int Tablet, string ItemId) item, long at)
    {
        if (waiting.Remove(item))
        {
            _last = Math.Max(_last, at);
        }

        if (waiting.Count == 0)
        {
            _all.TrySetResult(_last);
        }
    }
}
