namespace Luxe.Embedded;

/// <summary>A table that can be walked through without holding all of it.</summary>
internal interface IReminderScan
{
    /// <summary>Shows every reminder that is wanted by its start and period.</summary>
    Task ScanAsync(Func<DateTime, TimeSpan, bool> isWanted, Action<ReminderEntry> see, CancellationToken cancellationToken);
}
