using Luxe.Contracts.Access;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;

namespace Luxe.Grains.Customers;

/// <summary>What a role may see of a client, from views that are cut to her tier already.</summary>
internal static class CustomerCut
{
    /// <summary>Her profile, or null when nothing ever happened to this id. At tier None only the consent and a count are left.</summary>
    public static CustomerProfile? Profile(string customerId, CustomerState state, ViewerRole role, DateTimeOffset now)
    {
        if (state.Seq == 0 && state.Dropped == 0)
        {
            return null;
        }

        var cut = ClientCut.Of(state, now);
        var profile = new CustomerProfile { CustomerId = customerId, Consent = state.Consent, Dropped = state.Dropped };
        if (cut.Category is not { } category)
        {
            return profile;
        }

        profile = profile with { InteractionCount = state.Declared.Count + (cut.Behaviour is null ? 0 : state.Observed.Count) };
        if (role == ViewerRole.PrivacyOfficer)
        {
            return profile;
        }

        profile = profile with
        {
            Traits = category.Traits,
            AssociateId = state.AssociateId,
            Purchases = category.Purchases.Count,
            Spend = category.Purchases.Spend,
            LastPurchaseAt = category.Purchases.LastAt,
            Summary = JourneySummaries.Of(cut),
        };
        return cut.Behaviour is not { } behaviour ? profile : profile with
        {
            Wishes = behaviour.Wishes,
            Cart = [.. behaviour.Cart.Select(static line => line.ProductId)],
            Considered = [.. behaviour.Considered.Select(static piece => piece.ProductId)],
            LastSeenAt = behaviour.LastSeenAt,
        };
    }

    /// <summary>Her decisions with channel and actor concern herself, the privacy officer and the systems that carry them out; staff see what holds now.</summary>
    public static bool SeesLedger(ViewerRole role) => role is ViewerRole.PrivacyOfficer or ViewerRole.Client or ViewerRole.Integration;

    /// <summary>A step of her journey. The privacy officer sees that and when something is held, never what.</summary>
    public static Interaction Step(Interaction interaction, ViewerRole role) => role != ViewerRole.PrivacyOfficer ? interaction : new Interaction
    {
        EventId = interaction.EventId,
        Kind = interaction.Kind,
        OccurredAt = interaction.OccurredAt,
        ReceivedAt = interaction.ReceivedAt,
    };
}
