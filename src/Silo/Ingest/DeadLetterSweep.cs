using Luxe.Storage;

namespace Luxe.Silo.Ingest;

/// <summary>Deletes dead letters whose time is over, before the silo takes its first event and once a day from then on.</summary>
internal sealed partial class DeadLetterSweep(IDeadLetters letters, DeadLetterOptions options, TimeProvider time, ILogger<DeadLetterSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await SweepAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await SweepAsync(stoppingToken);
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            var deleted = await letters.DeleteReceivedBeforeAsync(time.GetUtcNow() - options.KeepFor, cancellationToken);
            if (deleted > 0)
            {
                LogDeleted(deleted);
            }
        }
        catch (StorageException fault)
        {
            // The next sweep finds them.
            LogFailed(fault.GetType().FullName);
        }
    }

    [LoggerMessage(3103, LogLevel.Information, "{Count} dead letters were deleted: their time was over")]
    private partial void LogDeleted(long count);

    [LoggerMessage(3104, LogLevel.Warning, "{Fault} while deleting old dead letters; the next day tries again")]
    private partial void LogFailed(string? fault);
}
