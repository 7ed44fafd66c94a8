using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Merges;
using Luxe.Grains.Time;

namespace Luxe.Grains.Customers;

/// <summary>Her word, and what her age makes of it.</summary>
internal sealed partial class CustomerGrain
{
    /// <summary>Her word under an id that may outlive her: callers make ids of hers (an import does), and a ledger is kept when she is erased.</summary>
    private ConsentDecision Unnamed(ConsentDecision decision) =>
        decision.EventId.Contains(CustomerId, StringComparison.OrdinalIgnoreCase) ? decision with { EventId = _tools.Pseudonyms.Decision(decision.EventId) } : decision;

    /// <summary>
    /// Her age may become known after she decided. Asked of what came and not of what was new in it: sent again after a kill between the two, it is done then.
    /// </summary>
    private async Task HoldToAge(string? door, ImmutableArray<Interaction> came)
    {
        if (came.Any(static interaction => interaction.Traits is not null) && CustomerRules.HeldToAge(_life.State, _tools.Policies, _time.Now()) is { } decision)
        {
            await DecideAt(door, decision);
        }
    }

    private async Task<Answer<ConsentView>> DecideAt(string? door, ConsentDecision said)
    {
        LifeOnPaper[] lives = [];
        var decision = said;
        return await Change(door, (state, known) => Decided(state, known), [said.EventId], read: Read) is null
            ? Answer<ConsentView>.NotMine
            : Answer<ConsentView>.Of(_life.State.Consent);

        // With every attempt: what another activation wrote after the read is behind the state's last row, and refuses the append.
        async Task Read()
        {
            decision = CustomerRules.Capped(_life.State, said, _tools.Policies, _time.Now());
            lives = CustomerPurge.Reads(_life.State, decision, door) ? await Everybody() : [];
        }

        CustomerChange Decided(CustomerState state, IReadOnlySet<string> known)
        {
            var change = CustomerRules.Decide(state, CustomerId, decision, known, door);
            return lives is [var own, .. var others] && !change.Events.IsEmpty ? CustomerPurge.Further(change, state, decision, door, own, others) : change;
        }
    }

    /// <summary>Her journal and those of everybody she absorbed.</summary>
    private async Task<LifeOnPaper[]> Everybody()
    {
        LifeOnPaper[] lives = [.. (_life.State.Marks ?? MergeMarks.None).Covered.Prepend(CustomerId).Select(static id => new LifeOnPaper(id))];
        foreach (var life in lives)
        {
            await _life.ReadOn(life);
        }

        return lives;
    }
}
