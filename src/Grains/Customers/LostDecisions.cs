using Luxe.Contracts.Consent;
using Luxe.Grains.Consent;
using Luxe.Grains.Merges;

namespace Luxe.Grains.Customers;

/// <summary>
/// Decisions whose journal rows are damaged, as the ledger has them, taken in their place: a withdrawal must hold though its row is lost, and though later ones
/// came late or a merge was undone since. Of an entry that no row can be matched to, it is not known whether its row was damaged or released with a merge: it takes
/// away and never gives. One of these is good for one replay.
/// </summary>
/// <param name="ledger">Entries in order, from the first that the replay may lack.</param>
/// <param name="skipped">Numbers of entries whose rows the replay leaves out on purpose.</param>
internal sealed class LostDecisions(IReadOnlyList<LedgerEntry> ledger, IReadOnlySet<long>? skipped = null)
{
    private readonly List<long> _taken = [];
    private bool _wasDamaged;

    /// <summary>A row was damaged, of which nobody knows what it was, since one last said where the ledger ended.</summary>
    private bool _isOpen;

    /// <summary>The entries that were taken.</summary>
    public IReadOnlyList<long> Taken => _taken;

    /// <summary>Every use that one of them closed: its append emptied rows of it, though a later decision may have opened it again.</summary>
    public DataUses Closed { get; private set; }

    /// <summary>Where the ledger ended after a row that says so; null for others.</summary>
    public static LedgerHead? HeadOf(CustomerEvent? @event) => @event switch
    {
        ConsentDecided e => e.Ledger,
        Merged e => e.Ledger,
        MergeUndone e => e.Ledger,
        Restored e => e.Ledger,
        _ => null,
    };

    /// <summary>The state after one more row, and after what was lost before it.</summary>
    public CustomerState Apply(CustomerState state, JournalEntry entry)
    {
        if (entry.IsDamaged || entry.IsUnreadable)
        {
            _wasDamaged = true;
            if (ledger.FirstOrDefault(lost => lost.Seq > state.Ledger.Seq && lost.Decision.EventId == entry.EventId) is not { } hers)
            {
                _isOpen = true;
                return state.Apply(entry);
            }

            return Take(Between(state, hers.Seq, null), hers, entry.Seq, isHers: true).Apply(entry);
        }

        if (HeadOf(entry.Event) is { } head)
        {
            state = Between(state, Writes(entry, head) ? head.Seq : head.Seq + 1, (entry.Event as MergeUndone)?.MergeId);
            _isOpen = false;
        }

        return state.Apply(entry);
    }

    /// <summary>The state after what was lost behind the last row that is whole.</summary>
    public CustomerState End(CustomerState state) => !_wasDamaged ? state : ledger
        .Where(entry => entry.Seq > state.Ledger.Seq && skipped?.Contains(entry.Seq) != true)
        .Aggregate(state, (held, entry) => Take(held, entry, held.Seq, isHers: true));

    /// <summary>Whether the ledger's last entry is the row's own.</summary>
    private bool Writes(JournalEntry entry, LedgerHead head) =>
        entry.Event is ConsentDecided or Merged || ledger.Any(written => written.Seq == head.Seq && written.Decision.EventId == UndoneBy(entry.Event));

    private static string? UndoneBy(CustomerEvent? @event) => @event switch
    {
        MergeUndone e => MergeRules.UndoIdOf(e.MergeId),
        Restored e => MergeRules.UndoIdOf(e.MergeId),
        _ => null,
    };

    private CustomerState Between(CustomerState state, long before, string? undone) => !_isOpen ? state : ledger
        .Where(entry => entry.Seq > state.Ledger.Seq && entry.Seq < before && skipped?.Contains(entry.Seq) != true)
        .Where(entry => undone is null || entry.Decision.EventId != MergeRules.EventIdOf(undone))
        .Aggregate(state, (held, entry) => Take(held, entry, held.Seq, isHers: false));

    private CustomerState Take(CustomerState state, LedgerEntry entry, long seq, bool isHers)
    {
        _taken.Add(entry.Seq);
        Closed |= ConsentGate.ClosedBy(entry.Decision.Held());
        var head = new LedgerHead(entry.Seq, entry.Hash);
        if (state.IsErased)
        {
            return state with { Ledger = head };
        }

        // What follows from a merge was said by nobody.
        var isSaid = entry.Decision.Channel != StricterConsent.Channel;
        return isHers && isSaid
            ? state.Apply(new JournalEntry(seq, null, new ConsentDecided(entry.Decision, head))) with { Seq = state.Seq }
            : StateCut.Hidden(state with { Consent = Limited(state.Consent, entry.Decision, isSaid), Ledger = head }, state.Consent);
    }

    private static ConsentView Limited(ConsentView held, ConsentDecision decision, bool isSaid) =>
        !held.IsUndecided() ? StricterConsent.Of(held, isSaid ? decision.Held() : decision.Held() with { DecidedAt = null })
        : isSaid ? decision.Held() with { Tier = ConsentTier.None, Purposes = Purposes.None }
        : held;
}
