using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Customers;

/// <summary>How an interaction changes a client's state.</summary>
internal static class InteractionFold
{
    public static CustomerState Apply(CustomerState state, Interaction interaction)
    {
        var seen = ConsentGate.TierOf(interaction.Kind) == ConsentTier.Category
            ? state with { Declared = state.Declared.Add(interaction) }
            : state with { Observed = state.Observed.Add(interaction), Interests = state.Interests.Add(interaction) };
        var at = interaction.OccurredAt;
        return interaction.Kind switch
        {
            InteractionKind.OrderCompleted => Bought(seen, interaction),
            InteractionKind.OrderRefunded => seen with { Purchases = seen.Purchases.Refunded(interaction) },
            InteractionKind.OrderCancelled => seen with { Purchases = seen.Purchases.Cancelled(interaction) },
            InteractionKind.Identified => Identified(seen, interaction),
            InteractionKind.Arrived or InteractionKind.Departed => seen with { Visit = Presence.After(seen.Visit, interaction) },
            InteractionKind.CartAdded or InteractionKind.CartViewed or InteractionKind.CheckoutStarted => seen with { Cart = seen.Cart.Put(interaction.Items, at) },
            InteractionKind.CartRemoved => seen with { Cart = seen.Cart.TakeOut(interaction.Items, at) },
            InteractionKind.WishAdded => seen with { Wishes = Say(seen.Wishes, interaction, wanted: true) },
            InteractionKind.WishRemoved => seen with { Wishes = Say(seen.Wishes, interaction, wanted: false) },

            // All other kinds live in the windows only; gate 1 has already refused kinds it does not know.
            _ => seen,
        };
    }

    private static CustomerState Bought(CustomerState state, Interaction order)
    {
        // An order placed on line empties the cart; a till or an import knows only what was paid there.
        var online = order.Channel is not (Channel.Store or Channel.Service or Channel.Import);
        var wishes = state.Wishes;
        foreach (var item in order.Items)
        {
            wishes = Wish.Knows(wishes, item.ProductId) ? Wish.Say(wishes, item.ProductId, order.OccurredAt, wanted: false) : wishes;
        }

        return state with
        {
            Purchases = state.Purchases.Bought(order),
            Cart = online ? state.Cart.Clear(order.OccurredAt) : state.Cart.Bought(order.Items, order.OccurredAt),
            Wishes = wishes,
        };
    }

    private static CustomerState Identified(CustomerState state, Interaction interaction)
    {
        if (interaction.Traits is not { } said)
        {
            return state;
        }

        return interaction.OccurredAt < state.TraitsAt
            ? state with { Traits = DeclaredTraits.Merge(said, state.Traits) }
            : state with { Traits = DeclaredTraits.Merge(state.Traits, said), TraitsAt = interaction.OccurredAt };
    }

    private static ImmutableArray<Wish> Say(ImmutableArray<Wish> wishes, Interaction interaction, bool wanted) =>
        interaction.Items.Aggregate(wishes, (all, item) => Wish.Say(all, Subject.PieceOf(item).ProductId, interaction.OccurredAt, wanted));
}
