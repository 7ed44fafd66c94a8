using System.Collections.Immutable;
using Luxe.Grains.Merges;
using Luxe.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Luxe.Grains.Customers;

/// <summary>A client's state and its durable half: the journal is the truth, the snapshot saves replaying all of it.</summary>
internal sealed partial class CustomerLife(
    string customerId, IJournal journal, IPersistentState<CustomerSnapshot> snapshot, CustomerOutbox outbox, JournalRepair repair, LuxeGrainsOptions options, ILogger log)
{
    private bool _isLoaded;
    private bool _purgeOwed;
    private long _droppedKept;
    private bool _watchesLifted;
    private bool _isRewound;
    private bool _isDamaged;

    /// <summary>What an undoing did or told is not known here: she is to be read again before anything else.</summary>
    private bool _isStale;

    /// <summary>Rows since the snapshot brought errands; a replay without it would run them again.</summary>
    private bool _hadErrands;

    /// <summary>What <see cref="CustomerSnapshot.TailOf"/> says of the last row that the state holds.</summary>
    private uint _tail;

    public CustomerState State { get; private set; } = CustomerState.Empty;

    /// <summary>Whether errands wait.</summary>
    public bool Owes => !outbox.IsEmpty;

    /// <summary>Whether the snapshot on disk may hold what her journal does not any more.</summary>
    public bool IsPurgeOwed => _purgeOwed;

    /// <summary>
    /// Makes a change durable; from then on its state holds. Nothing changes when the append is refused; watches that were lifted for it
    /// are owed again.
    /// </summary>
    public async Task Append(CustomerStep step, CustomerChange change, DateTimeOffset now)
    {
        if (step.Entries.Count == 0)
        {
            return;
        }

        if (change.RedactAboveTier is not null || change.Emptied is not null)
        {
            await Forgo(CustomerErrands.BeforePurge(step.Before, step.After));
        }
        else if (change.Rewound is { } after)
        {
            await BeginUndo();
            await Forgo(MergeErrands.BeforeUndo(step.Before, after));
        }

        var rows = Rows(step, now);
        try
        {
            await journal.AppendAsync(Due(Written(change.Others.Insert(0, new JournalAppend
            {
                Customer = customerId,
                ExpectedSeq = State.Seq,
                Rows = rows,
                Ledger = change.Ledger is { } row ? [row] : [],
                RedactAboveTier = (int?)change.RedactAboveTier,
                RedactSeqs = change.Redact,
                ReleaseSeqs = change.Release,
            }), now), now));
        }
        catch (Exception) when (change.Rewound is not null)
        {
            // Whatever became of it, the snapshot says what is to be told again.
            (_watchesLifted, _isStale) = (false, true);
            throw;
        }
        catch (Exception fault) when (fault is not StorageException or StorageUnavailableException { OutcomeUnknown: true })
        {
            // The purge may have happened: what was lifted for it stays lifted.
            _watchesLifted = false;
            throw;
        }

        _watchesLifted = false;
        if (change.Rewound is not null)
        {
            // What was released cannot be folded back: she is replayed, and what gate 1 counted since the snapshot is kept.
            var dropped = State.Dropped;
            _isStale = true;
            await Load();
            State = State with { Dropped = dropped };
            return;
        }

        _purgeOwed |= change.RedactAboveTier is not null || change.Emptied is not null || step.After.Consent.Tier < step.Before.Consent.Tier || step.After.IsErased;
        State = step.After;
        _tail = CustomerSnapshot.TailOf(rows[^1]);
        _hadErrands |= step.Errands.Count > 0;
        outbox.Add(step.Errands);
    }

    /// <summary>Whether an append was refused for an event id alone: her journal ends where the state does, so there is nothing to replay.</summary>
    public bool IsMerelyRepeated(JournalConflictException conflict) =>
        conflict is DuplicateEventIdException && conflict.Customer == customerId && conflict.ActualSeq == State.Seq;

    /// <summary>Which of these event ids the journal knows, as far as they are remembered here; of older ones it refuses the append.</summary>
    public async ValueTask<IReadOnlySet<string>> FindRepeats(string[] eventIds) => State.RecentIds.Hinted(eventIds) is { IsEmpty: false } hinted
        ? await journal.FindEventIdsAsync(customerId, hinted)
        : ImmutableHashSet<string>.Empty;

    /// <summary>Counts what gate 1 refused.</summary>
    public void Count(int dropped) => State = dropped == 0 ? State : State with { Dropped = State.Dropped + dropped };

    /// <summary>Runs what is owed: errands, then the snapshot that a purge or many rows call for.</summary>
    public async Task Settle()
    {
        if (_isStale)
        {
            await Load();
        }

        if (_watchesLifted)
        {
            outbox.Add(MergeErrands.Standing(State));
            _watchesLifted = false;
        }

        await outbox.Drain(State);
        if (_purgeOwed || State.Seq - snapshot.State.Seq >= options.SnapshotEvery)
        {
            await Save();
        }
    }

    /// <summary>
    /// Writes the snapshot before she is put down, unless it would save next to nothing: a few rows to replay, which bring no errand and hide no count.
    /// </summary>
    public Task PutDown() => !_purgeOwed && !_hadErrands && State.Dropped == _droppedKept && State.Seq - snapshot.State.Seq < options.SnapshotFrom
        ? Task.CompletedTask
        : Save();

    /// <summary>Writes the snapshot if it would say anything new. Never while errands wait: they would be forgotten.</summary>
    public async Task Save()
    {
        if (State.IsErased)
        {
            await (_purgeOwed ? Forget() : Task.CompletedTask);
            return;
        }

        if (!outbox.IsEmpty || _watchesLifted || _isStale || (State.Seq == snapshot.State.Seq && State.Dropped == _droppedKept && !_purgeOwed))
        {
            return;
        }

        await Keep(CustomerSnapshot.Of(State, _tail));
        _purgeOwed = false;
    }

    /// <summary>
    /// What is withdrawn before an undoing stands in no row. Should it be cut off, by a kill too, this snapshot tells the next activation to tell it all again.
    /// </summary>
    private async Task BeginUndo()
    {
        await outbox.Drain(State);
        var begun = CustomerSnapshot.Of(State, _tail);
        begun.IsUndoing = true;
        try
        {
            await Keep(begun);
        }
        catch (InconsistentStateException)
        {
            // Another activation wrote one.
            await Reread();
            await Keep(begun);
        }

        _purgeOwed = true;
    }

    private async Task Keep(CustomerSnapshot next)
    {
        var former = snapshot.State;
        snapshot.State = next;
        try
        {
            await snapshot.WriteStateAsync();
        }
        catch
        {
            snapshot.State = former;
            throw;
        }

        snapshot.State = next.WithoutState();
        _hadErrands = false;
        _droppedKept = State.Dropped;
    }

    /// <summary>Ledger entries say when they were written; the hash does not cover it.</summary>
    private static ImmutableArray<JournalAppend> Written(ImmutableArray<JournalAppend> appends, DateTimeOffset now) => appends.All(static append => append.Ledger.IsEmpty)
        ? appends
        : [.. appends.Select(append => append with { Ledger = [.. append.Ledger.Select(row => row with { WrittenAt = now })] })];

    private static ImmutableArray<JournalRow> Rows(CustomerStep step, DateTimeOffset now)
    {
        var rows = ImmutableArray.CreateBuilder<JournalRow>(step.Entries.Count);
        for (var i = 0; i < step.Entries.Count; i++)
        {
            rows.Add(CustomerRows.ToRow(step.Entries[i], now));
        }

        return rows.DrainToImmutable();
    }

    /// <summary>
    /// A purge redacts the very rows from which a replay would find these errands, so they run before it as well as after. Naming the pieces
    /// and the store in the decision's own row would be found by a replay too, but would keep, for good, what she asked to have forgotten.
    /// Cut off between here and the append, a wish that the snapshot holds is no longer watched: her decision, which was not
    /// acknowledged and is sent again, asks for just that.
    /// </summary>
    private async Task Forgo(IEnumerable<CustomerErrand> due)
    {
        var errands = due.ToImmutableArray();
        _watchesLifted = errands.Any(static errand => errand is not CustomerErrand.ReviewVisit);
        foreach (var errand in errands)
        {
            await outbox.Run(errand, State);
        }
    }
}
