using System.Collections.Immutable;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Stores;
using Luxe.Grains.Customers;
using Luxe.Grains.Stores;

namespace Luxe.Grains.Tests.Stores;

/// <summary>Who is who on the floor, decided without a host.</summary>
public sealed class MergedGuestsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Sort_NothingMerged_IsTheSameFloor()
    {
        var state = Arrive(Arrive(Floor("a", "b"), "A"), "B");

        Assert.Same(state, MergedGuests.Sort(state, Doors(("A", "A"), ("B", "B")), Noon).State);
    }

    [Fact]
    public void Sort_TheAbsorbedIsIn_IsTheSurvivorAndBackAgain()
    {
        var state = DispatchRules.Claim(Arrive(Floor("a"), "B"), "d-B", "a", Noon).State;

        var merged = MergedGuests.Sort(state, Doors(("B", "A")), Noon);

        Assert.Equal(("A", "B", DispatchState.Serving, "a"), Told(Assert.Single(merged.State.Guests)));
        Assert.Empty(merged.Words);
        Assert.Equal(("B", "B", DispatchState.Serving, "a"), Told(Assert.Single(MergedGuests.Sort(merged.State, Doors(("B", "B")), Noon).State.Guests)));
    }

    [Theory]
    [InlineData("A", "B")]
    [InlineData("B", "A")]
    public void Sort_BothAreIn_TheVisitThatIsFurtherStaysAndTheOtherComesBack(string further, string other)
    {
        var state = Arrive(Arrive(Floor("a", "b"), "A"), "B");
        var (first, second) = (state.FindClient(further)!.AssociateId!, state.FindClient(other)!.AssociateId!);
        state = DispatchRules.Acknowledge(state, $"d-{further}", first, Noon).State;

        var merged = MergedGuests.Sort(state, Doors(("A", "A"), ("B", "A")), Noon);

        var guest = Assert.Single(merged.State.Guests);
        Assert.Equal(("A", further, DispatchState.Acknowledged, first), Told(guest));
        Assert.Equal([new Owed($"d-{other}", second, InboxState.Passed)], merged.Words.AsEnumerable());

        var parted = MergedGuests.Sort(merged.State, Doors(("A", "A"), ("B", "B")), Noon.AddMinutes(5));

        Assert.Equal((further, further, DispatchState.Acknowledged, first), Told(parted.State.FindDoor(further)!));
        var back = parted.State.FindDoor(other)!;
        Assert.Equal((other, other, DispatchState.Sent), (back.CustomerId, back.Door, back.State));
        Assert.Equal(Noon.AddMinutes(5) + TimeSpan.FromSeconds(90), back.RespondBy);
        Assert.Equal([new Owed($"d-{other}", back.AssociateId!)], parted.Words.AsEnumerable());
    }

    [Fact]
    public void Sort_ATwinThatWasServed_GoesBackToWhoServedHer()
    {
        var state = Arrive(Arrive(Floor("a", "b"), "A"), "B");
        var (first, second) = (state.FindClient("A")!.AssociateId!, state.FindClient("B")!.AssociateId!);
        state = DispatchRules.Claim(DispatchRules.Acknowledge(state, "d-A", first, Noon).State, "d-B", second, Noon).State;
        var merged = MergedGuests.Sort(state, Doors(("A", "A"), ("B", "A")), Noon).State;

        var parted = MergedGuests.Sort(merged, Doors(("A", "A"), ("B", "B")), Noon);
        var gone = MergedGuests.Sort(merged with { Shifts = [.. merged.Shifts.Where(shift => shift.AssociateId != first)] }, Doors(("A", "A"), ("B", "B")), Noon);

        Assert.Equal(("A", "A", DispatchState.Acknowledged, first), Told(parted.State.FindDoor("A")!));
        Assert.Equal([new Owed("d-A", first), new Owed("d-A", first, InboxState.Acknowledged)], parted.Words.AsEnumerable());
        Assert.Equal(("A", "A", DispatchState.Sent, second), Told(gone.State.FindDoor("A")!));
    }

    [Fact]
    public void Sort_AChain_IsOneGuestAndComesApartStepByStep()
    {
        var state = Arrive(Arrive(Arrive(Floor("a"), "A"), "B"), "C");

        var one = MergedGuests.Sort(MergedGuests.Sort(state, Doors(("A", "A"), ("B", "A")), Noon).State, Doors(("A", "C"), ("B", "C"), ("C", "C")), Noon).State;
        var two = MergedGuests.Sort(one, Doors(("A", "A"), ("B", "A"), ("C", "C")), Noon).State;
        var three = MergedGuests.Sort(two, Doors(("A", "A"), ("B", "B"), ("C", "C")), Noon).State;

        Assert.Equal(["C"], one.Guests.Select(static guest => guest.CustomerId));
        Assert.Equal(["A", "C"], two.Guests.Select(static guest => guest.CustomerId).Order());
        Assert.Equal(["A", "B", "C"], three.Guests.Select(static guest => guest.CustomerId).Order());
        Assert.All(three.Guests, static guest => Assert.Equal((guest.CustomerId, 0), (guest.Door, guest.Twins.Length)));
    }

    [Fact]
    public void Sort_WhoMayNotBeRecognised_IsRecalledWithAllHerVisitsAndNothingIsKept()
    {
        var state = Arrive(Arrive(Floor("a", "b"), "A"), "B");
        state = DispatchRules.End(state, state.FindClient("B")!, InboxState.Expired, Noon).State;

        var step = MergedGuests.Sort(state, Doors(Purposes.None, ("A", "A"), ("B", "A")), Noon);

        Assert.Empty(step.State.Guests);
        Assert.Empty(step.State.Past);
        Assert.Contains(step.Words, static word => word is { DispatchId: "d-A", State: InboxState.Recalled });
    }

    [Fact]
    public void Beside_AnotherDoor_IsPutAsideAndLeavesWithHer()
    {
        var state = MergedGuests.Sort(Arrive(Floor("a"), "A"), Doors(("A", "A"), ("B", "A")), Noon).State;
        state = MergedGuests.Beside(state, state.FindClient("A")!, "d-2", "B", new Visit("v-2", "s1", "card", Noon.AddMinutes(1))).State;

        var ended = DispatchRules.End(state, state.FindDoor("B")!, InboxState.Expired, Noon.AddHours(1));

        Assert.Equal("A", Assert.Single(state.Guests).CustomerId);
        Assert.Empty(ended.State.Guests);
        Assert.Equal([("A", "v-A"), ("B", "v-2")], ended.State.Past.Select(static visit => (visit.Door, visit.ArrivalId)));
        Assert.Equal(["A", "B"], MergedGuests.Sort(ended.State, Doors(("A", "A"), ("B", "B")), Noon).State.Past.Select(static visit => visit.CustomerId));
    }

    [Fact]
    public void StoredState_OfATimeBeforeDoors_IsReadAsItWas()
    {
        const string Former = """{"guests":[{"dispatchId":"d","customerId":"A","arrivalId":"v","source":"qr","greeting":"Ms","sentTo":["a"],"declined":[]}],"shifts":[],"past":[{"customerId":"B","arrivalId":"w","dispatchId":"e","sentTo":[],"leftAt":"2026-11-20T10:00:00+00:00"}],"version":1}""";

        var state = System.Text.Json.JsonSerializer.Deserialize(Former, StoreJson.Default.StoreState)!;

        Assert.Equal(("A", 0), (state.Guests[0].Door, state.Guests[0].Twins.Length));
        Assert.Equal("B", state.Past[0].Door);
    }

    private static (string CustomerId, string Door, DispatchState State, string? AssociateId) Told(Guest guest) => (guest.CustomerId, guest.Door, guest.State, guest.AssociateId);

    private static Dictionary<string, Person> Doors(params (string Door, string Id)[] doors) => Doors(Purposes.InStoreRecognition, doors);

    private static Dictionary<string, Person> Doors(Purposes purposes, params (string Door, string Id)[] doors) => doors.ToDictionary(
        static known => known.Door, known => new Person(known.Id, new ConsentView(ConsentTier.Category, purposes, "1", Noon), null, []));

    private static StoreState Floor(params string[] onShift) => StoreState.Empty with
    {
        Store = new StoreRecord("s1", "Rue", "Paris", "FR", "Europe/Paris", "EUR", TimeSpan.FromSeconds(90)),
        Shifts = [.. onShift.Select(static id => new Shift(id, ImmutableArray<string>.Empty))],
    };

    private static StoreState Arrive(StoreState state, string customer) => DispatchRules.Arrive(
        state, $"d-{customer}", new Visit($"v-{customer}", "s1", "qr", Noon), new ClientBrief { CustomerId = customer, Greeting = "Ms Morgan", Tier = ConsentTier.Category }, Noon).State;
}
