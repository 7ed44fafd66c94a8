using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Time;

namespace Luxe.Grains.Customers;

/// <summary>Her past, from elsewhere: one turn and one append, and no word to anybody.</summary>
internal sealed partial class CustomerGrain
{
    public Task<HistoryOutcome> Import(ConsentDecision? unlessDecided, ImmutableArray<Interaction> interactions)
    {
        var vouched = unlessDecided is null ? null : Unnamed(unlessDecided);
        return Own(() => ImportAt(null, vouched, interactions), heir => heir.Import(CustomerId, vouched, interactions));
    }

    public Task<Answer<HistoryOutcome>> Import(string door, ConsentDecision? unlessDecided, ImmutableArray<Interaction> interactions) =>
        Relay(door, () => ImportAt(door, unlessDecided, interactions), heir => heir.Import(door, unlessDecided, interactions));

    private async Task<Answer<HistoryOutcome>> ImportAt(string? door, ConsentDecision? unlessDecided, ImmutableArray<Interaction> interactions)
    {
        string[] ids = [.. unlessDecided is null ? [] : new[] { unlessDecided.EventId }, .. interactions.Select(static interaction => interaction.EventId)];
        if (await Change(door, (state, known) => CustomerRules.Import(state, CustomerId, unlessDecided is null ? null : CustomerRules.Capped(state, unlessDecided, _tools.Policies, _time.Now()), interactions, known, door), ids) is not { } change)
        {
            return Answer<HistoryOutcome>.NotMine;
        }

        await HoldToAge(door, interactions);
        return Answer<HistoryOutcome>.Of(new HistoryOutcome(
            new RecordOutcome(change.Events.OfType<InteractionRecorded>().Count(), change.Repeated, change.Dropped), change.Events is [ConsentDecided, ..]));
    }
}
