using System.Collections.Concurrent;

namespace Luxe.Embedded;

/// <summary>
/// Ends calls whose time is over, without a timer or a lock per call. Each calling thread notes its calls in a ring of its own; a call that is
/// still open when the ring comes round again moves to a common list. A sweep looks at both from time to time.
/// </summary>
internal sealed class ResponseTimeouts : IDisposable
{
    private const int RingSize = 256;

    [ThreadStatic]
    private static Ring? t_ring;

    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly ConcurrentQueue<GrainRequest> _overflow = new();
    private readonly List<GrainRequest> _old = [];
    private readonly List<Ring> _rings = [];
    private readonly Lock _sweeping = new();
    private readonly ITimer _timer;
    private readonly Action<GrainRequest> _expire;
    private TimeSpan _period;
    private long _now;

    internal ResponseTimeouts(TimeProvider time, TimeSpan shortestTimeout, Action<GrainRequest> expire)
    {
        _time = time;
        _expire = expire;
        _started = time.GetTimestamp();
        _period = PeriodFor(shortestTimeout);
        _timer = time.CreateTimer(static state => ((ResponseTimeouts)state!).Sweep(), this, _period, _period);
    }

    /// <summary>Milliseconds since the start, as of the last sweep; good enough for timeouts and idle times.</summary>
    internal long Now => Volatile.Read(ref _now);

    internal void Track(GrainRequest request)
    {
        var ring = t_ring;
        if (ring is null || !ReferenceEquals(ring.Owner, this))
        {
            ring = NewRing();
        }

        var slot = ring.Position++ & (RingSize - 1);
        if (ring.Slots[slot] is { IsCompleted: false } open)
        {
            _overflow.Enqueue(open);
        }

        Volatile.Write(ref ring.Slots[slot], request);
    }

    /// <summary>When a call that begins now is over its time; never early, at most two sweeps late.</summary>
    internal long DeadlineAfter(TimeSpan timeout) =>
        timeout <= TimeSpan.Zero ? long.MaxValue : Now + (long)(timeout + _period).TotalMilliseconds;

    /// <summary>A method's own timeout may be shorter than what the sweep was made for.</summary>
    internal void EnsurePrecision(TimeSpan timeout)
    {
        var wanted = PeriodFor(timeout);
        if (wanted < _period)
        {
            _period = wanted;
            _timer.Change(wanted, wanted);
        }
    }

    /// <summary>Ends every open call, whatever its time.</summary>
    internal void FailAll(Func<GrainRequest, Exception> failure)
    {
        lock (_sweeping)
        {
            Gather();
            foreach (var request in _old)
            {
                request.Abandon(failure(request), cancelCallee: true);
            }

            _old.Clear();
            foreach (var ring in _rings)
            {
                for (var i = 0; i < RingSize; i++)
                {
                    if (Volatile.Read(ref ring.Slots[i]) is { } request)
                    {
                        request.Abandon(failure(request), cancelCallee: true);
                    }
                }
            }
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_sweeping)
        {
            // Threads keep their last ring: it must not keep what was called.
            _rings.ForEach(static ring => Array.Clear(ring.Slots));
            _rings.Clear();
            _old.Clear();
        }
    }

    private static TimeSpan PeriodFor(TimeSpan timeout) =>
        TimeSpan.FromMilliseconds(Math.Clamp(timeout.TotalMilliseconds / 20, 10, 250));

    private Ring NewRing()
    {
        lock (_sweeping)
        {
            // A thread that calls into several silos by turns has a ring in each.
            var ring = _rings.Find(static ring => ring.Thread == Thread.CurrentThread);
            if (ring is null)
            {
                _rings.Add(ring = new Ring(this));
            }

            return t_ring = ring;
        }
    }

    private void Sweep()
    {
        Volatile.Write(ref _now, (long)_time.GetElapsedTime(_started).TotalMilliseconds);
        if (!_sweeping.TryEnter())
        {
            return;
        }

        try
        {
            Gather();
            var now = Now;
            _old.RemoveAll(request => Settled(request, now));
            for (var r = _rings.Count - 1; r >= 0; r--)
            {
                Sweep(_rings[r], now);
                if (!_rings[r].Thread.IsAlive)
                {
                    _old.AddRange(_rings[r].Slots.Where(static request => request is { IsCompleted: false })!);
                    _rings.RemoveAt(r);
                }
            }
        }
        finally
        {
            _sweeping.Exit();
        }
    }

    private void Sweep(Ring ring, long now)
    {
        for (var i = 0; i < RingSize; i++)
        {
            var request = Volatile.Read(ref ring.Slots[i]);
            if (request is not null && Settled(request, now))
            {
                // Lets go of completed calls, unless the owner has put another one there meanwhile.
                Interlocked.CompareExchange(ref ring.Slots[i], null, request);
            }
        }
    }

    private bool Settled(GrainRequest request, long now)
    {
        if (!request.IsCompleted && request.Deadline <= now)
        {
            _expire(request);
        }

        return request.IsCompleted;
    }

    private void Gather()
    {
        while (_overflow.TryDequeue(out var request))
        {
            if (!request.IsCompleted)
            {
                _old.Add(request);
            }
        }
    }

    private sealed class Ring(ResponseTimeouts owner)
    {
        internal readonly GrainRequest?[] Slots = new GrainRequest?[RingSize];
        internal readonly Thread Thread = Thread.CurrentThread;
        internal int Position;

        internal ResponseTimeouts Owner { get; } = owner;
    }
}
