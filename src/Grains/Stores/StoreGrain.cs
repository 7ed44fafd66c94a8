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
internal sealed class StoreGrain : Grain, IStoreGrain, IStoreFloor, IRemindable
{
    private const string Deadlines = "deadlines";
    private static readonly TimeSpan ShortestReminder = TimeSpan.FromMinutes(1);

    private readonly Kept<StoreState> _kept;
    private readonly Pushes<IFloorObserver> _floors;
    private readonly TimeProvider _time;
    private readonly IIdSource _ids;
    private readonly LuxeGrainsOptions _options;
    private IGrainTimer? _timer;
    private bool _reminded;

    public StoreGrain(
        [PersistentState("store", "luxe")] IPersistentState<Document> storage, TimeProvider time, IIdSource ids, LuxeGrainsOptions options, ILogger<StoreGrain> log)
    {
        (_time, _ids, _options) = (time, ids, options);
        _kept = new Kept<StoreState>(storage, StoreJson.Default.StoreState, StoreState.Empty);
        _floors = new Pushes<IFloorObserver>(options.SubscriptionLifetime, log);
    }

    private string StoreId => this.GetPrimaryKeyString();

    private StoreState State => _kept.Value;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // A review is told one way and can be lost in a crash; what was missed is asked for.
        foreach (var guest in State.Present.ToArray())
        {
            await Review(guest);
        }

        Watch();
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
        await Do(new DispatchStep(next));

        foreach (var guest in State.Present.ToArray())
        {
            await Do(onShift
                ? DispatchRules.Join(State, guest, associateId, _time.Now())
                : DispatchRules.Leave(State, guest, associateId, _time.Now()));
        }
    }

    public async Task<ArrivalOutcome> Arrive(string customerId, Visit visit)
    {
        var today = VisitDays.Trim(State, _time.Now());
        if (today.Guests.FirstOrDefault(guest => guest.CustomerId == customerId && (guest.ArrivalId == visit.EventId || guest.LeftAt is null)) is { } known)
        {
            await DeliverAgain(known);
            return new ArrivalOutcome(ArrivalResult.Repeated, known.DispatchId);
        }

        if (await GrainFactory.GetGrain<ICustomerGrain>(customerId).Arrive(visit) is not { } brief)
        {
            return new ArrivalOutcome(ArrivalResult.NotRecognised, null);
        }

        var dispatchId = _ids.Next("d");
        var step = DispatchRules.Arrive(today, dispatchId, visit, brief, _time.Now());
        await Do(step, brief);
        return new ArrivalOutcome(step.Deliver.IsEmpty ? ArrivalResult.Waiting : ArrivalResult.Dispatched, dispatchId);
    }

    public async Task Depart(string customerId, Visit visit)
    {
        await GrainFactory.GetGrain<ICustomerGrain>(customerId).Depart(visit);
        if (State.Guests.LastOrDefault(guest => guest.CustomerId == customerId) is { } guest)
        {
            await Do(DispatchRules.End(State, guest, InboxState.Expired, _time.Now()));
        }
    }

    public Task<DispatchOutcome> Acknowledge(string dispatchId, string associateId) => Do(DispatchRules.Acknowledge(State, dispatchId, associateId, _time.Now()));

    public Task<DispatchOutcome> Claim(string dispatchId, string associateId) => Do(DispatchRules.Claim(State, dispatchId, associateId, _time.Now()));

    public Task<DispatchOutcome> Snooze(string dispatchId, string associateId, TimeSpan delay) =>
        Do(DispatchRules.Snooze(State, dispatchId, associateId, delay, _time.Now()));

    public Task Review(string customerId) =>
        State.Guests.LastOrDefault(guest => guest.CustomerId == customerId) is { } guest ? Review(guest) : Task.CompletedTask;

    public Task<StoreRecord?> Get() => Task.FromResult(State.Store);

    public Task<FloorView> GetFloor() => Task.FromResult(State.Floor(StoreId));

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

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await Escalate();
        if (State.NextDeadline is null && await this.GetReminder(reminderName) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
            _reminded = false;
        }
    }

    /// <summary>Persists, then tells: a crash between the two is mended by the next try, because every delivery is idempotent.</summary>
    private async Task<DispatchOutcome> Do(DispatchStep step, ClientBrief? brief = null)
    {
        var isChanged = step.State != State;
        if (isChanged)
        {
            await _kept.Save(step.State with { Version = State.Version + 1 });
            Watch();
            await Remind();
        }

        foreach (var (guest, to) in step.Deliver)
        {
            brief ??= await Brief(guest);
            await Deliver(guest, to, brief);
        }

        foreach (var (dispatchId, at, state) in step.Settle)
        {
            await GrainFactory.GetGrain<IInbox>(at).Settle(dispatchId, state);
        }

        if (isChanged)
        {
            var floor = State.Floor(StoreId);
            _floors.Send(view => view.OnFloor(floor));
        }

        return step.Outcome;
    }

    private Task Deliver(Guest guest, string to, ClientBrief? brief) => brief is null
        ? Task.CompletedTask
        : GrainFactory.GetGrain<IInbox>(to).Deliver(Item(guest, brief));

    private InboxItem Item(Guest guest, ClientBrief brief) => new(
        guest.DispatchId, guest.CustomerId, brief, null, brief.Greeting, StoreId, guest.Since, guest.RespondBy, guest.Since + _options.ArrivalLifetime);

    /// <summary>The caller tries again after a fault: what it left undone is done.</summary>
    private async Task DeliverAgain(Guest known)
    {
        if (known.LeftAt is null && known.State is DispatchState.Sent or DispatchState.Escalated)
        {
            var brief = await Brief(known);
            foreach (var to in known.SentTo)
            {
                await Deliver(known, to, brief);
            }
        }
    }

    /// <summary>What the floor and the inboxes hold of a guest, brought to what she allows now. Her tier is noted last: until then it is tried again.</summary>
    private async Task Review(Guest guest)
    {
        var consent = await GrainFactory.GetGrain<ICustomerViews>(guest.CustomerId).GetConsent();
        if (!ConsentGate.AdmitsRecognition(consent))
        {
            await Do(DispatchRules.End(State, guest, InboxState.Recalled, _time.Now()));
        }
        else if (guest.LeftAt is null && guest.Tier != consent.Tier && await Brief(guest) is { } brief)
        {
            foreach (var holder in guest.SentTo)
            {
                await GrainFactory.GetGrain<IInbox>(holder).Revise(Item(guest, brief));
            }

            await Do(new DispatchStep(State.With(guest with { Tier = brief.Tier, Greeting = brief.Greeting, Language = brief.Language })));
        }
    }

    /// <summary>Asked anew, so that it is cut to what she allows at this moment.</summary>
    private Task<ClientBrief?> Brief(Guest guest) =>
        GrainFactory.GetGrain<ICustomerViews>(guest.CustomerId).GetBrief(new Viewer(StoreId, ViewerRole.Associate, "dispatch", StoreId));

    private async Task Escalate()
    {
        var step = DispatchRules.Escalate(State, _time.Now());
        if (step.State != State)
        {
            await Do(step);
        }
        else
        {
            Watch();
        }
    }

    /// <summary>A timer for the next deadline, to the moment.</summary>
    private void Watch()
    {
        _timer?.Dispose();
        _timer = null;
        if (State.NextDeadline is { } deadline)
        {
            var wait = deadline - _time.Now();
            _timer = this.RegisterGrainTimer(static (store, _) => store.Escalate(), this, wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>A reminder beside it, so that a deadline outlives this process; late by a minute at most.</summary>
    private async Task Remind()
    {
        if (!_reminded && State.NextDeadline is not null)
        {
            await this.RegisterOrUpdateReminder(Deadlines, ShortestReminder, ShortestReminder);
            _reminded = true;
        }
    }
}
