namespace Luxe.Embedded;

/// <summary>
/// The reminders that are in memory: those due until the horizon, as Orleans has it. All others are in the table alone, which is scanned anew
/// before the horizon is reached. So a million reminders cost the few that are due in the next minutes.
/// </summary>
internal sealed class LocalReminders(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(GrainId Grain, string Name), LocalReminder> _local = [];

    /// <summary>What was registered or removed since the scan began: it is newer than the rows that the scan finds.</summary>
    private readonly HashSet<(GrainId Grain, string Name)> _changed = [];

    /// <summary>What came and left memory since the last scan that saw every row, with its next time: one that is tried again must not bring it twice.</summary>
    private readonly Dictionary<(GrainId Grain, string Name), DateTime> _came = [];

    private DateTime _scannedTo;
    private DateTime _horizon;
    private bool _isFirst = true;
    private Func<ReminderEntry, DateTime, Task>? _deliver;
    private bool _isOver;

    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _local.Count;
            }
        }
    }

    /// <summary>From now on ticks are brought.</summary>
    internal void Begin(Func<ReminderEntry, DateTime, Task> deliver)
    {
        lock (_gate)
        {
            _deliver = deliver;
            _scannedTo = _horizon = Now;
        }
    }

    internal Task EndAsync()
    {
        lock (_gate)
        {
            _isOver = true;
            return Task.WhenAll(_local.Values.Select(static local => local.StopAsync()));
        }
    }

    /// <summary>A scan begins that will find what is due until then.</summary>
    internal void BeginScan(TimeSpan window)
    {
        lock (_gate)
        {
            var horizon = Now + window;
            _horizon = horizon > _horizon ? horizon : _horizon;
            _changed.Clear();
        }
    }

    /// <summary>Whether a stored reminder is due between the last scan's horizon and this one's.</summary>
    internal bool IsWanted(DateTime startAt, TimeSpan period) => DueAfterLastScan(startAt, period) <= _horizon;

    /// <summary>A stored reminder that the scan found.</summary>
    internal void Found(ReminderEntry entry)
    {
        lock (_gate)
        {
            var key = (entry.GrainId, entry.ReminderName);
            var due = _came.TryGetValue(key, out var next) ? next : DueAfterLastScan(entry.StartAt, entry.Period);
            if (due <= _horizon && !_local.ContainsKey(key) && !_changed.Contains(key))
            {
                Wait(entry, due);
            }
        }
    }

    /// <summary>The scan saw every row. One that fails is not ended: the next begins where this one did, so nothing is missed, only late.</summary>
    internal void EndScan()
    {
        lock (_gate)
        {
            (_scannedTo, _isFirst) = (_horizon, false);
            _came.Clear();
        }
    }

    /// <summary>A reminder was registered, perhaps in the place of another.</summary>
    internal void Put(ReminderEntry entry)
    {
        lock (_gate)
        {
            Drop((entry.GrainId, entry.ReminderName));
            var due = ReminderSchedule.Next(entry, Now, null);
            if (due <= _horizon)
            {
                Wait(entry, due);
            }
        }
    }

    internal void Remove(GrainId grain, string name)
    {
        lock (_gate)
        {
            Drop((grain, name));
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private DateTime DueAfterLastScan(DateTime startAt, TimeSpan period) => ReminderSchedule.Next(startAt, period, _scannedTo, _isFirst ? null : _scannedTo);

    private void Drop((GrainId Grain, string Name) key)
    {
        _changed.Add(key);
        _came.Remove(key);
        if (_local.Remove(key, out var former))
        {
            former.Stop();
        }
    }

    private void Wait(ReminderEntry entry, DateTime due)
    {
        if (_isOver)
        {
            return;
        }

        // Before the beginning nothing is due: the horizon lies in the past.
        var local = new LocalReminder(entry, due, time, _deliver!, GoesOn);
        _local[local.Key] = local;
        local.Start();
    }

    private bool GoesOn(LocalReminder local, DateTime next)
    {
        lock (_gate)
        {
            if (next <= _horizon || !_local.TryGetValue(local.Key, out var held) || held != local)
            {
                return true;
            }

            _local.Remove(local.Key);
            if (_scannedTo < _horizon)
            {
                _came[local.Key] = next;
            }

            return false;
        }
    }
}
