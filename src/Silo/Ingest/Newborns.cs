using System.Collections.Concurrent;

namespace Luxe.Silo.Ingest;

/// <summary>
/// Clients whom this process has just made and nobody has written to: there is nothing to read of them. Only true while the process has the house
/// to itself, as an import has; what is forgotten here is merely read.
/// </summary>
public sealed class Newborns
{
    private readonly ConcurrentDictionary<string, byte> _ids = new(StringComparer.Ordinal);

    /// <summary>Remembers new clients, until they are written to.</summary>
    public void Add(IEnumerable<string> customers)
    {
        foreach (var customer in customers)
        {
            _ids.TryAdd(customer, 0);
        }
    }

    /// <summary>Whether nothing was written of her.</summary>
    public bool Contains(string customer) => _ids.ContainsKey(customer);

    /// <summary>Something is about to be written.</summary>
    public void Remove(string customer) => _ids.TryRemove(customer, out _);

    /// <summary>A chunk is settled: who is left was only named.</summary>
    public void Clear() => _ids.Clear();
}
