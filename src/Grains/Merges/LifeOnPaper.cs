using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Grains.Customers;
using Luxe.Storage;

namespace Luxe.Grains.Merges;

/// <summary>A client's journal as it is stored, and the state that follows from it, read without asking her grain.</summary>
internal sealed class LifeOnPaper(string customerId)
{
    private readonly List<JournalEntry> _entries = [];

    /// <summary>Her ledger, when rows of hers are damaged.</summary>
    private ImmutableArray<LedgerEntry> _ledger = [];

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
        if (read > 0 && _entries.Skip(read).Any(static entry => entry.Event is ConsentDecided or Merged or MergedInto or MergeUndone or Restored or Erased or Retained))
        {
            _entries.Clear();
            State = CustomerState.Empty;
            await Read(journal);
        }

        if (repair is not null && _entries.Exists(static entry => entry.IsDamaged || entry.IsUnreadable))
        {
            _ledger = await repair.Ledger(CustomerId, 0);
            State = Fold();
            State = await repair.Signpost(this) is { } into ? State.Apply(new JournalEntry(State.Seq, null, into)) : State;
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

    /// <summary>The state that would follow had these rows never been, and were the content of others gone; their numbers stay.</summary>
    public CustomerState Without(IReadOnlySet<long> seqs, IReadOnlySet<long>? emptied = null) => Fold(seqs, emptied);

    /// <summary>The state that would follow were the content of these rows gone; their numbers and ids stay.</summary>
    public CustomerState Emptied(IReadOnlySet<long> seqs) => Fold(emptied: seqs);

    /// <summary>Each row with the state before it.</summary>
    public IEnumerable<(CustomerState Before, JournalEntry Entry)> Steps()
    {
        var (state, lost) = (CustomerState.Empty, new LostDecisions(_ledger));
        foreach (var entry in _entries)
        {
            yield return (state, entry);
            state = lost.Apply(state, entry);
        }
    }

    private CustomerState Fold(IReadOnlySet<long>? without = null, IReadOnlySet<long>? emptied = null)
    {
        HashSet<long> skipped = without is null || _ledger.IsEmpty
            ? []
            : [.. _entries.Where(entry => without.Contains(entry.Seq)).Select(static entry => LostDecisions.HeadOf(entry.Event)?.Seq).OfType<long>()];
        var lost = new LostDecisions(_ledger, skipped);
        return lost.End(_entries.Aggregate(CustomerState.Empty, (state, entry) =>
            without?.Contains(entry.Seq) == true ? state.Apply(new JournalEntry(entry.Seq, null, null))
            : lost.Apply(state, emptied?.Contains(entry.Seq) == true ? entry with { Event = null } : entry)));
    }
}
