using System.Collections.Immutable;
using System.Text.Json;
using Luxe.Contracts.Consent;
using Luxe.Storage;
using Orleans.Storage;

namespace Luxe.Grains.Customers;

/// <summary>A client's state and its durable half: the journal is the truth, the snapshot saves replaying all of it.</summary>
internal sealed class CustomerLife(
    string customerId, IJournal journal, IPersistentState<CustomerSnapshot> snapshot, CustomerOutbox outbox, LuxeGrainsOptions options)
{
    private bool _purgeOwed;
    private long _droppedKept;
    private bool _watchesLifted;

    public CustomerState State { get; private set; } = CustomerState.Empty;

    /// <summary>Snapshot and the rows after it. Their errands may have been cut off, so they wait in the outbox again.</summary>
    public async Task Load(CancellationToken cancellationToken = default)
    {
        outbox.Clear();
        var state = snapshot.State is { Version: CustomerSnapshot.CurrentVersion, Json: { Length: > 0 } json }
            ? JsonSerializer.Deserialize(json, CustomerJson.Default.CustomerState)!
            : CustomerState.Empty;
        var stored = state.Consent.Tier;

        // One of another version cannot be read for what it holds: it is written over, lest it outlive a purge.
        _purgeOwed |= snapshot.State is { Version: not CustomerSnapshot.CurrentVersion, Json.Length: > 0 };
        _droppedKept = state.Dropped;
        await foreach (var row in journal.ReadAsync(customerId, state.Seq, int.MaxValue, cancellationToken))
        {
            state = Fold(state, CustomerRows.FromRow(row));

            // The snapshot on disk still holds what this decision purged.
            _purgeOwed |= state.Consent.Tier < stored;
        }

        State = state;
    }

    /// <summary>Makes a change durable, then folds it. Nothing changes when the append is refused; watches that were lifted for it are owed again.</summary>
    public async Task Append(CustomerChange change, DateTimeOffset now)
    {
        if (change.Events.IsEmpty)
        {
            return;
        }

        var entries = change.Events.Select((e, i) => new JournalEntry(State.Seq + i + 1, CustomerRows.EventIdOf(e), e)).ToImmutableArray();
        if (change.RedactAboveTier is not null)
        {
            await Forgo(entries);
        }

        try
        {
            await journal.AppendAsync(new JournalAppend
            {
                Customer = customerId,
                ExpectedSeq = State.Seq,
                Rows = [.. entries.Select(entry => CustomerRows.ToRow(entry, now))],
                Ledger = change.Ledger is { } row ? [row] : [],
                RedactAboveTier = (int?)change.RedactAboveTier,
            });
        }
        catch (Exception fault) when (fault is not StorageException or StorageUnavailableException { OutcomeUnknown: true })
        {
            // The purge may have happened: what was lifted for it stays lifted.
            _watchesLifted = false;
            throw;
        }

        _purgeOwed |= change.RedactAboveTier is not null;
        _watchesLifted = false;
        State = entries.Aggregate(State, Fold);
    }

    /// <summary>Which of these event ids her journal knows beyond what is remembered here.</summary>
    public async Task<IReadOnlySet<string>> FindForgotten(IReadOnlyCollection<string> eventIds)
    {
        string[] unknown = [.. eventIds.Where(id => !State.RecentIds.Contains(id))];
        return unknown.Length == 0 ? ImmutableHashSet<string>.Empty : await journal.FindEventIdsAsync(customerId, unknown);
    }

    /// <summary>Counts what gate 1 refused.</summary>
    public void Count(int dropped) => State = dropped == 0 ? State : State with { Dropped = State.Dropped + dropped };

    /// <summary>Runs what is owed: errands, then the snapshot that a purge or many rows call for.</summary>
    public async Task Settle()
    {
        if (_watchesLifted)
        {
            outbox.Add(CustomerErrands.Watches(State));
            _watchesLifted = false;
        }

        await outbox.Drain(State);
        if (_purgeOwed || State.Seq - snapshot.State.Seq >= options.SnapshotEvery)
        {
            await Save();
        }
    }

    /// <summary>Writes the snapshot if it would say anything new. Never while errands wait: they would be forgotten.</summary>
    public async Task Save()
    {
        if (!outbox.IsEmpty || _watchesLifted || (State.Seq == snapshot.State.Seq && State.Dropped == _droppedKept && !_purgeOwed))
        {
            return;
        }

        var former = snapshot.State;
        snapshot.State = new CustomerSnapshot
        {
            Seq = State.Seq,
            Json = JsonSerializer.Serialize(State, CustomerJson.Default.CustomerState),
            Version = CustomerSnapshot.CurrentVersion,
        };
        try
        {
            await snapshot.WriteStateAsync();
        }
        catch
        {
            snapshot.State = former;
            throw;
        }

        _purgeOwed = false;
        _droppedKept = State.Dropped;
    }

    /// <summary>
    /// A purge redacts the very rows from which a replay would find these errands, so they run before it as well as after. Naming the pieces
    /// and the store in the decision's own row would be found by a replay too, but would keep, for good, what she asked to have forgotten.
    /// Cut off between here and the append, a wish that the snapshot holds is no longer watched: her decision, which was not
    /// acknowledged and is sent again, asks for just that.
    /// </summary>
    private async Task Forgo(IEnumerable<JournalEntry> entries)
    {
        var errands = CustomerErrands.BeforePurge(State, State.Apply(entries)).ToImmutableArray();
        _watchesLifted = errands.Any(static errand => errand is CustomerErrand.Unwatch);
        foreach (var errand in errands)
        {
            await outbox.Run(errand, State);
        }
    }

    private CustomerState Fold(CustomerState state, JournalEntry entry)
    {
        var next = state.Apply(entry);
        outbox.Add(CustomerErrands.Of(state, entry.Event, next));
        return next;
    }
}
