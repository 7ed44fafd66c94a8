using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Luxe.Embedded;

/// <summary>Reminders in the table <c>OrleansRemindersTable</c>, by the queries that the database holds.</summary>
internal sealed class AdoNetReminderTable(IOptions<AdoNetReminderTableOptions> options, IOptions<ClusterOptions> cluster) : IReminderTable, IReminderScan
{
    private readonly string _serviceId = cluster.Value.ServiceId;
    private AdoNetDatabase _database = null!;
    private IReadOnlyDictionary<string, string> _queries = null!;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var value = options.Value;
        if (string.IsNullOrWhiteSpace(value.Invariant) || string.IsNullOrWhiteSpace(value.ConnectionString))
        {
            throw new OrleansConfigurationException($"Reminders in a database need {nameof(value.Invariant)} and {nameof(value.ConnectionString)}.");
        }

        _database = new AdoNetDatabase(value.Invariant, value.ConnectionString);
        _queries = await _database.QueriesAsync(cancellationToken);
        if (!_queries.ContainsKey("UpsertReminderRowKey"))
        {
            throw new OrleansConfigurationException("The database of the reminders holds no query UpsertReminderRowKey in OrleansQuery.");
        }
    }

    public async Task<ReminderTableData> ReadRows(GrainId grainId) =>
        new(await ReadAsync("ReadReminderRowsKey", command => command.Add("GrainId", grainId.ToString())));

    public async Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        // The column is signed, so the order of the ring is that of signed numbers.
        var (from, to) = unchecked(((int)begin, (int)end));
        return new(await ReadAsync(from < to ? "ReadRangeRows1Key" : "ReadRangeRows2Key", command =>
        {
            command.Add("BeginHash", from);
            command.Add("EndHash", to);
        }));
    }

    public Task ScanAsync(Func<DateTime, TimeSpan, bool> isWanted, Action<ReminderEntry> see, CancellationToken cancellationToken) => _database.ReadAsync(
        _queries["ReadRangeRows2Key"],
        Bound(static command =>
        {
            command.Add("BeginHash", 0);
            command.Add("EndHash", 0);
        }),
        row =>
        {
            // The id is made of those alone that are wanted, and none of the others is kept.
            cancellationToken.ThrowIfCancellationRequested();
            if (isWanted(StartOf(row), PeriodOf(row)))
            {
                see(Read(row));
            }

            return default(ValueTuple);
        },
        cancellationToken);

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
    {
        var rows = await ReadAsync("ReadReminderRowKey", command =>
        {
            command.Add("GrainId", grainId.ToString());
            command.Add("ReminderName", reminderName);
        });
        return rows.FirstOrDefault();
    }

    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        var versions = await WriteAsync(
            "UpsertReminderRowKey",
            command =>
            {
                command.Add("GrainHash", unchecked((int)entry.GrainId.GetUniformHashCode()));
                command.Add("GrainId", entry.GrainId.ToString());
                command.Add("ReminderName", entry.ReminderName);
                command.Add("StartTime", DateTime.SpecifyKind(entry.StartAt, DateTimeKind.Utc));
                command.AddLong("Period", (long)entry.Period.TotalMilliseconds);
            },
            static row => row.Number(row.GetOrdinal("Version")));
        return versions[0];
    }

    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        var removed = await WriteAsync(
            "DeleteReminderRowKey",
            command =>
            {
                command.Add("GrainId", grainId.ToString());
                command.Add("ReminderName", reminderName);
                command.Add("Version", int.Parse(eTag, CultureInfo.InvariantCulture));
            },
            static row => Convert.ToBoolean(row.GetValue(0), CultureInfo.InvariantCulture));
        return removed[0];
    }

    public Task TestOnlyClearTable() => WriteAsync("DeleteReminderRowsKey", static _ => { }, static _ => 0);

    private Task<List<ReminderEntry>> ReadAsync(string query, Action<DbCommand> bind) => _database.ReadAsync(_queries[query], Bound(bind), Read);

    private static ReminderEntry Read(DbDataReader row) => new()
    {
        GrainId = GrainId.Parse(row.GetString(row.GetOrdinal("GrainId"))),
        ReminderName = row.GetString(row.GetOrdinal("ReminderName")),
        StartAt = StartOf(row),
        Period = PeriodOf(row),
        ETag = row.Number(row.GetOrdinal("Version")),
    };

    private static DateTime StartOf(DbDataReader row) => DateTime.SpecifyKind(row.GetDateTime(row.GetOrdinal("StartTime")), DateTimeKind.Utc);

    private static TimeSpan PeriodOf(DbDataReader row) =>
        TimeSpan.FromMilliseconds(Convert.ToInt64(row.GetValue(row.GetOrdinal("Period")), CultureInfo.InvariantCulture));

    private Task<List<T>> WriteAsync<T>(string query, Action<DbCommand> bind, Func<DbDataReader, T> read) => _database.WriteAsync(_queries[query], Bound(bind), read);

    private Action<DbCommand> Bound(Action<DbCommand> bind) => command =>
    {
        command.Add("ServiceId", _serviceId);
        bind(command);
    };
}
