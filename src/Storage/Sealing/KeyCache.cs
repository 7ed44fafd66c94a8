using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Luxe.Storage.Sealing;

/// <summary>
/// Clients' keys in memory, a bounded number of them. The oldest goes, unless it was used since it was last looked at: then it gets a second chance.
/// What goes is left to the collector, for somebody may be using it at this moment.
/// </summary>
internal sealed class KeyCache(int capacity)
{
    private readonly ConcurrentDictionary<string, Entry> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Entry> _order = new();

    public int Count => _keys.Count;

    /// <summary>Places in the order in which they go, those of who is gone among them.</summary>
    public int Places => _order.Count;

    public bool TryGet(string customer, [NotNullWhen(true)] out ClientKey? key)
    {
        if (!_keys.TryGetValue(customer, out var entry))
        {
            key = null;
            return false;
        }

        // Looked at first: a write by every reader would send the line from one processor to the next.
        if (!entry.IsUsed)
        {
            entry.IsUsed = true;
        }

        key = entry.Key;
        return true;
    }

    /// <summary>The key that is there, or this one.</summary>
    public ClientKey Keep(string customer, ClientKey key)
    {
        var made = new Entry(customer, key);
        var kept = _keys.GetOrAdd(customer, made);
        if (ReferenceEquals(kept, made))
        {
            _order.Enqueue(made);
            MakeRoom(made);
        }

        return kept.Key;
    }

    public void Forget(string customer) => _keys.TryRemove(customer, out _);

    // Each look clears a mark, drops a place or removes a key, so that this ends. Who has just come stays.
    private void MakeRoom(Entry newest)
    {
        for (var looks = _order.Count; (_keys.Count > capacity || _order.Count > 2 * capacity) && looks >= 0 && _order.TryDequeue(out var oldest); looks--)
        {
            if (oldest.IsUsed || oldest == newest)
            {
                oldest.IsUsed = false;
                _order.Enqueue(oldest);
            }
            else
            {
                // Only if it is still this one: she may have been forgotten and have come back, which is a place of its own.
                _keys.TryRemove(KeyValuePair.Create(oldest.Customer, oldest));
            }
        }
    }

    private sealed class Entry(string customer, ClientKey key)
    {
        private volatile bool _isUsed;

        public string Customer => customer;

        public ClientKey Key => key;

        public bool IsUsed
        {
            get => _isUsed;
            set => _isUsed = value;
        }
    }
}
