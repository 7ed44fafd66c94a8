using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
using Luxe.Grains.Merges;
using Luxe.Grains.Products;
using Luxe.Grains.Prompts;
using Luxe.Grains.Time;
using Luxe.Storage;
using Microsoft.Extensions.Logging;

namespace Luxe.Grains.Customers;

/// <summary>
/// A client. Each verb decides (pure), appends to her journal, folds, runs the errands that follow, and returns.
/// She awaits products and inboxes and is awaited by stores and the edge; she never awaits a store.
/// </summary>
internal sealed partial class CustomerGrain : Grain, ICustomerGrain, ICustomerHistory, ICustomerViews, ICustomerHeir, ICustomerHeirViews, ICustomerMerges, ICustomerErasure, ICustomerPerson, IRemindable
{
    private const int Attempts = 3;

    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CustomerTools _tools;
    private readonly IJournal _journal;
    private readonly ILedger _ledger;
    private readonly IAccessLog _accessLog;
    private readonly CustomerLife _life;
    private readonly CustomerReminders _reminders;

    public CustomerGrain(
        [PersistentState("snapshot", "luxe")] IPersistentState<CustomerSnapshot> snapshot,
        IJournal journal,
        ILedger ledger,
        IAccessLog accessLog,
        IDirectory directory,
        TimeProvider time,
        JournalRepair repair,
        LuxeGrainsOptions options,
        CustomerTools tools,
        ILogger<CustomerGrain> log)
    {
        (_journal, _ledger, _accessLog, _time, _tools, _log) = (journal, ledger, accessLog, time, tools, log);
        var id = this.GetPrimaryKeyString();
        _life = new CustomerLife(id, journal, SealedSnapshot.Over(id, snapshot, tools.Seals), new CustomerOutbox(id, GrainFactory, directory), repair, options, log) { Tools = tools };
        _reminders = new CustomerReminders(this);
    }

    private string CustomerId => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await _life.Load(cancellationToken);
        await Finish();
        if (_life.IsPurgeOwed)
        {
            // Cut off before it was rewritten: what was purged must not lie in her snapshot, nor in an inbox, until somebody happens to write to her.
            await GrainFactory.GetGrain<ICustomerMerges>(CustomerId).Nudge();
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        try
        {
            await _life.PutDown();
        }
        catch (Exception fault)
        {
            // The journal holds everything; the next activation replays a little more.
            SnapshotFailed(_log, fault);
        }
    }

    public Task<RecordOutcome> Record(ImmutableArray<Interaction> interactions) =>
        Own(() => RecordAt(null, interactions), heir => heir.Record(CustomerId, interactions));

    public Task<ConsentView> Decide(ConsentDecision decision)
    {
        var said = Unnamed(decision);
        return Own(() => DecideAt(null, said), heir => heir.Decide(CustomerId, said));
    }

    public Task<ClientBrief?> Arrive(Visit visit) => Own(() => ArriveAt(null, visit), heir => heir.Arrive(CustomerId, visit));

    public Task Depart(Visit visit) => Own(() => DepartAt(null, visit), heir => heir.Depart(CustomerId, visit));

    public Task Assign(string? associateId) => Own(() => AssignAt(null, associateId), heir => heir.Assign(CustomerId, associateId));

    public Task BackInStock(string productId, string storeId) =>
        Own(() => BackInStockAt(null, productId, storeId), heir => heir.BackInStock(CustomerId, productId, storeId));

    public Task SettlePrompt(string promptId, PromptOutcome outcome, string associateId) =>
        Own(() => SettleAt(null, promptId, outcome), heir => heir.SettlePrompt(CustomerId, promptId, outcome, associateId));

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        // An absorbed client waits for nothing: her reminders are taken away as they fire.
        await Change(null, static (_, _) => CustomerChange.Nothing, []);
        await _reminders.Fired(reminderName, _life.State, _time.Now());
    }

    private async Task<Answer<RecordOutcome>> RecordAt(string? door, ImmutableArray<Interaction> interactions)
    {
        var ids = interactions.Select(static interaction => interaction.EventId).ToArray();
        if (await Change(door, (state, known) => CustomerRules.Record(state, interactions, known, door), ids) is not { } change)
        {
            return Answer<RecordOutcome>.NotMine;
        }

        await HoldToAge(door, interactions);
        return Answer<RecordOutcome>.Of(new RecordOutcome(change.Events.OfType<InteractionRecorded>().Count(), change.Repeated, change.Dropped));
    }

    private async Task<Answer<ClientBrief?>> ArriveAt(string? door, Visit visit)
    {
        if (!ConsentGate.AdmitsRecognition(_life.State.Consent))
        {
            return Answer<ClientBrief?>.Of(null);
        }

        var arrived = CustomerRules.Visiting(InteractionKind.Arrived, visit, visit.EventId, _time.Now());

        // The brief is logged beside the append, not after it: an associate is waiting.
        var logged = Log(new Viewer(visit.StoreId, ViewerRole.Associate, "arrival", visit.StoreId), "brief");
        var recorded = Change(door, (state, known) => CustomerRules.Record(state, [arrived], known, door), [arrived.EventId]);
        await Task.WhenAll(logged, recorded);
        return await recorded is null ? Answer<ClientBrief?>.NotMine : Answer<ClientBrief?>.Of(await Brief(_life.State));
    }

    private Task<Answer<bool>> DepartAt(string? door, Visit visit)
    {
        // A source that reuses the arrival's id for the departure must not have it taken for a repeat.
        var here = ClientCut.Of(_life.State, _time.Now()).Recognition?.Visit;
        var eventId = here?.EventId == visit.EventId ? visit.EventId + "~departed" : visit.EventId;
        var departed = CustomerRules.Visiting(InteractionKind.Departed, visit, eventId, _time.Now());
        return Done(Change(door, (state, known) => CustomerRules.Record(state, [departed], known, door), [eventId]));
    }

    private Task<Answer<bool>> AssignAt(string? door, string? associateId) =>
        Done(Change(door, (state, _) => CustomerRules.Assign(state, associateId, _time.Now(), door), []));

    private Task<Answer<bool>> BackInStockAt(string? door, string productId, string storeId) =>
        Done(Change(door, static (_, _) => CustomerChange.Nothing, [], new StockSignal(productId, storeId)));

    private Task<Answer<bool>> SettleAt(string? door, string promptId, PromptOutcome outcome) =>
        Done(Change(door, (state, _) => CustomerRules.Settle(state, promptId, outcome, _time.Now()), []));

    private static async Task<Answer<bool>> Done(Task<CustomerChange?> change) => await change is null ? Answer<bool>.NotMine : Answer<bool>.Of(true);

    /// <summary>
    /// Decide, fold, append, run errands; what was folded holds once it is durable. When the journal refuses, because another activation
    /// wrote, the state is dropped and replayed. Then, as when it only knows an event id that is forgotten here, the journal is asked which
    /// ids it knows, and she decides again. Null: she does not answer for that door, and nothing was written.
    /// </summary>
    private async Task<CustomerChange?> Change(string? door, Func<CustomerState, IReadOnlySet<string>, CustomerChange> decide, string[] eventIds, StockSignal? stock = null, Func<Task>? read = null)
    {
        await Settle();
        var known = await Known(door, eventIds, await _life.FindRepeats(eventIds));
        for (var attempt = 1; ; attempt++)
        {
            if (!_life.State.Answers(door))
            {
                return null;
            }

            var now = _time.Now();
            try
            {
                await (read?.Invoke() ?? Task.CompletedTask);
                var change = decide(_life.State, known);
                await Write(change, stock, now);
                return change;
            }
            catch (JournalConflictException conflict) when (attempt < Attempts)
            {
                Refused(_log, conflict.ActualSeq - conflict.ExpectedSeq);
                if (!_life.IsMerelyRepeated(conflict))
                {
                    await _life.Load();
                    await Settle();
                }

                known = await Known(door, eventIds, await _journal.FindEventIdsAsync(CustomerId, eventIds));
            }
        }
    }

    /// <summary>Folds a change and what follows from it, makes it durable and runs its errands.</summary>
    private async Task Write(CustomerChange change, StockSignal? stock, DateTimeOffset now)
    {
        await Commit(change, stock, now);
        await _life.Settle();
        await _reminders.Ensure(_life.State, now);
    }

    private async Task Commit(CustomerChange change, StockSignal? stock, DateTimeOffset now)
    {
        var step = new CustomerStep(CustomerId, _life.State, change.Emptied);
        foreach (var decided in change.Events)
        {
            step.Add(decided);
        }

        if (!change.IsWhole)
        {
            await Follow(step, stock, now, !change.IsHistory);
        }

        try
        {
            await _life.Append(step, change, now);
        }
        catch (Exception fault) when (fault is StorageUnavailableException { OutcomeUnknown: true } || (change.Rewound is not null && fault is not JournalConflictException))
        {
            // The rows may be there, or be there and not be replayed here: only a fresh activation can say.
            DeactivateOnIdle();
            throw;
        }

        _life.Count(change.Dropped);
    }

    /// <summary>What came by an absorbed door may have come there before the merge, or to somebody on the way here, and not have been taken along.</summary>
    private async ValueTask<IReadOnlySet<string>> Known(string? door, string[] eventIds, IReadOnlySet<string> known)
    {
        if (door is null || eventIds.Length == 0)
        {
            return known;
        }

        var found = await Task.WhenAll((_life.State.Marks ?? MergeMarks.None).Behind(door).Select(id => _journal.FindEventIdsAsync(id, eventIds)));
        return new HashSet<string>(known.Concat(found.SelectMany(static ids => ids)), StringComparer.Ordinal);
    }

    /// <summary>Prompts that end and begin with a change, as rows of the same append.</summary>
    private async ValueTask Follow(CustomerStep step, StockSignal? stock, DateTimeOffset now, bool isNews)
    {
        var drafts = CustomerRules.Follow(step, stock, now, isNews);
        if (drafts.Count == 0)
        {
            return;
        }

        var titles = await Titles(drafts);
        var words = PromptWords.Of(ClientCut.Of(step.After, now).Title);
        foreach (var draft in drafts)
        {
            step.Add(new PromptRaised(PromptComposer.Compose(CustomerId, draft, words, titles, now), draft.Subject));
        }
    }

    private Task<IReadOnlyDictionary<string, string>> Titles(IEnumerable<PromptDraft> drafts) =>
        ProductTitles.Find(GrainFactory, drafts.SelectMany(static draft => draft.Pieces).Select(static piece => piece.ProductId), _log);

    [LoggerMessage(1101, LogLevel.Information, "The journal refused an append: others wrote {Rows} rows meanwhile; she decides again.")]
    private static partial void Refused(ILogger log, long rows);

    [LoggerMessage(1102, LogLevel.Warning, "A snapshot could not be written.")]
    private static partial void SnapshotFailed(ILogger log, Exception fault);
}
