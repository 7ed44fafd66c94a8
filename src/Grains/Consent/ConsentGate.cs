using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;

namespace Luxe.Grains.Consent;

/// <summary>Gate 1: which interactions may be held at which tier. What is not allowed is counted and dropped, never stored.</summary>
internal static class ConsentGate
{
    /// <summary>The tier from which an interaction may be held. An unknown kind is a fault, not a default.</summary>
    public static ConsentTier TierOf(InteractionKind kind) => kind switch
    {
        InteractionKind.OrderCompleted or InteractionKind.OrderRefunded or InteractionKind.OrderCancelled => ConsentTier.Category,
        InteractionKind.Identified or InteractionKind.Grouped => ConsentTier.Category,
        InteractionKind.RepairReady or InteractionKind.AppointmentBooked => ConsentTier.Category,
        InteractionKind.Arrived or InteractionKind.Departed => ConsentTier.Category,
        InteractionKind.ProductViewed or InteractionKind.ProductListViewed or InteractionKind.Searched => ConsentTier.Behaviour,
        InteractionKind.ProductClicked or InteractionKind.ContentViewed or InteractionKind.PromotionSeen => ConsentTier.Behaviour,
        InteractionKind.CartAdded or InteractionKind.CartRemoved or InteractionKind.CartViewed => ConsentTier.Behaviour,
        InteractionKind.CheckoutStarted or InteractionKind.WishAdded or InteractionKind.WishRemoved => ConsentTier.Behaviour,
        InteractionKind.EmailOpened or InteractionKind.EmailClicked => ConsentTier.Behaviour,
        InteractionKind.ProductShared or InteractionKind.ProductReviewed or InteractionKind.Other => ConsentTier.Behaviour,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No consent tier is stated for this kind of interaction."),
    };

    /// <summary>The purpose that must be granted beside the tier.</summary>
    public static Purposes PurposeOf(InteractionKind kind) =>
        kind is InteractionKind.Arrived or InteractionKind.Departed ? Purposes.InStoreRecognition : Purposes.None;

    /// <summary>Whether an interaction of this kind may be held.</summary>
    public static bool Admits(ConsentView consent, InteractionKind kind) =>
        consent.Reaches(TierOf(kind)) && consent.Grants(PurposeOf(kind));

    /// <summary>
    /// An interaction without the fields that only Behaviour may hold, when its kind is held below that. The name stays: it says
    /// which event this was (a visit's source), not what she did.
    /// </summary>
    public static Interaction Cut(Interaction interaction) => TierOf(interaction.Kind) >= ConsentTier.Behaviour
        ? interaction
        : interaction with { Query = null, Topic = null, Dwell = null, DeviceId = null };

    /// <summary>Whether staff may be told who she is when she comes in. Below Category nothing is known that could be told.</summary>
    public static bool AdmitsRecognition(ConsentView consent) =>
        consent.Reaches(ConsentTier.Category) && consent.Grants(Purposes.InStoreRecognition);
}
