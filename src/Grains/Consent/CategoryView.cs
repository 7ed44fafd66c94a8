using System.Collections.Immutable;
using Luxe.Contracts.Customers;
using Luxe.Grains.Customers;
using Luxe.Grains.Tallies;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Consent;

/// <summary>What Category allows: what she declared, bought and left with the maison.</summary>
internal sealed class CategoryView(CustomerState state, DateTimeOffset now)
{
    public DateTimeOffset Now => now;

    public Traits? Traits => state.Traits;

    public string? AssociateId => state.AssociateId;

    /// <summary>Where she is at this moment, if she is anywhere.</summary>
    public Presence? Visit => state.Visit is { Here: true } here ? here : null;

    public Purchases Purchases => state.Purchases;

    /// <summary>The latest interactions of this tier, in order of event time.</summary>
    public ReadOnlySpan<Trace> Declared => state.Declared.Window.AsSpan();

    /// <summary>Visits and services by month.</summary>
    public ImmutableArray<ActivityPeriod> Activity => state.Declared.Months.Rows;

    public ImmutableArray<ChannelSeen> Channels => state.Declared.Channels;

    /// <summary>Whether she bought the piece since a moment.</summary>
    public bool BoughtSince(string productId, DateTimeOffset since)
    {
        var declared = Declared;
        var second = Trace.SecondOf(since);
        for (var i = declared.Length - 1; i >= 0 && declared[i].Second >= second; i--)
        {
            if (declared[i] is { Kind: InteractionKind.OrderCompleted, Subject: { } subject } && subject.Concerns(productId))
            {
                return true;
            }
        }

        return false;
    }
}
