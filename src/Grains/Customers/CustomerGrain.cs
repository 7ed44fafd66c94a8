using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
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
internal sealed partial class CustomerGrain : Grain, ICustomerGrain, ICustomerViews, IRemindable
{
    private const int Attempts = 3;

    private readonly TimeProvider _time;
    private readonly ILogger _log;
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
        TimeProvider time,
        LuxeGrainsOptions options,
        ILogger<CustomerGrain> log)
    {
        (_journal, _ledger, _accessLog, _time, _log) = (journal, ledger, accessLog, time, log);
        _life = new CustomerLife(this.GetPrimaryKeyString(), journal, snapshot, new CustomerOutbox(this.GetPrimaryKeyString(), GrainFactory), options, log);
        _reminders = new CustomerReminders(this);
    }

    private string CustomerId => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken) => _life.Load(cancellationToken);

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        try
        {
            await _life.Save();
        }
        catch (Exception fault)
        {
            // The journal holds everything; the next activation replays a little more.
            SnapshotFailed(_log, fault);
        }
    }

    public async Task<RecordOutcome> Record(ImmutableArray<Interaction> interactions)
    {
        var ids = interactions.Select(static interaction => interaction.EventId).ToArray();
        var change = await Change((state, known) => CustomerRules.Record(state, interactions, known), ids);
        return new RecordOutcome(change.Events.OfType<InteractionRecorded>().Count(), change.Repeated, change.Dropped);
    }

    public async Task<ConsentView> Decide(ConsentDecision decision)
    {
        await Change((state, known) => CustomerRules.Decide(state, CustomerId, decision, known), [decision.EventId]);
        return _life.State.Consent;
    }

    public async Task<ClientBrief?> Arrive(Visit visit)
    {
        if (!ConsentGate.AdmitsRecognition(_life.State.Consent))
        {
            return null;
        }

        var arrived = CustomerRules.Visiting(InteractionKind.Arrived, visit, visit.EventId, _time.Now());

        // The brief is logged beside the append, not after it: an associate is waiting.
        var logged = Log(new Viewer(visit.StoreId, ViewerRole.Associate, "arrival", visit.StoreId), "brief");
        await Task.WhenAll(logged, Change((state, known) => CustomerRules.Record(state, [arrived], known), [arrived.EventId]));
        return await Brief();
    }

    public async Task Depart(Visit visit)
    {
        // A source that reuses the arrival's id for the departure must not have it taken for a repeat.
        var eventId = _life.State.Visit is { Here: true } here && here.EventId == visit.EventId ? visit.EventId + "~departed" : visit.EventId;
        var departed = CustomerRules.Visiting(InteractionKind.Departed, visit, eventId, _time.Now());
        await Change((state, known) => CustomerRules.Record(state, [departed], known), [eventId]);
    }

    public Task Assign(string? associateId) => Change((state, _) => CustomerRules.Assign(state, associateId, _time.Now()), []);

    public Task BackInStock(string productId, string storeId) =>
        Change(static (_, _) => CustomerChange.Nothing, [], new StockSignal(productId, storeId));

    public Task SettlePrompt(string promptId, PromptOutcome outcome, string associateId) =>
        Change((state, _) => CustomerRules.Settle(state, promptId, outcome, _time.Now()), []);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await Change(static (_, _) => CustomerChange.Nothing, []);
        await _reminders.Fired(reminderName, _life.State, _time.Now());
    }

    /// <summary>
    /// Decide, fold, append, run errands; what was folded holds once it is durable. When the journal refuses, because another activation
    /// wrote or because it knows an event id that is forgotten here, the state is dropped and replayed, the journal is asked which ids it
    /// knows, and she decides again.
    /// </summary>
    private async Task<CustomerChange> Change(Func<CustomerState, IReadOnlySet<string>, CustomerChange> decide, string[] eventIds, StockSignal? stock = null)
    {
        await _life.Settle();
        var known = await _life.FindRepeats(eventIds);
        for (var attempt = 1; ; attempt++)
        {
            var now = _time.Now();
            var change = decide(_life.State, known);
            var step = new CustomerStep(_life.State);
            foreach (var decided in change.Events)
            {
                step.Add(decided);
            }

            await Follow(step, stock, now);
            try
            {
                await _life.Append(step, change, now);
                _life.Count(change.Dropped);
                await _life.Settle();
                await _reminders.Ensure(_life.State, now);
                return change;
            }
            catch (JournalConflictException conflict) when (attempt < Attempts)
            {
                Refused(_log, conflict.ExpectedSeq, conflict.ActualSeq);
                await _life.Load();
                await _life.Settle();
                known = await _journal.FindEventIdsAsync(CustomerId, eventIds);
            }
            catch (StorageUnavailableException unavailable) when (unavailable.OutcomeUnknown)
            {
                // The rows may be there: only a fresh activation's replay can say.
                DeactivateOnIdle();
                throw;
            }
        }
    }

    /// <summary>Prompts that end and begin with a change, as rows of the same append.</summary>
    private async ValueTask Follow(CustomerStep step, StockSignal? stock, DateTimeOffset now)
    {
        var drafts = CustomerRules.Follow(step, stock, now);
        if (drafts.Count == 0)
        {
            return;
        }

        var titles = await ProductTitles.Find(GrainFactory, drafts.SelectMany(static draft => draft.Pieces).Select(static piece => piece.ProductId), _log);
        var words = PromptWords.Of(step.Before.Traits?.Title);
        foreach (var draft in drafts)
        {
            step.Add(new PromptRaised(PromptComposer.Compose(CustomerId, draft, words, titles, now), draft.Subject));
        }
    }

    [LoggerMessage(1101, LogLevel.Information, "The journal refused an append: expected it to end at {Expected}, it ends at {Actual}; replaying.")]
    private static partial void Refused(ILogger log, long expected, long actual);

    [LoggerMessage(1102, LogLevel.Warning, "A snapshot could not be written.")]
    private static partial void SnapshotFailed(ILogger log, Exception fault);
}
