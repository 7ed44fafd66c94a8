namespace Luxe.Embedded.Tests.Hosting;

/// <summary>A clock that moves when the test says so; timers fire inside <see cref="Advance"/>, in order.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Advance(TimeSpan span)
    {
        var end = GetUtcNow() + span;
        while (Next(end) is { } due)
        {
            due.Fire();
        }

        lock (_lock)
        {
            _now = end;
        }
    }

    /// <summary>Returns when so many timers are due within a span, that is, when those that fired have been set again.</summary>
    internal async Task UntilSet(int timers, TimeSpan within)
    {
        while (Count(within) < timers)
        {
            await Task.Yield();
        }
    }

    private int Count(TimeSpan within)
    {
        lock (_lock)
        {
            return _timers.Count(timer => timer.Due <= _now + within);
        }
    }

    private Timer? Next(DateTimeOffset end)
    {
        lock (_lock)
        {
            var due = _timers.Where(timer => timer.Due <= end).MinBy(static timer => timer.Due);
            if (due is null)
            {
                return null;
            }

            _now = due.Due > _now ? due.Due : _now;
            due.Due = due.Period > TimeSpan.Zero ? due.Due + due.Period : DateTimeOffset.MaxValue;
            return due;
        }
    }

    private sealed class Timer(ManualTime time, Action callback) : ITimer
    {
        internal DateTimeOffset Due { get; set; } = DateTimeOffset.MaxValue;

        internal TimeSpan Period { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                Due = dueTime < TimeSpan.Zero ? DateTimeOffset.MaxValue : time._now + dueTime;
                Period = period;
                if (!time._timers.Contains(this))
                {
                    time._timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Fire() => callback();
    }
}
