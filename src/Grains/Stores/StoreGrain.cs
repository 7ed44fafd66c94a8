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
        foreach (var guest in State.Guests)
        {
            await Review(guest.CustomerId);
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

        foreach (var guest in State.Guests)
        {
            await Do(onShift
                ? DispatchRules.Join(State, guest, associateId, _time.Now())
                : DispatchRules.Leave(State, guest, associateId, _time.Now()));
        }
    }

    public async Task<ArrivalOutcome> Arrive(string customerId, Visit visit)
    {
        var today = VisitDays.Trim(State, _time.Now());
        if (today.FindClient(customerId) is { } present)
        {
            await DeliverAgain(present);
            return new ArrivalOutcome(ArrivalResult.Repeated, present.DispatchId);
        }

        if (today.Past.FirstOrDefault(past => past.CustomerId == customerId && past.ArrivalId == visit.EventId) is { } over)
        {
            return new ArrivalOutcome(ArrivalResult.Repeated, over.DispatchId);
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
        await End(customerId, InboxState.Expired);
    }

    public Task<DispatchOutcome> Acknowledge(string dispatchId, string associateId) => Do(DispatchRules.Acknowledge(State, dispatchId, associateId, _time.Now()));

    public Task<DispatchOutcome> Claim(string dispatchId, string associateId) => Do(DispatchRules.Claim(State, dispatchId, associateId, _time.Now()));

    public Task<DispatchOutcome> Snooze(string dispatchId, string associateId, TimeSpan delay) =>
        Do(DispatchRules.Snooze(State, dispatchId, associateId, delay, _time.Now()));

    public async Task Review(string customerId)
    {
        var consent = await GrainFactory.GetGrain<ICustomerViews>(customerId).GetConsent();
        if (!ConsentGate.AdmitsRecognition(consent))
        {
            await End(customerId, InboxState.Recalled);
        }
        else if (State.FindClient(customerId) is { } guest && guest.Tier != consent.Tier && await Brief(guest) is { } brief)
        {
            // Her tier is noted last: until then it is tried again.
            await Task.WhenAll(guest.SentTo.Select(holder => GrainFactory.GetGrain<IInbox>(holder).Revise(Item(guest, brief))));
            await Do(new DispatchStep(State.With(guest with { Tier = brief.Tier, Greeting = brief.Greeting, Language = brief.Language })));
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

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await Escalate();
        if (State.NextDeadline is null && await this.GetReminder(reminderName) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
            _reminded = false;
        }
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

        foreach (var guest in step.Deliver.GroupBy(static sent => sent.Guest))
        {
            var said = brief ?? await Brief(guest.Key);
            await Task.WhenAll(guest.Select(sent => Deliver(sent.Guest, sent.AssociateId, said)));
        }

        await Task.WhenAll(step.Settle.Select(change => GrainFactory.GetGrain<IInbox>(change.AssociateId).Settle(change.DispatchId, change.State)));
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
        if (known.State is DispatchState.Sent or DispatchState.Escalated)
        {
            var brief = await Brief(known);
            foreach (var to in known.SentTo)
            {
                await Deliver(known, to, brief);
            }
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
