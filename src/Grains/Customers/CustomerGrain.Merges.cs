using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Merges;
using Luxe.Grains.Prompts;
using Luxe.Grains.Time;
using Luxe.Storage;
using Microsoft.Extensions.Logging;

namespace Luxe.Grains.Customers;

/// <summary>
/// Merging, decided by the survivor alone: she reads the other's journal from storage and never awaits her grain. One transaction writes both
/// journals, each from where it was read; a conflict in either means that nothing was written, and she reads and decides again. A long life's
/// copies follow in transactions of their own (see CustomerGrain.Copies).
/// </summary>
internal sealed partial class CustomerGrain
{
    /// <summary>Reading on and appending takes a few milliseconds; the absorbed may be written to all the while.</summary>
    private const int MergeAttempts = 30;

    private static readonly TimeSpan HeldFor = TimeSpan.FromMilliseconds(100);

    public async Task<MergePreview> Preview(MergeOrder order, Viewer viewer)
    {
        await _accessLog.AppendAsync(
        [
            new AccessEntry(viewer.Id, viewer.Role.ToString(), CustomerId, viewer.Purpose, "merge-preview", _time.Now()),
            new AccessEntry(viewer.Id, viewer.Role.ToString(), order.AbsorbedId, viewer.Purpose, "merge-preview", _time.Now()),
        ]);
        var absorbed = new LifeOnPaper(order.AbsorbedId);
        if (await Refuse(order, absorbed) is { } refused)
        {
            return new MergePreview { Refusal = refused.Refusal, NamedId = refused.NamedId };
        }

        if (absorbed.State.Unfinished is not null)
        {
            return new MergePreview { Refusal = MergeRefusal.Contended };
        }

        var plan = MergeRules.Plan(CustomerId, _life.State, order, absorbed, await KnownOf(absorbed, 0), _time.Now());
        return MergePreviews.Of(_life.State, absorbed.State, plan, viewer.Role, _time.Now());
    }

    public async Task<MergeOutcome> Absorb(MergeOrder order)
    {
        var absorbed = new LifeOnPaper(order.AbsorbedId);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var asked = 0;
        await Settle();
        for (var attempt = 1; attempt <= MergeAttempts; attempt++)
        {
            if (await Refuse(order, absorbed) is { } refused)
            {
                return refused;
            }

            if (absorbed.State.Unfinished is not null)
            {
                // Her journal does not hold yet all that she has taken in herself.
                await GrainFactory.GetGrain<ICustomerMerges>(order.AbsorbedId).Nudge();
                await Task.Delay(HeldFor, _time);
                continue;
            }

            // Fewer than before: her journal was read again from the start.
            known.UnionWith(await KnownOf(absorbed, asked < absorbed.Entries.Count ? asked : 0));
            asked = absorbed.Entries.Count;
            try
            {
                await Append(order, absorbed, known);
                return new MergeOutcome(MergeResult.Done);
            }
            catch (JournalConflictException conflict)
            {
                Refused(_log, conflict.ActualSeq - conflict.ExpectedSeq);
                asked = conflict.Customer == CustomerId ? 0 : asked;

                // She was erased while she was read: who goes on reading behind her last row would never learn it.
                absorbed = conflict.Customer == order.AbsorbedId && conflict.ActualSeq < absorbed.State.Seq ? new LifeOnPaper(order.AbsorbedId) : absorbed;
                await Again(conflict.Customer, attempt);
            }
        }

        return new MergeOutcome(MergeResult.Refused, MergeRefusal.Contended);
    }

    public async Task<MergesView> GetMerges(Viewer viewer)
    {
        await Log(viewer, "merges");
        var standing = await _journal.ReadJourneyAsync(CustomerId, Merged.Kind, null, LargestPage);
        var undone = await _journal.ReadJourneyAsync(CustomerId, MergeUndone.Kind, null, LargestPage);
        return new MergesView(CustomerId, _life.State.Into?.SurvivorId,
        [
            .. standing.Concat(undone).Select(static row => CustomerRows.FromRow(row).Event).Select(e => e switch
            {
                Merged m => new MergeRecord(m.MergeId, CustomerId, m.AbsorbedId, m.Actor, m.Reason, m.At),
                MergeUndone u => new MergeRecord(u.MergeId, CustomerId, u.AbsorbedId, u.MergedBy, u.Reason, u.MergedAt, u.Actor, u.At),
                _ => throw new NotSupportedException("A row of another kind was read."),
            }).OrderByDescending(static merge => merge.At),
        ]);
    }

    public async Task CatchUp()
    {
        await _life.Mend();
        var isBehind = await _journal.GetHeadAsync(CustomerId) != _life.State.Seq;
        if (isBehind)
        {
            await _life.Load();
        }

        await Finish();
        if (_life.State.Answers(null))
        {
            // This activation may have begun just now, and have read the row that restored her.
            await (isBehind || _life.Owes ? Refresh() : _reminders.Ensure(_life.State, _time.Now()));
        }

        await Settle();
    }

    /// <summary>Before anything is told again: what lost its reason meanwhile is not delivered first, and what she waits for is waited for again.</summary>
    private async Task Refresh()
    {
        try
        {
            await Write(CustomerChange.Nothing, null, _time.Now());
        }
        catch (JournalConflictException)
        {
            await _life.Load();
        }
    }

    public Task Nudge() => CatchUp();

    public async Task Hold()
    {
        if (_life.State.Into is null)
        {
            await Task.Delay(HeldFor, _time);
            await CatchUp();
        }
    }

    private async Task<MergeOutcome?> Refuse(MergeOrder order, LifeOnPaper absorbed)
    {
        await _life.ReadOn(absorbed);
        if (absorbed.State.Into is { } into && into.SurvivorId == CustomerId && !Stands(into.MergeId))
        {
            // Another activation merged them: this one is behind its journal.
            await _life.Load();
            await Settle();
        }

        if (Stands(order.MergeId))
        {
            await GrainFactory.GetGrain<ICustomerMerges>(order.AbsorbedId).Nudge();
            return new MergeOutcome(MergeResult.AlreadyDone);
        }

        var (refusal, named) = MergeRules.Refusal(CustomerId, _life.State, order, absorbed.State);
        return refusal != MergeRefusal.None ? new MergeOutcome(MergeResult.Refused, refusal, named)
            : await IsTakenBack(order) ? new MergeOutcome(MergeResult.Refused, MergeRefusal.TakenBack)
            : null;
    }

    /// <summary>Whether this very merge was undone; of a stitched sequence under the id that it had in older houses, too.</summary>
    private async Task<bool> IsTakenBack(MergeOrder order)
    {
        var undo = MergeRules.UndoIdOf(order.MergeId);
        string[] ids = StitchIds.FormerId(order.MergeId, order.AbsorbedId, CustomerId) is { } former ? [undo, MergeRules.UndoIdOf(former)] : [undo];
        return (await _journal.FindEventIdsAsync(CustomerId, ids)).Count > 0;
    }

    private bool Stands(string mergeId) => _life.State.Marks?.Merges.Any(merge => merge.MergeId == mergeId) == true;

    /// <summary>Which of the absorbed's interactions this journal holds, those after the first ones that were asked about.</summary>
    private Task<IReadOnlySet<string>> KnownOf(LifeOnPaper absorbed, int asked) => _journal.FindEventIdsAsync(
        CustomerId, [.. absorbed.Entries.Skip(asked).Where(static entry => entry.Event is InteractionRecorded).Select(static entry => entry.EventId!)]);

    private async Task Append(MergeOrder order, LifeOnPaper absorbed, IReadOnlySet<string> known)
    {
        var now = _time.Now();
        var plan = MergeRules.Plan(CustomerId, _life.State, order, absorbed, known, now);
        var into = new MergedInto(order.MergeId, CustomerId, order.Actor, order.Reason, now);
        var rows = plan.Rows(await Raised(plan, now));

        // The prompts go with the decision: only copies can be found again.
        var decided = Math.Min(rows.Length, 1 + plan.Drafts.Length + CopiesPerCommit);
        await Commit(
            new CustomerChange(rows[..decided])
            {
                IsWhole = true,
                Ledger = plan.Ledger,
                Others = [Rows(absorbed, [into], now)],
            },
            null,
            now);
        await Follow(rows[decided..], now);
        await _life.Settle();
        await _reminders.Ensure(_life.State, now);
        Absorbed(_log, plan.Taken, plan.Withheld);
    }

    private static JournalAppend Rows(LifeOnPaper life, ImmutableArray<CustomerEvent> events, DateTimeOffset now) => new()
    {
        Customer = life.CustomerId,
        ExpectedSeq = life.State.Seq,
        Rows = [.. events.Select((e, i) => CustomerRows.ToRow(new JournalEntry(life.State.Seq + 1 + i, CustomerRows.EventIdOf(e), e), now))],
    };

    private async Task<IEnumerable<CustomerEvent>> Raised(MergePlan plan, DateTimeOffset now)
    {
        var titles = await Titles(plan.Drafts);
        var words = PromptWords.Of(ClientCut.Of(plan.After, now).Title);
        return plan.Drafts.Select(draft => new PromptRaised(PromptComposer.Compose(CustomerId, draft, words, titles, now), draft.Subject));
    }

    /// <summary>After a conflict: reads this journal again, or gives the absorbed, who is being written to, time to stand still.</summary>
    private async Task Again(string customer, int attempt)
    {
        if (customer == CustomerId)
        {
            await _life.Load();
            await Settle();
        }
        else if (attempt % 10 == 3)
        {
            await GrainFactory.GetGrain<ICustomerHeir>(customer).Hold();
        }
        else if (attempt > 3)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(attempt % 10), _time);
        }
    }

    [LoggerMessage(1104, LogLevel.Information, "A client absorbed another: {Taken} interactions taken, {Withheld} withheld.")]
    private static partial void Absorbed(ILogger log, int taken, int withheld);
}
