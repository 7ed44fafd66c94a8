using System.Collections.Concurrent;
using Luxe.Storage.Commit;
using Microsoft.Extensions.Logging;

namespace Luxe.Storage.Quarantine;

/// <summary>Reports damaged rows as reads meet them: each once per process, and never in the way of the read.</summary>
internal sealed partial class Quarantiner(IQuarantine quarantine, TimeProvider time, ILogger<Quarantiner> logger)
{
    private const int MostRemembered = 100_000;
    private readonly ConcurrentDictionary<(string Customer, long Seq), bool> _reported = new();

    public async Task LookAsync(string customer, IReadOnlyList<JournalRow> rows)
    {
        List<QuarantinedRow>? found = null;
        foreach (var row in rows)
        {
            if (row.Damage is { } damage && _reported.TryAdd((customer, row.Seq), true))
            {
                (found ??= []).Add(new(customer, row.Seq, damage, time.GetUtcNow()));
            }
        }

        if (found is not null)
        {
            await ReportAsync(found);
        }
    }

    // Without the reader's token: what one reader found and left is still found.
    private async Task ReportAsync(List<QuarantinedRow> found)
    {
        foreach (var row in found)
        {
            LogFound(row.Customer, row.Seq, row.Reason);
        }

        StorageMeter.Quarantined(found.Count);
        try
        {
            await quarantine.ReportAsync([.. found], CancellationToken.None);
            if (_reported.Count > MostRemembered)
            {
                _reported.Clear();
            }
        }
        catch (StorageException fault)
        {
            // The next read finds them again.
            found.ForEach(row => _reported.TryRemove((row.Customer, row.Seq), out _));
            LogNotListed(found.Count, fault);
        }
    }

    [LoggerMessage(1020, LogLevel.Error, "Row {Seq} of customer {Customer}'s journal is damaged ({Damage}); the others are served.")]
    private partial void LogFound(string customer, long seq, RowDamage damage);

    [LoggerMessage(1021, LogLevel.Warning, "{Count} damaged rows could not be put on the list of quarantined rows now.")]
    private partial void LogNotListed(int count, Exception fault);
}
