using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;

namespace Luxe.Contracts.Stores;

/// <summary>A store, keyed by store id: who is in, who is on shift, and who serves whom.</summary>
[Alias("luxe.IStoreGrain")]
public interface IStoreGrain : IGrainWithStringKey
{
    /// <summary>Creates or changes the store.</summary>
    [Alias("Put")] Task Put(StoreRecord store);

    /// <summary>Begins or ends an associate's shift.</summary>
    [Alias("SetShift")] Task SetShift(string associateId, bool onShift);

    /// <summary>A client arrived: asks her grain what may be said, dispatches to the right associate.</summary>
    [Alias("Arrive")] Task<ArrivalOutcome> Arrive(string customerId, Visit visit);

    /// <summary>A client left.</summary>
    [Alias("Depart")] Task Depart(string customerId, Visit visit);

    /// <summary>The associate has seen her dispatch: the deadline stops.</summary>
    [Alias("Acknowledge")] Task<DispatchOutcome> Acknowledge(string dispatchId, string associateId);

    /// <summary>An associate serves this client now; whoever else had the dispatch loses it.</summary>
    [Alias("Claim")] Task<DispatchOutcome> Claim(string dispatchId, string associateId);

    /// <summary>The associate cannot come now: the deadline moves, or the dispatch goes on at once to a colleague.</summary>
    [Alias("Snooze")] Task<DispatchOutcome> Snooze(string dispatchId, string associateId, TimeSpan delay);

    /// <summary>
    /// Her consent changed: what inboxes and floor hold of her is asked anew, and recalled where she may no longer be recognised.
    /// With <paramref name="movedOn"/> she came to another store at that time (UTC): a visit that began before it is over.
    /// Told by her own grain, one way, because a store awaits the grains of its clients and must never be awaited by them.
    /// </summary>
    [OneWay, Alias("Review")] Task Review(string customerId, DateTimeOffset? movedOn = null);
}

/// <summary>What a manager sees of a store.</summary>
[Alias("luxe.IStoreFloor")]
public interface IStoreFloor : IGrainWithStringKey
{
    /// <summary>The store, or null when unknown.</summary>
    [ReadOnly, Alias("Get")] Task<StoreRecord?> Get();

    /// <summary>Who is in, since when, who serves, who is on shift.</summary>
    [ReadOnly, Alias("GetFloor")] Task<FloorView> GetFloor();

    /// <summary>Subscribes a floor view; renewed by calling again, dropped five minutes after the last renewal.</summary>
    [Alias("Subscribe")] Task Subscribe(IFloorObserver observer);

    /// <summary>Ends a subscription.</summary>
    [Alias("Unsubscribe")] Task Unsubscribe(IFloorObserver observer);
}

/// <summary>Where changes of the floor are pushed.</summary>
[Alias("luxe.IFloorObserver")]
public interface IFloorObserver : IGrainObserver
{
    /// <summary>The floor as it is now.</summary>
    [Alias("OnFloor")] Task OnFloor(FloorView floor);
}

/// <summary>A store of the maison.</summary>
/// <param name="StoreId">Id.</param>
/// <param name="Name">Name.</param>
/// <param name="City">City.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="TimeZone">IANA time zone.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="RespondWithin">How long an associate has to answer a dispatch before it escalates.</param>
[GenerateSerializer, Immutable, Alias("luxe.StoreRecord")]
public sealed record StoreRecord(
    [property: Id(0)] string StoreId,
    [property: Id(1)] string Name,
    [property: Id(2)] string City,
    [property: Id(3)] string Country,
    [property: Id(4)] string TimeZone,
    [property: Id(5)] string Currency,
    [property: Id(6)] TimeSpan RespondWithin);

/// <summary>What became of an arrival; holds no personal data.</summary>
public enum ArrivalResult
{
    /// <summary>Nobody was told: unknown token, or no consent to be recognised. The two are not told apart.</summary>
    NotRecognised = 0,

    /// <summary>An associate was told.</summary>
    Dispatched = 1,

    /// <summary>Nobody is on shift: it waits on the manager's floor.</summary>
    Waiting = 2,

    /// <summary>The same arrival was known already.</summary>
    Repeated = 3,
}

/// <summary>What became of an arrival.</summary>
/// <param name="Result">Which.</param>
/// <param name="DispatchId">The dispatch, when there is one.</param>
[GenerateSerializer, Immutable, Alias("luxe.ArrivalOutcome")]
public sealed record ArrivalOutcome([property: Id(0)] ArrivalResult Result, [property: Id(1)] string? DispatchId);

/// <summary>What became of an associate's answer to a dispatch.</summary>
public enum DispatchOutcome
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>A colleague claimed it first.</summary>
    Taken = 1,

    /// <summary>Unknown, or ended already.</summary>
    Gone = 2,
}

/// <summary>How a dispatch stands. Values are stored: never renumber.</summary>
public enum DispatchState
{
    /// <summary>Nobody was on shift.</summary>
    Waiting = 0,

    /// <summary>Sent to an associate, not yet answered.</summary>
    Sent = 1,

    /// <summary>Seen by the associate.</summary>
    Acknowledged = 2,

    /// <summary>Being served.</summary>
    Serving = 3,

    /// <summary>The deadline passed: everybody on shift and the manager see it.</summary>
    Escalated = 4,
}

/// <summary>A client on the floor.</summary>
/// <param name="DispatchId">Dispatch id.</param>
/// <param name="CustomerId">Who.</param>
/// <param name="Greeting">How to address her.</param>
/// <param name="Tier">Her tier.</param>
/// <param name="Since">In the store since (UTC).</param>
/// <param name="State">How her dispatch stands.</param>
/// <param name="AssociateId">Who has it or serves.</param>
/// <param name="RespondBy">Deadline, while unanswered (UTC).</param>
/// <param name="AnsweredAt">When it was acknowledged or claimed (UTC).</param>
[GenerateSerializer, Immutable, Alias("luxe.FloorGuest")]
public sealed record FloorGuest(
    [property: Id(0)] string DispatchId,
    [property: Id(1)] string CustomerId,
    [property: Id(2)] string Greeting,
    [property: Id(3)] ConsentTier Tier,
    [property: Id(4)] DateTimeOffset Since,
    [property: Id(5)] DispatchState State,
    [property: Id(6)] string? AssociateId,
    [property: Id(7)] DateTimeOffset? RespondBy,
    [property: Id(8)] DateTimeOffset? AnsweredAt);

/// <summary>A store's floor at one moment.</summary>
/// <param name="StoreId">Which store.</param>
/// <param name="Version">Grows with every change.</param>
/// <param name="Guests">Clients who are in, longest waiting first.</param>
/// <param name="OnShift">Associates on shift.</param>
[GenerateSerializer, Immutable, Alias("luxe.FloorView")]
public sealed record FloorView(
    [property: Id(0)] string StoreId,
    [property: Id(1)] long Version,
    [property: Id(2)] ImmutableArray<FloorGuest> Guests,
    [property: Id(3)] ImmutableArray<string> OnShift);
