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

    /// <summary>
    /// The state with the decisions whose rows were lost: a withdrawal must hold even when its row is damaged. The ledger has them all.
    /// </summary>
    public async Task<CustomerState> WithLedger(string customerId, CustomerState state)
    {
        await foreach (var row in ledger.ReadAsync(customerId, state.Ledger.Seq))
        {
            var decided = new ConsentDecided(ConsentLedger.Read(row).Decision, new LedgerHead(row.Seq, row.Hash));
            state = state.Apply(new JournalEntry(state.Seq, null, decided));
            FromLedger(log, customerId, row.Seq);
        }

        return state;
    }

    [LoggerMessage(1120, LogLevel.Error, "Row {Seq} of customer {CustomerId}'s journal says nothing that is known; the others are served.")]
    private static partial void Unreadable(ILogger log, string customerId, long seq);

    [LoggerMessage(1121, LogLevel.Warning, "A row that cannot be read could not be put on the list of quarantined rows now.")]
    private static partial void NotListed(ILogger log, Exception fault);

    [LoggerMessage(1122, LogLevel.Warning, "The decision {Entry} of customer {CustomerId} was taken from her ledger, since its journal row is damaged.")]
    private static partial void FromLedger(ILogger log, string customerId, long entry);
}
