using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Customers;
using Luxe.Grains.Tallies;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Consent;

/// <summary>What Category allows: what she declared, bought and left with the maison. A use that she withholds is empty.</summary>
internal sealed class CategoryView(CustomerState state, DateTimeOffset now)
{
    public DateTimeOffset Now => now;

    public Traits? Traits => state.Traits is { } traits && Withheld != DataUses.None ? TraitsCut.Of(traits, Withheld) : state.Traits;

    public string? AssociateId => state.AssociateId;

    public Purchases Purchases => Withholds(DataUses.PurchaseHistory) ? Purchases.None : state.Purchases;

    /// <summary>The latest orders, repairs and appointments, in order of event time, among traces that say less.</summary>
    public ReadOnlySpan<Trace> Declared => Withholds(DataUses.PurchaseHistory) ? default : state.Declared.Window.AsSpan();

    /// <summary>Visits and services by month.</summary>
    public ImmutableArray<ActivityPeriod> Activity => Open(state.Declared.Months.Rows, ConsentGate.ClosedBy(state.Consent));

    public ImmutableArray<ChannelSeen> Channels => state.Declared.Channels;

    private DataUses Withheld => state.Consent.Withheld;

    /// <summary>Whether she bought the piece since a moment.</summary>
    public bool BoughtSince(string productId, DateTimeOffset since) => Considered.IsBought(Declared, productId, since);

    /// <summary>The same rows where nothing is to be taken out, as after every purge: most clients who are not recognised were never met.</summary>
    private static ImmutableArray<ActivityPeriod> Open(ImmutableArray<ActivityPeriod> rows, DataUses closed)
    {
        if (closed == DataUses.None)
        {
            return rows;
        }

        foreach (var period in rows)
        {
            if (period != period.Without(closed))
            {
                return [.. rows.Select(each => each.Without(closed))];
            }
        }

        return rows;
    }

    private bool Withholds(DataUses single) => (Withheld & single) != DataUses.None;
}
