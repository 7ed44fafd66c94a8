namespace Luxe.Storage.OrleansTables;

/// <summary>The queries of reminders.</summary>
internal static class ReminderQueries
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["UpsertReminderRowKey"] = Upsert,
        ["ReadReminderRowsKey"] = $"{Select} AND GrainId = @GrainId",
        ["ReadReminderRowKey"] = $"{Select} AND GrainId = @GrainId AND ReminderName = @ReminderName",
        ["ReadRangeRows1Key"] = $"{Select} AND GrainHash > @BeginHash AND GrainHash <= @EndHash",

        // The range that wraps round the end of the ring.
        ["ReadRangeRows2Key"] = $"{Select} AND (GrainHash > @BeginHash OR GrainHash <= @EndHash)",
        ["DeleteReminderRowKey"] = Delete,
        ["DeleteReminderRowsKey"] = "DELETE FROM OrleansRemindersTable WHERE ServiceId = @ServiceId",
    };

    private const string Select = "SELECT GrainId, ReminderName, StartTime, Period, Version FROM OrleansRemindersTable WHERE ServiceId = @ServiceId";

    private const string Upsert = """
        INSERT INTO OrleansRemindersTable (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version)
        VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
        ON CONFLICT (ServiceId, GrainId, ReminderName) DO UPDATE SET
            StartTime = excluded.StartTime, Period = excluded.Period, GrainHash = excluded.GrainHash, Version = OrleansRemindersTable.Version + 1
        RETURNING Version
        """;

    private const string Delete = """
        {deleted} FROM OrleansRemindersTable
        WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName AND Version = @Version{count deleted}
        """;
}
