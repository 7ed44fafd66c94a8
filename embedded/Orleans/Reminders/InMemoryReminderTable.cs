using System.Globalization;

namespace Luxe.Embedded;

/// <summary>Reminders of this process only: they end with it.</summary>
internal sealed class InMemoryReminderTable : IReminderTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<GrainId, Dictionary<string, ReminderEntry>> _grains = [];
    private long _version;

    public Task<ReminderTableData> ReadRows(GrainId grainId)
    {
        lock (_gate)
        {
            return Task.FromResult(new ReminderTableData(_grains.TryGetValue(grainId, out var own) ? own.Values.Select(Copy) : []));
        }
    }

    public Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        lock (_gate)
        {
            return Task.FromResult(new ReminderTableData(_grains
                .Where(grain => InRange(grain.Key.GetUniformHashCode(), begin, end))
                .SelectMany(static grain => grain.Value.Values)
                .Select(Copy)));
        }
    }

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
    {
        lock (_gate)
        {
            return Task.FromResult(Find(grainId, reminderName) is { } entry ? Copy(entry) : null);
        }
    }

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        lock (_gate)
        {
            var stored = Copy(entry);
            stored.ETag = (++_version).ToString(CultureInfo.InvariantCulture);
            if (!_grains.TryGetValue(entry.GrainId, out var own))
            {
                _grains[entry.GrainId] = own = new(StringComparer.Ordinal);
            }

            own[entry.ReminderName] = stored;
            return Task.FromResult<string?>(stored.ETag);
        }
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        lock (_gate)
        {
            if (Find(grainId, reminderName)?.ETag != eTag)
            {
                return Task.FromResult(false);
            }

            var own = _grains[grainId];
            own.Remove(reminderName);
            if (own.Count == 0)
            {
                _grains.Remove(grainId);
            }

            return Task.FromResult(true);
        }
    }

    public Task TestOnlyClearTable()
    {
        lock (_gate)
        {
            _grains.Clear();
        }

        return Task.CompletedTask;
    }

    private static bool InRange(uint hash, uint begin, uint end) => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;

    private static ReminderEntry Copy(ReminderEntry entry) =>
        new() { GrainId = entry.GrainId, ReminderName = entry.ReminderName, StartAt = entry.StartAt, Period = entry.Period, ETag = entry.ETag };

    private ReminderEntry? Find(GrainId grain, string name) => _grains.GetValueOrDefault(grain)?.GetValueOrDefault(name);
}
