namespace Luxe.Grains.Doors;

/// <summary>
/// How often one address and one origin may ask within an hour. Counted in this process's memory under keyed hashes; a house of several silos
/// allows as often on each, which is still no flood.
/// </summary>
internal sealed class AskPace(TimeProvider time)
{
    public const int PerAddress = 3;
    public const int PerOrigin = 20;

    private const int Remembered = 50_000;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Lock _turn = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _asked = new(StringComparer.Ordinal);

    /// <summary>Counts a request; false when either has asked too often. A refused one does not count against the address.</summary>
    public bool Allows(string address, string origin)
    {
        lock (_turn)
        {
            var now = time.GetUtcNow();
            Forget(now);
            var byOrigin = Asked("o" + origin, now);
            if (byOrigin.Count >= PerOrigin)
            {
                return false;
            }

            byOrigin.Enqueue(now);
            var byAddress = Asked("a" + address, now);
            if (byAddress.Count >= PerAddress)
            {
                return false;
            }

            byAddress.Enqueue(now);
            return true;
        }
    }

    private Queue<DateTimeOffset> Asked(string who, DateTimeOffset now)
    {
        if (!_asked.TryGetValue(who, out var times))
        {
            _asked.Add(who, times = new());
        }

        while (times.TryPeek(out var oldest) && oldest <= now - Window)
        {
            times.Dequeue();
        }

        return times;
    }

    /// <summary>Drops those whose hour is over, when there are many; all of them, when that is not enough: memory is bounded whoever asks.</summary>
    private void Forget(DateTimeOffset now)
    {
        if (_asked.Count < Remembered)
        {
            return;
        }

        foreach (var (who, times) in _asked)
        {
            if (times.All(at => at <= now - Window))
            {
                _asked.Remove(who);
            }
        }

        if (_asked.Count >= Remembered)
        {
            _asked.Clear();
        }
    }
}
