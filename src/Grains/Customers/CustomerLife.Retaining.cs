using System.Collections.Immutable;
using Luxe.Grains.Merges;
using Luxe.Grains.Rights;
using Luxe.Storage;

namespace Luxe.Grains.Customers;

/// <summary>How rows that are over their time leave her: by number, and she is replayed from what is left.</summary>
internal sealed partial class CustomerLife
{
    /// <summary>Says with an append that her retention mark is void: rows that happened long before they came, a merge or the end of one.</summary>
    private static ImmutableArray<JournalAppend> Due(ImmutableArray<JournalAppend> appends, DateTimeOffset now) =>
        appends.Any(append => IsDueAnew(append, now)) ? [.. appends.Select(append => IsDueAnew(append, now) ? append with { IsDueAnew = true } : append)] : appends;

    private static bool IsDueAnew(JournalAppend append, DateTimeOffset now) => append.ExpectedSeq > 0 && append.Rows.Any(row =>
        row.Kind is Merged.Kind or MergeUndone.Kind or Restored.Kind || (row.Tier > 0 && row.OccurredAt < now - RetentionMarks.Late));

    /// <summary>Empties the rows; watches and prompts that rest on them are taken back before, since no replay will find them.</summary>
    /// <param name="plan">Which rows, in whose journals.</param>
    /// <param name="own">Her journal, as far as the plan was made from it.</param>
    /// <param name="place">Where it is counted.</param>
    /// <param name="now">Now (UTC).</param>
    public async Task Retain(RetentionPlan plan, LifeOnPaper own, RetentionPlace place, DateTimeOffset now)
    {
        var seqs = plan.Of(customerId);
        var retained = new JournalEntry(State.Seq + 1, null, new Retained(now, [.. plan.Rules.Keys], plan.Count));
        await Forgo(MergeErrands.BeforeUndo(State, own.Without(seqs.ToHashSet())));
        try
        {
            await journal.AppendAsync(
            [
                new JournalAppend
                {
                    Customer = customerId,
                    ExpectedSeq = State.Seq,
                    Rows = [CustomerRows.ToRow(retained, now)],
                    RedactSeqs = seqs,
                    Retained = new RetainedCounts(place, plan.Rules.Add(RetainedCounts.Clients, 1)),
                },
                .. plan.Rows.Where(life => life.Customer != customerId)
                    .Select(static life => new JournalAppend { Customer = life.Customer, ExpectedSeq = long.MaxValue, RedactSeqs = life.Seqs }),
            ]);
        }
        catch (Exception fault) when (fault is not StorageException or StorageUnavailableException { OutcomeUnknown: true })
        {
            (_watchesLifted, _isStale) = (false, true);
            throw;
        }

        // What was emptied cannot be folded back; what gate 1 counted since the snapshot is kept.
        var dropped = State.Dropped;
        (_watchesLifted, _isStale, _purgeOwed) = (false, true, true);
        await Load();
        State = State with { Dropped = dropped };
        _purgeOwed = true;
    }
}
