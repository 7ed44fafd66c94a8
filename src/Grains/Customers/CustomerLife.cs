using System.Collections.Immutable;
using Luxe.Grains.Merges;
using Luxe.Storage;
using Microsoft.Extensions.Logging;

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

    /// <summary>Rows since the snapshot brought errands; a replay without it would run them again.</summary>
    private bool _hadErrands;

    /// <summary>What <see cref="CustomerSnapshot.TailOf"/> says of the last row that the state holds.</summary>
    private uint _tail;

    public CustomerState State { get; private set; } = CustomerState.Empty;

    /// <summary>Whether the snapshot on disk may hold what her journal does not any more.</summary>
    public bool IsPurgeOwed => _purgeOwed;

    /// <summary>
    /// Snapshot and the rows after it; all rows when the snapshot cannot be used. Errands of rows that no snapshot holds may have been
    /// cut off, so they wait in the outbox again.
    /// </summary>
    public async Task Load(CancellationToken cancellationToken = default)
    {
        if (_isLoaded)
        {
            // Its text left memory, and another activation may have written a newer one.
            await Reread();
        }

        _isLoaded = true;
        _isRewound = false;
        outbox.Clear();
        var kept = snapshot.State;
        var (held, fault) = kept.Read();
        if (fault is null && await Replay(held ?? CustomerState.Empty, held?.Seq ?? 0, kept.Tail, cancellationToken) is { } state)
        {
            // What gate 1 counted since the snapshot is nowhere but here.
            (State, _droppedKept) = (state with { Dropped = Math.Max(state.Dropped, State.Dropped) }, state.Dropped);
        }
        else
        {
            await LoadWithout(kept, fault ?? (_isRewound ? SnapshotFault.Rewound : SnapshotFault.AheadOfJournal), cancellationToken);
        }

        if (_isDamaged && await repair.Mend(customerId))
        {
            await LoadWithout(kept, SnapshotFault.Rewound, cancellationToken);
        }

        snapshot.State = kept.WithoutState();
    }

    /// <summary>
    /// A snapshot may have been taken when a row was damaged already, so that no load meets it again. Whether she was mended, and replayed.
    /// </summary>
    /// <param name="door">By which somebody came though she does not know it, if so.</param>
    public async Task<bool> Mend(string? door = null)
    {
        if (!await repair.IsListed(customerId) || !await repair.Mend(customerId, door))
        {
            return false;
        }

        await LoadWithout(snapshot.State, SnapshotFault.Rewound, CancellationToken.None);
        return true;
    }

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

        if (change.RedactAboveTier is not null || change.RedactAll)
        {
            await Forgo(CustomerErrands.BeforePurge(step.Before, step.After));
        }
        else if (change.Rewound is { } after)
        {
            await Forgo(MergeErrands.BeforeUndo(step.Before, after));
        }

        var rows = Rows(step, now);
        try
        {
            await journal.AppendAsync(change.Others.Insert(0, new JournalAppend
            {
                Customer = customerId,
                ExpectedSeq = State.Seq,
                Rows = rows,
                Ledger = change.Ledger is { } row ? [row] : [],
                RedactAboveTier = change.RedactAll ? -1 : (int?)change.RedactAboveTier,
                RedactSeqs = change.Redact,
                ReleaseSeqs = change.Release,
            }));
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
            await Load();
            State = State with { Dropped = dropped };
            return;
        }

        _purgeOwed |= change.RedactAboveTier is not null || step.After.Consent.Tier < step.Before.Consent.Tier || step.After.IsErased;
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

    /// <summary>The state that the journal gives at this moment, beside the one that is held.</summary>
    public async Task<CustomerState> Peek()
    {
        var life = new LifeOnPaper(customerId);
        await ReadOn(life);
        return life.State with { Dropped = State.Dropped };
    }

    /// <summary>Reads a journal, hers or another's, as it is stored.</summary>
    public Task ReadOn(LifeOnPaper life) => life.ReadOn(journal, repair);

    /// <summary>Counts what gate 1 refused.</summary>
    public void Count(int dropped) => State = dropped == 0 ? State : State with { Dropped = State.Dropped + dropped };

    /// <summary>Runs what is owed: errands, then the snapshot that a purge or many rows call for.</summary>
    public async Task Settle()
    {
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
        if (!outbox.IsEmpty || _watchesLifted || (State.Seq == snapshot.State.Seq && State.Dropped == _droppedKept && !_purgeOwed))
        {
            return;
        }

        var former = snapshot.State;
        snapshot.State = CustomerSnapshot.Of(State, _tail);
        try
        {
            await snapshot.WriteStateAsync();
        }
        catch
        {
            snapshot.State = former;
            throw;
        }

        snapshot.State = snapshot.State.WithoutState();
        _purgeOwed = _hadErrands = false;
        _droppedKept = State.Dropped;
    }

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

    // Newer Orleans can cancel this read, and then asks every caller who could to say so; the embedded contract is 10.4's, which cannot.
    private Task Reread() => snapshot.ReadStateAsync();

    /// <summary>All of the journal. What the snapshot counted is kept, and what it held is written over: it may hold what was purged since.</summary>
    private async Task LoadWithout(CustomerSnapshot kept, SnapshotFault fault, CancellationToken cancellationToken)
    {
        SnapshotUnused(log, fault is SnapshotFault.OtherVersion or SnapshotFault.Rewound ? LogLevel.Information : LogLevel.Warning, customerId, kept.Seq, fault);
        outbox.Clear();
        _purgeOwed = true;

        // One of another version was written when every errand up to its row had run; of one that is damaged nothing is believed.
        var told = fault is SnapshotFault.OtherVersion or SnapshotFault.Rewound ? kept.Seq : 0;
        var dropped = fault == SnapshotFault.WrongChecksum ? 0 : kept.ReadDropped();
        State = (await Replay(CustomerState.Empty, told, tail: 0, cancellationToken))! with { Dropped = Math.Max(dropped, State.Dropped) };
        _droppedKept = dropped;
    }

    /// <summary>The state after the rows that follow; null when the journal does not hold the row that the state was taken after.</summary>
    private async Task<CustomerState?> Replay(CustomerState from, long told, uint tail, CancellationToken cancellationToken)
    {
        var state = from;
        var isWhole = true;
        _tail = tail;
        var isFound = from.Seq == 0;
        await foreach (var row in journal.ReadAsync(customerId, Math.Max(0, from.Seq - 1), int.MaxValue, cancellationToken))
        {
            if (!isFound)
            {
                if (row.Seq != from.Seq || CustomerSnapshot.TailOf(row) != tail)
                {
                    return null;
                }

                isFound = true;
                continue;
            }

            var entry = CustomerRows.FromRow(row);
            if (entry.Event is MergeUndone or Restored && from.Seq > 0)
            {
                _isRewound = true;
                return null;
            }

            await repair.Look(customerId, entry);
            isWhole &= !entry.IsDamaged && !entry.IsUnreadable;
            var next = state.Apply(entry);
            if (entry.Seq > told)
            {
                outbox.Add(CustomerErrands.Of(customerId, state, entry.Event, next));
                _hadErrands |= !outbox.IsEmpty;
            }

            // The snapshot on disk still holds what this decision purged.
            _purgeOwed |= next.Consent.Tier < from.Consent.Tier || entry.Event is MergedInto or Erased;
            _tail = CustomerSnapshot.TailOf(row);
            state = next;
        }

        _isDamaged = !isWhole;
        if (!isWhole)
        {
            state = await repair.WithLedger(customerId, state);
            _purgeOwed |= state.Consent.Tier < from.Consent.Tier;
        }

        return isFound ? state : null;
    }

    [LoggerMessage(EventId = 1103, Message = "The snapshot of customer {CustomerId} after row {Seq} is not used ({Fault}); her journal is replayed.")]
    private static partial void SnapshotUnused(ILogger log, LogLevel level, string customerId, long seq, SnapshotFault fault);
}
