using System.Collections.Immutable;
using Luxe.Contracts.Customers;
using Luxe.Grains.Customers;

namespace Luxe.Grains.Consent;

/// <summary>What Category allows: what she declared, bought and left with the maison.</summary>
internal sealed record CategoryView(
    DateTimeOffset Now,
    Traits? Traits,
    string? AssociateId,
    Presence? Visit,
    Purchases Purchases,
    ImmutableArray<Remembered> Declared)
{
    public static CategoryView Of(CustomerState state, DateTimeOffset now) =>
        new(now, state.Traits, state.AssociateId, state.Visit is { Here: true } here ? here : null, state.Purchases, state.Declared.Items);

    /// <summary>Whether she bought the piece since a moment.</summary>
    public bool BoughtSince(string productId, DateTimeOffset since) => Declared.Any(item =>
        item.At >= since
        && item.Interaction.Kind == InteractionKind.OrderCompleted
        && item.Interaction.Items.Any(piece => piece.ProductId == productId));
}
