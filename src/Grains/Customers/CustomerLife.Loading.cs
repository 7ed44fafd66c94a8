using Luxe.Contracts.Consent;
using Luxe.Grains.Consent;
using Luxe.Grains.Merges;
using Luxe.Storage;
using Microsoft.Extensions.Logging;

namespace Luxe.Grains.Customers;

/// <summary>How she is found again: her snapshot and the rows after it, or all of her journal.</summary>
internal sealed partial class CustomerLife
{
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
        else
        {
            await SealedSnapshot.OpenAsync(snapshot);
        }

        var hadRows = State.Seq > 0 || snapshot.State.Seq > 0;
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

        if (_isDamaged)
        {
            await Repair(kept, cancellationToken);
        }

        snapshot.State = kept.WithoutState();
        _isStale = false;
        await LookErased(hadRows);
        TellAgain(isTold: _isRewound);
    }

    /// <summary>What is not mended may still be a signpost: it must not make her somebody of her own again, under a consent that others have limited since.</summary>
    private async Task Repair(CustomerSnapshot kept, CancellationToken cancellationToken)
    {
        if (await repair.Mend(customerId))
        {
            await LoadWithout(kept, SnapshotFault.Rewound, cancellationToken);
            return;
        }

        var life = new LifeOnPaper(customerId);
        await life.ReadOn(journal);
        if (life.State.Seq == State.Seq && await repair.Signpost(life) is { } into)
        {
            State = State.Apply(new JournalEntry(State.Seq, null, into));
            _purgeOwed = true;
        }
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
        TellAgain(isTold: false);
        return true;
    }

    /// <summary>The state that the journal gives at this moment, beside the one that is held.</summary>
    public async Task<CustomerState> Peek()
    {
        var life = new LifeOnPaper(customerId);
        await ReadOn(life);
        return life.State with { Dropped = State.Dropped };
    }

    /// <summary>Reads a journal, hers or another's, as it is stored.</summary>
    public Task ReadOn(LifeOnPaper life) => life.ReadOn(journal, repair);

    // Newer Orleans can cancel this read, and then asks every caller who could to say so; the embedded contract is 10.4's, which cannot.
    private Task Reread() => snapshot.ReadStateAsync();

    /// <summary>All of the journal. What the snapshot counted is kept, and what it held is written over: it may hold what was purged since.</summary>
    private async Task LoadWithout(CustomerSnapshot kept, SnapshotFault fault, CancellationToken cancellationToken)
    {
        if (fault is SnapshotFault.OtherVersion or SnapshotFault.Rewound)
        {
            SnapshotOutdated(log, fault);
        }
        else
        {
            SnapshotUnused(log, customerId, fault);
        }

        outbox.Clear();
        _purgeOwed = true;

        // One of another version was written when every errand up to its row had run; of one that is damaged nothing is believed.
        var told = fault is SnapshotFault.OtherVersion or SnapshotFault.Rewound ? kept.Seq : 0;
        var dropped = fault == SnapshotFault.WrongChecksum ? 0 : kept.ReadDropped();
        State = (await Replay(CustomerState.Empty, told, tail: 0, cancellationToken))! with { Dropped = Math.Max(dropped, State.Dropped) };
        _droppedKept = dropped;
    }

    /// <summary>An undoing was begun and did not come to its end: what of her was withdrawn for it is told again while the merge stands.</summary>
    private void TellAgain(bool isTold)
    {
        if (snapshot.State.IsUndoing)
        {
            _purgeOwed = true;
            outbox.Add(isTold ? [] : MergeErrands.Standing(State));
        }
    }

    /// <summary>The state after the rows that follow; null when the journal does not hold the row that the state was taken after.</summary>
    private async Task<CustomerState?> Replay(CustomerState from, long told, uint tail, CancellationToken cancellationToken)
    {
        var state = from;
        LostDecisions? lost = null;
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
            if (from.Seq > 0 && (entry.Event is MergeUndone or Restored or Retained || (entry.Event is ConsentDecided e && CustomerPurge.Empties(state, e.Decision, e.Origin) != DataUses.None)))
            {
                // The append that wrote it emptied rows that the snapshot was folded from.
                _isRewound = true;
                return null;
            }

            await repair.Look(customerId, entry);
            lost ??= entry.IsDamaged || entry.IsUnreadable ? new LostDecisions(await repair.Ledger(customerId, state.Ledger.Seq)) : null;
            var next = lost?.Apply(state, entry) ?? state.Apply(entry);
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

        _isDamaged = lost is not null;
        if (lost is not null)
        {
            state = lost.End(state);
            repair.Tell(customerId, lost);
            _purgeOwed |= state.Consent.Tier < from.Consent.Tier;
            if (from.Seq > 0 && (lost.Closed & ~ConsentGate.ClosedBy(from.Consent)) != DataUses.None)
            {
                _isRewound = true;
                return null;
            }
        }

        return isFound ? state : null;
    }

    // Not after which row: how many there were is of what she may have withdrawn since.
    [LoggerMessage(1103, LogLevel.Warning, "The snapshot of customer {CustomerId} is not used ({Fault}); her journal is replayed.")]
    private static partial void SnapshotUnused(ILogger log, string customerId, SnapshotFault fault);

    [LoggerMessage(1140, LogLevel.Information, "A snapshot is not used ({Fault}); the journal is replayed.")]
    private static partial void SnapshotOutdated(ILogger log, SnapshotFault fault);
}
