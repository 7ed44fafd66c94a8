using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;

namespace Luxe.Grains.Customers;

/// <summary>What a role may see of a client, from views that are cut to what she allows already.</summary>
internal static class CustomerCut
{
    /// <summary>Her profile, or null when nothing ever happened to this id. At tier None only the consent and a count are left.</summary>
    public static CustomerProfile? Profile(string customerId, CustomerState state, ViewerRole role, DateTimeOffset now) =>
        state.Seq == 0 && state.Dropped == 0 ? null : Profile(customerId, ClientCut.Of(state, now), role, state.Dropped);

    /// <summary>Her profile from a cut. Of who wants to be left alone staff see how to greet her, and that wish.</summary>
    public static CustomerProfile Profile(string customerId, ClientCut cut, ViewerRole role, long dropped)
    {
        if (cut.Consent.LeaveMeAlone && IsStaff(role))
        {
            return new CustomerProfile { CustomerId = customerId, Consent = cut.Consent, Traits = cut.Category?.Traits is { } known ? Named(known) : null };
        }

        if (cut.Category is not { } category || role == ViewerRole.PrivacyOfficer)
        {
            return new CustomerProfile { CustomerId = customerId, Consent = cut.Consent, Dropped = dropped, InteractionCount = cut.Held };
        }

        // Made in one piece: every client page and every answer of the API begins with it.
        var behaviour = cut.Behaviour;
        return new CustomerProfile
        {
            CustomerId = customerId,
            Consent = cut.Consent,
            Dropped = dropped,
            InteractionCount = cut.Held,
            Traits = category.Traits,
            AssociateId = category.AssociateId,
            Purchases = category.Purchases.Count,
            Spend = category.Purchases.Spend,
            LastPurchaseAt = category.Purchases.LastAt,
            Summary = JourneySummaries.Of(cut),
            Wishes = behaviour?.Wishes ?? [],
            Cart = behaviour is null ? [] : [.. behaviour.Cart.Select(static line => line.ProductId)],
            Considered = behaviour is null ? [] : [.. behaviour.Considered.Select(static piece => piece.ProductId)],
            LastSeenAt = behaviour?.LastSeenAt,
        };
    }

    /// <summary>Her decisions with channel and actor concern herself, the privacy officer and the systems that carry them out; staff see what holds now.</summary>
    public static bool SeesLedger(ViewerRole role) => role is ViewerRole.PrivacyOfficer or ViewerRole.Client or ViewerRole.Integration;

    /// <summary>Who serves clients: the wish to be left alone is meant for them.</summary>
    public static bool IsStaff(ViewerRole role) => role is ViewerRole.Associate or ViewerRole.Manager or ViewerRole.HeadOffice;

    /// <summary>Whether a role may see her journey at all.</summary>
    public static bool SeesJourney(ConsentView consent, ViewerRole role) => !consent.LeaveMeAlone || !IsStaff(role);

    /// <summary>A step of her journey. The privacy officer sees that and when something is held, never what.</summary>
    public static Interaction Step(Interaction interaction, ViewerRole role) => role != ViewerRole.PrivacyOfficer ? interaction : new Interaction
    {
        EventId = interaction.EventId,
        Kind = interaction.Kind,
        OccurredAt = interaction.OccurredAt,
        ReceivedAt = interaction.ReceivedAt,
    };

    private static Traits Named(Traits traits) => new() { Title = traits.Title, GivenName = traits.GivenName, FamilyName = traits.FamilyName };
}
