using Luxe.Contracts.Access;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Stores;
using Luxe.Grains.Consent;
using Luxe.Grains.Ids;
using Luxe.Grains.Persistence;
using Luxe.Grains.Pushing;
using Luxe.Grains.Time;
using Microsoft.Extensions.Logging;

namespace Luxe.Grains.Stores;

/// <summary>
/// A store. Every verb decides (pure), persists, then tells inboxes and floor views. It awaits clients, inboxes and the maison,
/// none of which awaits a store.
/// </summary>
internal sealed partial class StoreGrain : Grain, IStoreGrain, IStoreFloor, IRemindable
{
    // A client who absorbed one who absorbed one: further than that nobody is looked for.
    private const int MostMerges = 8;

    private readonly Kept<StoreState> _kept;
    private readonly Pushes<IFloorObserver> _floors;
    private readonly StoreOutbox _outbox = new();
    private readonly Dictionary<string, DateTimeOffset?> _unreviewed = new(StringComparer.Ordinal);
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly IIdSource _ids;
    private readonly LuxeGrainsOptions _options;

    public StoreGrain(
        [PersistentState("store", "luxe")] IPersistentState<Document> storage, TimeProvider time, IIdSource ids, LuxeGrainsOptions options, ILogger<StoreGrain> log)
    {
        (_time, _ids, _options, _log) = (time, ids, options, log);
        _kept = new Kept<StoreState>(storage, StoreJson.Default.StoreState, StoreState.Empty);
        _floors = new Pushes<IFloorObserver>(options.SubscriptionLifetime, log);
    }

    private string StoreId => this.GetPrimaryKeyString();

    private StoreState State => _kept.Value;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // A review is told one way and can be lost in a crash; what was missed is asked for. Nobody is told anything before that,
        // and a client who cannot be asked does not keep the store from opening.
        _outbox.Add(State.Owed);
        foreach (var guest in State.Guests)
        {
            await Review(guest.CustomerId);
        }

        _isOpen = true;
        try
        {
            await Do(DispatchRules.Trim(State, _time.Now()));
        }
        catch (Exception fault)
        {
            Untold(_log, fault.GetType().Name);
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _floors.Flush(cancellationToken);

    public async Task Put(StoreRecord store)
    {
        await _kept.Save(State with { Store = store });
        await GrainFactory.GetGrain<IMaisonGrain>(IMaisonGrain.Key).AddStore(store);
    }

    public async Task SetShift(string associateId, bool onShift)
    {
        var associate = onShift ? await GrainFactory.GetGrain<IAssociateGrain>(associateId).Get() : null;
        var shifts = State.Shifts.RemoveAll(shift => shift.AssociateId == associateId);
        var next = State with { Shifts = onShift ? shifts.Add(new Shift(associateId, associate?.Languages ?? [])) : shifts };
        await Do(State.Guests.Aggregate(new DispatchStep(next), (step, guest) => step.Then(state => onShift
            ? DispatchRules.Join(state, guest, associateId, _time.Now())
            : DispatchRules.Leave(state, guest, associateId, _time.Now()))));
    }

    public async Task<ArrivalOutcome> Arrive(string customerId, Visit visit)
    {
        // With it goes what is owed from before: the caller may be trying again after a fault.
        await Do(DispatchRules.Trim(State, _time.Now()));
        if (Before(customerId, visit) is { } before)
        {
            return before;
        }

        if (await GrainFactory.GetGrain<ICustomerGrain>(customerId).Arrive(visit) is not { } brief)
        {
            return new ArrivalOutcome(ArrivalResult.NotRecognised, null);
        }

        // By a token of somebody whom she has absorbed: she is here already, under her own id.
        if (brief.CustomerId != customerId && Before(brief.CustomerId, visit) is { } same)
        {
            return same;
        }

        var dispatchId = _ids.Next("d");
        var step = DispatchRules.Arrive(State, dispatchId, visit, brief, _time.Now());
        await Do(step, brief);
        return new ArrivalOutcome(step.Deliver.IsEmpty ? ArrivalResult.Waiting : ArrivalResult.Dispatched, dispatchId);
    }

    public async Task Depart(string customerId, Visit visit)
    {
        await GrainFactory.GetGrain<ICustomerGrain>(customerId).Depart(visit);
        await End(await Here(customerId), InboxState.Expired);
    }

    public Task<DispatchOutcome> Acknowledge(string dispatchId, string associateId) => Do(DispatchRules.Acknowledge(State, dispatchId, associateId, _time.Now()));

    public Task<DispatchOutcome> Claim(string dispatchId, string associateId) => Do(DispatchRules.Claim(State, dispatchId, associateId, _time.Now()));

    public Task<DispatchOutcome> Snooze(string dispatchId, string associateId, TimeSpan delay) =>
        Do(DispatchRules.Snooze(State, dispatchId, associateId, delay, _time.Now()));

    public async Task Review(string customerId, DateTimeOffset? movedOn = null)
    {
        movedOn ??= _unreviewed.GetValueOrDefault(customerId);
        try
        {
            await Ask(customerId, movedOn);
            _unreviewed.Remove(customerId);
        }
        catch (Exception fault)
        {
            // Nobody waits for the answer, so nobody else would try again.
            _unreviewed[customerId] = movedOn;
            Watch();
            NotReviewed(_log, fault.GetType().Name);
        }
    }

    public Task<StoreRecord?> Get() => Task.FromResult(State.Store);

    public Task<FloorView> GetFloor() => Task.FromResult(VisitDays.Trim(State, _time.Now()).Floor(StoreId));

    public Task Subscribe(IFloorObserver observer)
    {
        _floors.Subscribe(observer);
        return Task.CompletedTask;
    }

    public Task Unsubscribe(IFloorObserver observer)
    {
        _floors.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    /// <summary>What became of an arrival that is known already.</summary>
    private ArrivalOutcome? Before(string customerId, Visit visit) =>
        State.FindClient(customerId) is { } present ? new ArrivalOutcome(ArrivalResult.Repeated, present.DispatchId)
        : State.Past.FirstOrDefault(past => past.CustomerId == customerId && past.ArrivalId == visit.EventId) is { } over ? new ArrivalOutcome(ArrivalResult.Repeated, over.DispatchId)
        : null;

    /// <summary>The id under which she is here: hers, or that of the client who absorbed her.</summary>
    private async Task<string> Here(string customerId)
    {
        var who = customerId;
        for (var hop = 0; hop < MostMerges && State.FindClient(who) is null; hop++)
        {
            var viewer = new Viewer(StoreId, ViewerRole.Associate, "departure", StoreId);
            if ((await GrainFactory.GetGrain<ICustomerMerges>(who).GetMerges(viewer)).AbsorbedInto is not { } next)
            {
                return customerId;
            }

            who = next;
        }

        return who;
    }

    private async Task End(string customerId, InboxState end)
    {
        if (State.FindClient(customerId) is { } guest)
        {
            await Do(DispatchRules.End(State, guest, end, _time.Now()));
        }
        else if (State.Past.LastOrDefault(visit => visit.CustomerId == customerId) is { } past)
        {
            await Do(DispatchRules.EndAgain(State, past, end));
        }
    }

    /// <summary>Asks what she allows now, and does what follows from it.</summary>
    private async Task Ask(string customerId, DateTimeOffset? movedOn)
    {
        var consent = await GrainFactory.GetGrain<ICustomerViews>(customerId).GetConsent();
        if (!ConsentGate.AdmitsRecognition(consent))
        {
            await End(customerId, InboxState.Recalled);
        }
        else if (State.FindClient(customerId)?.Since <= movedOn)
        {
            await End(customerId, InboxState.Expired);
        }
        else if (State.FindClient(customerId) is { } guest && guest.Tier != consent.Tier && await Brief(guest) is { } brief)
        {
            // Her tier is noted last: until then it is tried again.
            await Task.WhenAll(guest.SentTo.Select(holder => GrainFactory.GetGrain<IInbox>(holder).Revise(Item(guest, brief))));
            await Do(new DispatchStep(State.With(guest with { Tier = brief.Tier, Greeting = brief.Greeting, Language = brief.Language })));
        }
    }
}
