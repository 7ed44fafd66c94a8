using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Grains.Consent;
using Luxe.Grains.Merges;
using Luxe.Grains.Time;
using Luxe.Storage;
using Microsoft.Extensions.Logging;

namespace Luxe.Grains.Customers;

/// <summary>
/// What is done about journal rows that cannot be read: they are put on the list, and the rest is served. Storage reports those that are
/// not as they were written; those that are, and still say nothing the fold knows, are reported here.
/// </summary>
internal sealed partial class JournalRepair(IQuarantine quarantine, ILedger ledger, MergeRepair merges, TimeProvider time, ILogger<JournalRepair> log)
{
    /// <summary>Whether damaged rows of hers are known.</summary>
    public Task<bool> IsListed(string customerId) => merges.IsListed(customerId);

    /// <summary>Mends rows of merges from their other side (see <see cref="MergeRepair.Mend"/>).</summary>
    public Task<bool> Mend(string customerId, string? door = null) => merges.Mend(customerId, door);

    /// <summary>Puts a row on the list if its payload is whole and cannot be read.</summary>
    public async ValueTask Look(string customerId, JournalEntry entry)
    {
        if (!entry.IsUnreadable)
        {
            return;
        }

        Unreadable(log, customerId, entry.Seq);
        try
        {
            await quarantine.ReportAsync([new QuarantinedRow(customerId, entry.Seq, RowDamage.Unreadable, time.Now())]);
        }
        catch (StorageException fault)
        {
            // The next replay finds it again.
            NotListed(log, fault);
        }
    }

    /// <summary>Her ledger from behind an entry: it has every decision, those too whose rows were lost.</summary>
    public async Task<ImmutableArray<LedgerEntry>> Ledger(string customerId, long after)
    {
        var entries = ImmutableArray.CreateBuilder<LedgerEntry>();
        await foreach (var row in ledger.ReadAsync(customerId, after))
        {
            entries.Add(ConsentLedger.Read(row));
        }

        return entries.DrainToImmutable();
    }

    /// <summary>Says which decisions were taken from the ledger.</summary>
    public void Tell(string customerId, LostDecisions lost)
    {
        foreach (var entry in lost.Taken)
        {
            FromLedger(log, customerId, entry);
        }
    }

    /// <summary>The lost row by which she became part of another, when that other's journal says so (see <see cref="MergeRepair.Signpost"/>).</summary>
    public Task<MergedInto?> Signpost(LifeOnPaper life) => merges.Signpost(life);

    [LoggerMessage(1120, LogLevel.Error, "Row {Seq} of customer {CustomerId}'s journal says nothing that is known; the others are served.")]
    private static partial void Unreadable(ILogger log, string customerId, long seq);

    [LoggerMessage(1121, LogLevel.Warning, "A row that cannot be read could not be put on the list of quarantined rows now.")]
    private static partial void NotListed(ILogger log, Exception fault);

    [LoggerMessage(1122, LogLevel.Warning, "The decision {Entry} of customer {CustomerId} was taken from her ledger, since its journal row is damaged.")]
    private static partial void FromLedger(ILogger log, string customerId, long entry);
}
