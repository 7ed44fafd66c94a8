using Luxe.Contracts.Associates;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Stores;
using Luxe.Grains.Customers;
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

        // Asked first: whatever a merge changes after it is news to the floor.
        var person = await Who(customerId);
        if (await GrainFactory.GetGrain<ICustomerGrain>(customerId).Arrive(visit) is not { } brief)
        {
            return new ArrivalOutcome(ArrivalResult.NotRecognised, null);
        }

        if (State.FindClient(brief.CustomerId) is { } present)
        {
            await Do(MergedGuests.Beside(State, present, _ids.Next("d"), customerId, visit));
            return new ArrivalOutcome(ArrivalResult.Repeated, present.DispatchId);
        }

        if (Before(brief.CustomerId, visit) is { } same)
        {
            return same;
        }

        var dispatchId = _ids.Next("d");
        var step = DispatchRules.Arrive(State, dispatchId, visit, brief, _time.Now(), customerId, person.MergeId);
        await Do(step, brief);
        return new ArrivalOutcome(step.Deliver.IsEmpty ? ArrivalResult.Waiting : ArrivalResult.Dispatched, dispatchId);
    }

    public async Task Depart(string customerId, Visit visit)
    {
        await GrainFactory.GetGrain<ICustomerGrain>(customerId).Depart(visit);
        var (step, people) = await Sorted(customerId);
        await Do(step.Then(floor => End(floor, people[customerId].CustomerId)));
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
    private ArrivalOutcome? Before(string door, Visit visit) =>
        State.FindDoor(door) is { } present ? new ArrivalOutcome(ArrivalResult.Repeated, present.DispatchId)
        : State.Past.FirstOrDefault(past => (past.CustomerId == door || past.Door == door) && past.ArrivalId == visit.EventId) is { } over ? new ArrivalOutcome(ArrivalResult.Repeated, over.DispatchId)
        : null;

    private Task<Person> Who(string door) => GrainFactory.GetGrain<ICustomerPerson>(door).GetPerson();

    private DispatchStep End(StoreState floor, string customerId) =>
        floor.FindClient(customerId) is { } guest ? DispatchRules.End(floor, guest, InboxState.Expired, _time.Now())
        : floor.Past.LastOrDefault(visit => visit.CustomerId == customerId) is { } past ? DispatchRules.EndAgain(floor, past, InboxState.Expired)
        : new DispatchStep(floor);

    /// <summary>The floor as it is now that she may have been merged, or restored, or withdrawn; and who answers for each of her doors.</summary>
    private async Task<(DispatchStep Step, IReadOnlyDictionary<string, Person> Doors)> Sorted(string customerId)
    {
        var asked = await Who(customerId);
        var ids = new HashSet<string>([customerId, asked.CustomerId, .. asked.Doors], StringComparer.Ordinal);
        var others = await Task.WhenAll(MergedGuests.Doors(State, ids).Where(door => door != customerId).Select(async door => (Door: door, Person: await Who(door))));
        var doors = others.Append((Door: customerId, Person: asked)).ToDictionary(static known => known.Door, static known => known.Person, StringComparer.Ordinal);
        return (MergedGuests.Sort(State, doors, _time.Now()), doors);
    }

    /// <summary>Asks who she is and what she allows now, and does what follows from it.</summary>
    private async Task Ask(string customerId, DateTimeOffset? movedOn)
    {
        var (step, doors) = await Sorted(customerId);
        if (step.State.FindClient(doors[customerId].CustomerId) is { } moved && moved.Visits.Max(static visit => visit.Since) <= movedOn)
        {
            step = step.Then(floor => DispatchRules.End(floor, moved, InboxState.Expired, _time.Now()));
        }

        foreach (var person in doors.Values.DistinctBy(static person => person.CustomerId))
        {
            if (step.State.FindClient(person.CustomerId) is not { } guest)
            {
                continue;
            }

            var isOther = (guest.Scope, guest.MergeId) != (person.Consent.Scope, person.MergeId);
            if ((isOther || guest.Greeting.Length == 0) && await Brief(guest) is { } brief)
            {
                // What was told is noted last: until then it is tried again. Inboxes have kept how she is greeted.
                await Task.WhenAll(guest.SentTo.Where(_ => isOther).Select(holder => GrainFactory.GetGrain<IInbox>(holder).Revise(Item(guest, brief))));
                step = step.Then(floor => new DispatchStep(floor.With(Told(guest, brief, person.MergeId))));
            }
        }

        await Do(step);
    }

    private static Guest Told(Guest guest, ClientBrief brief, string? mergeId) =>
        guest with { Tier = brief.Tier, Scope = brief.Scope, Greeting = brief.Greeting, Language = brief.Language, OwnAssociateId = brief.AssociateId, MergeId = mergeId };
}
