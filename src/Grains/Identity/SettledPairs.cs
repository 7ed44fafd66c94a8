using System.Collections.Concurrent;

namespace Luxe.Grains.Identity;

/// <summary>
/// What this silo has learnt that can never change again: who is known, which sequence was stitched into whom, which pair was queued.
/// It only spares calls; forgetting is harmless. Bounded: two generations, the older of which is dropped.
/// </summary>
internal sealed class SettledPairs
{
    private const int Capacity = 50_000;

    private readonly Lock _turn = new();
    private int _added; // To the young generation: its own count would take all of its locks.
    private volatile ConcurrentDictionary<(string One, string Other), byte> _young = new();
    private volatile ConcurrentDictionary<(string One, string Other), byte> _old = new();

    /// <summary>Whether it was settled, as far as is remembered.</summary>
    public bool Holds(string one, string other) => _young.ContainsKey((one, other)) || _old.ContainsKey((one, other));

    /// <summary>Remembers it.</summary>
    public void Add(string one, string other)
    {
        if (!_young.TryAdd((one, other), 0) || Interlocked.Increment(ref _added) < Capacity)
        {
            return;
        }

        lock (_turn)
        {
            if (Volatile.Read(ref _added) >= Capacity)
            {
                _added = 0;
                _old = _young;
                _young = new ConcurrentDictionary<(string, string), byte>();
            }
        }
    }
}
