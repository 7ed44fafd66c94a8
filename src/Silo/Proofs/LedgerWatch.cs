using Luxe.Contracts.Consent;
using Luxe.Storage;

namespace Luxe.Silo.Proofs;

/// <summary>
/// Begins the daily anchoring of the ledgers, and keeps the anchors' roots in <c>anchors.log</c> of this silo's data folder, where whoever changes
/// the database alone cannot reach them.
/// </summary>
internal sealed partial class LedgerWatch(IGrainFactory grains, IAnchors anchors, LedgerWatchOptions options, TimeProvider time, ILogger<LedgerWatch> logger) : BackgroundService
{
    private const int Page = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private bool _hasBegun;
    private bool _hasLooked;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not in the way of the start: a house that was closed for long may have much to anchor.
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(fault.GetType().FullName);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
        while (await NextAsync(timer, stoppingToken));
    }

    /// <summary>Begins if that failed until now, and writes down the anchors that the file lacks.</summary>
    internal async Task LookAsync(CancellationToken stoppingToken)
    {
        if (!_hasBegun)
        {
            await grains.GetGrain<ILedgerAnchors>(ILedgerAnchors.Key).Begin().WaitAsync(stoppingToken);
            _hasBegun = true;
        }

        var known = AnchorLog.Read(options.Folder)?.Last ?? 0;
        var last = (await anchors.GetLastAsync(stoppingToken))?.Number ?? 0;
        if (last < known)
        {
            LogFewer(last, known);
            if (_hasLooked)
            {
                // Nobody restores a house that runs.
                return;
            }

            AnchorLog.AppendRestored(options.Folder, last, time.GetUtcNow());
        }

        _hasLooked = true;
        for (var after = Math.Min(known, last); ;)
        {
            var rows = await anchors.ReadAsync(after, Page, stoppingToken);
            AnchorLog.Append(options.Folder, rows);
            if (rows.Length < Page)
            {
                return;
            }

            after = rows[^1].Number;
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(3310, LogLevel.Warning, "{Fault} while the ledgers' anchors were looked after; it is tried again")]
    private partial void LogFailed(string? fault);

    [LoggerMessage(3311, LogLevel.Error, "The database's last anchor is {Last}, anchors.log knows {Known}: an older backup was restored, or anchors were taken out")]
    private partial void LogFewer(long last, long known);
}

/// <summary>Where <c>anchors.log</c> is.</summary>
/// <param name="Folder">The data folder.</param>
internal sealed record LedgerWatchOptions(string Folder);
