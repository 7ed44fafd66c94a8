using System.Collections.Immutable;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Stores;
using Luxe.Grains.Stores;

namespace Luxe.Grains.Tests.Stores;

public sealed class DispatchRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Arrive_HerOwnAssociateOnShift_IsSentWhateverSheHasToDo()
    {
        var state = Store("a", "b");
        state = Arrive(state, "c1", own: "b").State;

        Assert.Equal("b", Arrive(state, "c2", own: "b").State.Find("d-c2")!.AssociateId);
    }

    [Fact]
    public void Arrive_HerOwnAssociateAway_GoesToTheOneWithTheFewest()
    {
        var state = Arrive(Store("a", "b"), "c1", own: "elsewhere").State;

        var step = Arrive(state, "c2");

        Assert.Equal("a", state.Find("d-c1")!.AssociateId);
        Assert.Equal("b", step.State.Find("d-c2")!.AssociateId);
        Assert.Equal([("d-c2", "b")], step.Deliver.Select(static sent => (sent.Guest.DispatchId, sent.AssociateId)));
    }

    [Fact]
    public void Arrive_TwoEquallyFree_TheOneWhoSpeaksHerLanguageGoes()
    {
        var state = Store("a", "b") with { Shifts = [new Shift("a", ["fr"]), new Shift("b", ["ja-JP", "en"])] };

        Assert.Equal("b", Arrive(state, "c1", language: "ja").State.Find("d-c1")!.AssociateId);
    }

    [Fact]
    public void Arrive_NobodyOnShift_WaitsUntilSomebodyComes()
    {
        var waiting = Arrive(Store(), "c1").State;
        Assert.Equal(DispatchState.Waiting, waiting.Find("d-c1")!.State);

        var joined = DispatchRules.Join(waiting with { Shifts = [new Shift("a", [])] }, waiting.Find("d-c1")!, "a", Noon);

        Assert.Equal(DispatchState.Sent, joined.State.Find("d-c1")!.State);
        Assert.Single(joined.Deliver);
    }

    [Fact]
    public void Escalate_BeforeTheDeadline_DoesNothing()
    {
        var state = Arrive(Store("a", "b"), "c1").State;

        Assert.Same(state, DispatchRules.Escalate(state, Noon.AddSeconds(89)).State);
    }

    [Fact]
    public void Escalate_AtTheDeadline_TellsEverybodyElseAndStopsTheClock()
    {
        var state = Arrive(Store("a", "b", "c"), "c1").State;

        var step = DispatchRules.Escalate(state, Noon.AddSeconds(90));

        var guest = step.State.Find("d-c1")!;
        Assert.Equal((DispatchState.Escalated, (DateTimeOffset?)null), (guest.State, guest.RespondBy));
        Assert.Equal(["b", "c"], step.Deliver.Select(static sent => sent.AssociateId));
        Assert.Same(step.State, DispatchRules.Escalate(step.State, Noon.AddDays(1)).State);
    }

    [Fact]
    public void Acknowledge_InTime_StopsTheDeadline()
    {
        var state = DispatchRules.Acknowledge(Arrive(Store("a", "b"), "c1").State, "d-c1", "a", Noon.AddSeconds(5)).State;

        var guest = state.Find("d-c1")!;
        Assert.Equal((DispatchState.Acknowledged, Noon.AddSeconds(5)), (guest.State, guest.AnsweredAt!.Value));
        Assert.Same(state, DispatchRules.Escalate(state, Noon.AddDays(1)).State);
    }

    [Fact]
    public void Claim_AfterAnEscalation_TheFirstWinsAndTheOthersLoseIt()
    {
        var state = DispatchRules.Escalate(Arrive(Store("a", "b", "c"), "c1").State, Noon.AddMinutes(5)).State;

        var first = DispatchRules.Claim(state, "d-c1", "b", Noon.AddMinutes(6));
        var second = DispatchRules.Claim(first.State, "d-c1", "c", Noon.AddMinutes(6));
        var again = DispatchRules.Claim(first.State, "d-c1", "b", Noon.AddMinutes(7));

        Assert.Equal((DispatchOutcome.Done, DispatchOutcome.Taken, DispatchOutcome.Done), (first.Outcome, second.Outcome, again.Outcome));
        Assert.Equal(
            [("a", InboxState.Passed), ("b", InboxState.Claimed), ("c", InboxState.Passed)],
            first.Settle.Select(static change => (change.AssociateId, change.State)).Order());
        Assert.Equal("b", second.State.Find("d-c1")!.AssociateId);
    }

    [Fact]
    public void Claim_ByAColleagueItWasNeverSentTo_IsDeliveredToHer()
    {
        var step = DispatchRules.Claim(Arrive(Store("a", "b"), "c1").State, "d-c1", "b", Noon);

        Assert.Equal("b", Assert.Single(step.Deliver).AssociateId);
    }

    [Fact]
    public void Answer_UnknownDispatch_IsGone() =>
        Assert.Equal(DispatchOutcome.Gone, DispatchRules.Claim(Store("a"), "d-none", "a", Noon).Outcome);

    [Fact]
    public void Snooze_WithADelay_MovesTheDeadline()
    {
        var step = DispatchRules.Snooze(Arrive(Store("a"), "c1").State, "d-c1", "a", TimeSpan.FromMinutes(10), Noon);

        Assert.Equal(Noon.AddMinutes(10), step.State.Find("d-c1")!.RespondBy);
        Assert.Equal(InboxState.Snoozed, Assert.Single(step.Settle).State);
    }

    [Fact]
    public void Snooze_WithoutDelay_GoesOnToAColleagueAndNeverBack()
    {
        var passed = DispatchRules.Snooze(Arrive(Store("a", "b"), "c1").State, "d-c1", "a", TimeSpan.Zero, Noon);
        Assert.Equal("b", passed.State.Find("d-c1")!.AssociateId);

        var nobody = DispatchRules.Snooze(passed.State, "d-c1", "b", TimeSpan.Zero, Noon);

        Assert.Equal(DispatchState.Waiting, nobody.State.Find("d-c1")!.State);
        Assert.Empty(nobody.Deliver);
    }

    [Fact]
    public void Leave_OffShiftWithAnUnansweredDispatch_GoesOnToAColleague()
    {
        var state = Arrive(Store("a", "b"), "c1").State;
        var step = DispatchRules.Leave(state with { Shifts = [new Shift("b", [])] }, state.Find("d-c1")!, "a", Noon);

        Assert.Equal("b", step.State.Find("d-c1")!.AssociateId);
    }

    [Fact]
    public void End_SheLeft_KeepsOnlyTheKeysForTheDay()
    {
        var state = Arrive(Store("a"), "c1").State;
        var step = DispatchRules.End(state, state.Find("d-c1")!, InboxState.Expired, Noon.AddHours(1));

        Assert.Empty(step.State.Guests);
        Assert.Equal(("c1", "v-c1", "d-c1"), (step.State.Past[0].CustomerId, step.State.Past[0].ArrivalId, step.State.Past[0].DispatchId));
        Assert.Equal(("a", InboxState.Expired), step.Settle.Select(static change => (change.AssociateId, change.State)).Single());
        Assert.Empty(VisitDays.Trim(step.State, Noon.AddDays(1)).Past);
        Assert.Single(VisitDays.Trim(step.State, Noon.AddHours(2)).Past);
    }

    [Fact]
    public void End_Recalled_KeepsNothingOfHerDay()
    {
        var state = Arrive(Store("a"), "c1").State;
        state = DispatchRules.End(state, state.Find("d-c1")!, InboxState.Expired, Noon.AddHours(1)).State;
        state = Arrive(state, "c1", since: Noon.AddHours(2)).State;

        var step = DispatchRules.End(state, state.Find("d-c1")!, InboxState.Recalled, Noon.AddHours(3));

        Assert.Empty(step.State.Guests);
        Assert.Empty(step.State.Past);
    }

    [Fact]
    public void Trim_AGuestNobodySawLeave_IsGoneTheNextDay()
    {
        var state = Arrive(Store("a"), "c1").State;

        Assert.Single(VisitDays.Trim(state, Noon.AddHours(13)).Guests);
        Assert.Empty(VisitDays.Trim(state, Noon.AddDays(1)).Guests);
    }

    [Fact]
    public void Floor_SeveralGuests_AreLongestWaitingFirst()
    {
        var state = Arrive(Arrive(Store("a"), "c1", since: Noon).State, "c2", since: Noon.AddMinutes(-5)).State;

        Assert.Equal(["c2", "c1"], state.Floor("s1").Guests.Select(static guest => guest.CustomerId));
    }

    private static StoreState Store(params string[] onShift) => StoreState.Empty with
    {
        Store = new StoreRecord("s1", "Rue", "Paris", "FR", "Europe/Paris", "EUR", TimeSpan.FromSeconds(90)),
        Shifts = [.. onShift.Select(static id => new Shift(id, ImmutableArray<string>.Empty))],
    };

    private static DispatchStep Arrive(StoreState state, string customer, string? own = null, string? language = null, DateTimeOffset? since = null) => DispatchRules.Arrive(
        state,
        $"d-{customer}",
        new Visit($"v-{customer}", "s1", "qr", since ?? Noon),
        new ClientBrief { CustomerId = customer, Greeting = "Ms Morgan", Tier = ConsentTier.Category, AssociateId = own, Language = language },
        Noon);
}
