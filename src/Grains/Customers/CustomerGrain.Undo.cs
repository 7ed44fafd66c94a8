using Luxe.Contracts.Customers;
using Luxe.Grains.Merges;
using Luxe.Grains.Time;
using Luxe.Storage;
using Microsoft.Extensions.Logging;

namespace Luxe.Grains.Customers;

/// <summary>
/// Taking a merge back: both journals in one transaction, decided by the survivor. Sequences that were stitched since stand on it and nobody ordered
/// them: they are taken off first, each in a transaction of its own, and stitched again to whoever answers for their device then.
/// </summary>
internal sealed partial class CustomerGrain
{
    public async Task<UndoOutcome> Undo(string mergeId, string actor)
    {
        await Settle();
        for (var attempt = 1; attempt <= MergeAttempts; attempt++)
        {
            if (await Refuse(mergeId) is { } refused)
            {
                return refused;
            }

            var merge = _life.State.Marks!.Merges[^1];
            try
            {
                await Append(merge, mergeId, actor);
                if (merge.MergeId == mergeId)
                {
                    return new UndoOutcome(UndoResult.Done, mergeId, merge.AbsorbedId);
                }

                attempt = 0;
            }
            catch (JournalConflictException conflict)
            {
                Refused(_log, conflict.ActualSeq - conflict.ExpectedSeq);
                await Again(CustomerId, attempt);
            }
        }

        return new UndoOutcome(UndoResult.Contended);
    }

    /// <summary>Why a merge cannot be taken back; null when it can, or when nothing but stitched sequences stand on it, the last of which goes first.</summary>
    private async Task<UndoOutcome?> Refuse(string mergeId) => UndoRules.Refusal(CustomerId, _life.State, mergeId) switch
    {
        { Result: UndoResult.UnknownMerge } unknown => await Undone(mergeId) ?? unknown,
        { Result: UndoResult.NotTheLatest } late => await Ordered(mergeId) is { } named ? late with { MergeId = named } : null,
        var refusal => refusal,
    };

    /// <summary>The latest merge that somebody ordered after another.</summary>
    private async Task<string?> Ordered(string mergeId)
    {
        foreach (var merge in _life.State.Marks!.Merges.Reverse().TakeWhile(merge => merge.MergeId != mergeId))
        {
            await foreach (var row in _journal.ReadAsync(CustomerId, merge.Seq - 1, 1))
            {
                if (CustomerRows.FromRow(row).Event is not Merged { Actor: MergeRules.Stitching })
                {
                    return merge.MergeId;
                }
            }
        }

        return null;
    }

    private async Task<UndoOutcome?> Undone(string mergeId)
    {
        var id = MergeRules.UndoIdOf(mergeId);
        if ((await _journal.FindEventIdsAsync(CustomerId, [id])).Count == 0)
        {
            return null;
        }

        var rows = await _journal.ReadJourneyAsync(CustomerId, MergeUndone.Kind, null, LargestPage);
        var undone = rows.Where(row => row.EventId == id).Select(static row => CustomerRows.FromRow(row).Event).OfType<MergeUndone>().FirstOrDefault();
        return new UndoOutcome(UndoResult.AlreadyDone, mergeId, undone?.AbsorbedId);
    }

    private async Task Append(ActiveMerge merge, string ordered, string actor)
    {
        var (survivor, absorbed) = (new LifeOnPaper(CustomerId), new LifeOnPaper(merge.AbsorbedId));
        await _life.ReadOn(survivor);
        await _life.ReadOn(absorbed);
        if (survivor.State.Seq != _life.State.Seq || absorbed.State.Into?.MergeId != merge.MergeId)
        {
            // Another activation undid it, before or between the two reads.
            throw new JournalConflictException(CustomerId, _life.State.Seq, survivor.State.Seq);
        }

        var now = _time.Now();
        var plan = UndoRules.Plan(survivor, absorbed, merge, ordered, actor, now);
        var change = new CustomerChange(plan.Survivor.Events)
        {
            IsWhole = true,
            Ledger = plan.Survivor.Ledger is [var entry] ? entry : null,
            RedactAboveTier = plan.Survivor.RedactAboveTier,
            Redact = plan.Survivor.Redact,
            Release = plan.Survivor.Release,
            Rewound = plan.Survivor.After,
            Others =
            [
                Rows(absorbed, plan.Absorbed.Events, now) with
                {
                    Ledger = plan.Absorbed.Ledger,
                    RedactAboveTier = (int?)plan.Absorbed.RedactAboveTier,
                    RedactSeqs = plan.Absorbed.Redact,
                    ReleaseSeqs = plan.Absorbed.Release,
                },
            ],
        };
        await Write(change, null, now);
        TakenBack(_log, plan.Absorbed.Events.Length - 1);
    }

    [LoggerMessage(1105, LogLevel.Information, "A merge was taken back; {Moved} rows went to the absorbed client.")]
    private static partial void TakenBack(ILogger log, int moved);
}
