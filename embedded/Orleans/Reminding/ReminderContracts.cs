namespace Orleans
{
    using Orleans.Runtime;

    /// <summary>A grain that can be reminded.</summary>
    public interface IRemindable : IGrain
    {
        /// <summary>A reminder is due.</summary>
        Task ReceiveReminder(string reminderName, TickStatus status);
    }

    /// <summary>Keeps reminders.</summary>
    public interface IReminderTable
    {
        /// <summary>Opens the table.</summary>
        Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        /// <summary>The reminders of a grain.</summary>
        Task<ReminderTableData> ReadRows(GrainId grainId);

        /// <summary>The reminders whose grain's hash is in (begin, end]; the range wraps round when begin is not below end.</summary>
        Task<ReminderTableData> ReadRows(uint begin, uint end);

        /// <summary>A reminder of a grain.</summary>
        Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName);

        /// <summary>Inserts or replaces a reminder; gives its new tag.</summary>
        Task<string?> UpsertRow(ReminderEntry entry);

        /// <summary>Removes a reminder if its tag is that one.</summary>
        Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag);

        /// <summary>Removes everything.</summary>
        Task TestOnlyClearTable();

        /// <summary>Closes the table.</summary>
        Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
    }

    /// <summary>A stored reminder.</summary>
    [GenerateSerializer]
    public sealed class ReminderEntry
    {
        /// <summary>Whom it reminds.</summary>
        [Id(0)]
        public GrainId GrainId { get; set; }

        /// <summary>Its name.</summary>
        [Id(1)]
        public string ReminderName { get; set; } = null!;

        /// <summary>When it is first due, in UTC.</summary>
        [Id(2)]
        public DateTime StartAt { get; set; }

        /// <summary>How often.</summary>
        [Id(3)]
        public TimeSpan Period { get; set; }

        /// <summary>Its tag.</summary>
        [Id(4)]
        public string? ETag { get; set; }

        /// <inheritdoc/>
        public override string ToString() => $"<GrainId={GrainId} ReminderName={ReminderName} Period={Period}>";
    }

    /// <summary>Reminders read from a table.</summary>
    [GenerateSerializer]
    public sealed class ReminderTableData
    {
        /// <summary>None.</summary>
        public ReminderTableData() => Reminders = [];

        /// <summary>Some.</summary>
        public ReminderTableData(IEnumerable<ReminderEntry> list) => Reminders = [.. list];

        /// <summary>One.</summary>
        public ReminderTableData(ReminderEntry entry) => Reminders = [entry];

        /// <summary>The reminders.</summary>
        [Id(0)]
        public IList<ReminderEntry> Reminders { get; private set; }

        /// <inheritdoc/>
        public override string ToString() => $"[{Reminders.Count} reminders: {string.Join(',', Reminders)}]";
    }
}

namespace Orleans.Runtime
{
    /// <summary>A reminder that is registered.</summary>
    public interface IGrainReminder
    {
        /// <summary>Its name.</summary>
        string ReminderName { get; }
    }

    /// <summary>When a reminder came.</summary>
    [Immutable, GenerateSerializer]
    public readonly struct TickStatus
    {
        /// <summary>All three times.</summary>
        public TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
        {
            FirstTickTime = firstTickTime;
            Period = period;
            CurrentTickTime = timeStamp;
        }

        /// <summary>When it was first due.</summary>
        [Id(0)]
        public DateTime FirstTickTime { get; }

        /// <summary>How often.</summary>
        [Id(1)]
        public TimeSpan Period { get; }

        /// <summary>When this one came.</summary>
        [Id(2)]
        public DateTime CurrentTickTime { get; }

        /// <inheritdoc/>
        public override string ToString() => $"<{FirstTickTime}, {Period}, {CurrentTickTime}>";
    }

    /// <summary>A fault of reminders.</summary>
    [GenerateSerializer]
    public sealed class ReminderException : OrleansException
    {
        /// <summary>A message.</summary>
        public ReminderException(string message)
            : base(message)
        {
        }
    }
}

namespace Orleans.Timers
{
    using Orleans.Runtime;

    /// <summary>Registers reminders.</summary>
    public interface IReminderRegistry
    {
        /// <summary>Registers or replaces a reminder.</summary>
        Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period);

        /// <summary>Removes a reminder.</summary>
        Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder);

        /// <summary>A reminder of a grain.</summary>
        Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName);

        /// <summary>The reminders of a grain.</summary>
        Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId);
    }
}

namespace Orleans.Hosting
{
    /// <summary>Options of reminders.</summary>
    public sealed class ReminderOptions
    {
        /// <summary>The shortest period; shorter ones are refused. Default: 1 minute.</summary>
        public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

        /// <summary>How often the table is read again. Default: 5 minutes.</summary>
        public TimeSpan RefreshReminderListPeriod { get; set; } = TimeSpan.FromMinutes(5);

        /// <summary>How long the table may take to open. Default: 5 minutes.</summary>
        public TimeSpan InitializationTimeout { get; set; } = TimeSpan.FromMinutes(5);
    }
}
