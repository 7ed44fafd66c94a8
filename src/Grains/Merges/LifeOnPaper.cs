using System.Collections.Immutable;
using Luxe.Grains.Customers;
using Luxe.Storage;

namespace Luxe.Grains.Merges;

/// <summary>A client's journal as it is stored, and the state that follows from it, read without asking her grain.</summary>
internal sealed class LifeOnPaper(string customerId)
{
    private readonly List<JournalEntry> _entries = [];

    public string CustomerId { get; } = customerId;

    public CustomerState State { get; private set; } = CustomerState.Empty;

    public IReadOnlyList<JournalEntry> Entries => _entries;

    /// <summary>Every id that must not come again, of purged rows too.</summary>
    public IReadOnlyCollection<string> EventIds => [.. _entries.Where(static entry => entry.EventId is not null).Select(static entry => entry.EventId!)];

    /// <summary>
    /// Reads on from where it stopped: what others wrote meanwhile is little. When that may have emptied rows that were read before, all is read again.
    /// Decisions whose rows are damaged are taken from the ledger: a withdrawal holds though its row is lost.
    /// </summary>
    public async Task ReadOn(IJournal journal, JournalRepair? repair = null)
    {
        var read = _entries.Count;
        await Read(journal);
        if (read > 0 && _entries.Skip(read).Any(static entry => entry.Event is ConsentDecided or Merged or MergedInto or MergeUndone or Restored or Erased))
        {
            _entries.Clear();
            State = CustomerState.Empty;
            await Read(journal);
        }

        if (repair is not null && _entries.Exists(static entry => entry.IsDamaged || entry.IsUnreadable))
        {
            State = await repair.WithLedger(CustomerId, State);
        }
    }

    public void Add(JournalEntry entry)
    {
        _entries.Add(entry);
        State = State.Apply(entry);
    }

    private async Task Read(IJournal journal)
    {
        await foreach (var row in journal.ReadAsync(CustomerId, State.Seq))
        {
            Add(CustomerRows.FromRow(row));
        }
    }

    /// <summary>The state that would follow had these rows never been; their numbers stay.</summary>
    public CustomerState Without(IReadOnlySet<long> seqs) =>
        CustomerState.Empty.Apply(_entries.Select(entry => seqs.Contains(entry.Seq) ? new JournalEntry(entry.Seq, null, null) : entry));
}
