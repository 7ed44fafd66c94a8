using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Merges;

namespace Luxe.Grains.Consent;

/// <summary>Gate 1: which interactions may be held at which tier. What is not allowed is counted and dropped, never stored.</summary>
internal static class ConsentGate
{
    /// <summary>
    /// Visits, which are no switch of hers: they hang on the purpose of recognition, and count as a use that is withheld while she does not grant it. In no
    /// decision and no consent; <see cref="HistoryCut"/> stores it.
    /// </summary>
    public const DataUses Visits = (DataUses)8;

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

    /// <summary>
    /// The single use that holds an interaction, within its tier; <see cref="Visits"/> for those that hang on a purpose. None: each of its fields has a use
    /// of its own (<see cref="InteractionKind.Identified"/>, see <see cref="TraitsCut"/>). An unknown kind is a fault, not a default.
    /// </summary>
    public static DataUses UseOf(InteractionKind kind) => kind switch
    {
        InteractionKind.OrderCompleted or InteractionKind.OrderRefunded or InteractionKind.OrderCancelled => DataUses.PurchaseHistory,
        InteractionKind.RepairReady or InteractionKind.AppointmentBooked => DataUses.PurchaseHistory,
        InteractionKind.Grouped => DataUses.Demographics,
        InteractionKind.Identified => DataUses.None,
        InteractionKind.Arrived or InteractionKind.Departed => Visits,
        InteractionKind.ProductViewed or InteractionKind.ProductListViewed or InteractionKind.ProductClicked => DataUses.ProductViews,
        InteractionKind.ProductShared or InteractionKind.ProductReviewed => DataUses.ProductViews,
        InteractionKind.PromotionSeen or InteractionKind.Other => DataUses.ProductViews,
        InteractionKind.EmailOpened or InteractionKind.EmailClicked => DataUses.MailActivity,
        InteractionKind.Searched => DataUses.Searches,
        InteractionKind.CartAdded or InteractionKind.CartRemoved or InteractionKind.CartViewed => DataUses.CartActivity,
        InteractionKind.CheckoutStarted or InteractionKind.WishAdded or InteractionKind.WishRemoved => DataUses.CartActivity,
        InteractionKind.ContentViewed => DataUses.ContentEngagement,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No use is stated for this kind of interaction."),
    };

    /// <summary>The purpose that must be granted beside the tier.</summary>
    public static Purposes PurposeOf(InteractionKind kind) =>
        kind is InteractionKind.Arrived or InteractionKind.Departed ? Purposes.InStoreRecognition : Purposes.None;

    /// <summary>Whether an interaction of this kind may be held. Who wants to be left alone is not met at a door either.</summary>
    public static bool Admits(ConsentView consent, InteractionKind kind) =>
        consent.Reaches(TierOf(kind))
        && (consent.Withheld == DataUses.None || (consent.Withheld & UseOf(kind)) == DataUses.None)
        && (PurposeOf(kind) == Purposes.None || AdmitsRecognition(consent));

    /// <summary>
    /// Every use whose rows are neither held nor shown, whatever her tier: those that she withholds, and visits while nobody may recognise her. The wish to be
    /// left alone closes none: taking it back gives everything back.
    /// </summary>
    public static DataUses ClosedBy(ConsentView consent) =>
        consent.Grants(Purposes.InStoreRecognition) ? consent.Withheld : consent.Withheld | Visits;

    /// <summary>Every use of which a tier may hold rows.</summary>
    public static DataUses Within(ConsentTier tier) => DataUsesOf.Within(tier) | (tier >= ConsentTier.Category ? Visits : DataUses.None);

    /// <summary>Every use that an interaction rests on: its kind's, and those of what was sent along with it.</summary>
    public static DataUses RestsOn(Interaction interaction) => UseOf(interaction.Kind)
        | (interaction.Query is null ? DataUses.None : DataUses.Searches)
        | (interaction.Topic is null ? DataUses.None : DataUses.ContentEngagement)
        | (interaction.Traits is null ? DataUses.None : TraitsCut.UsesOf(interaction.Traits));

    /// <summary>
    /// An interaction without the fields that only Behaviour may hold, when its kind is held below that, and without those whose use she withholds.
    /// The name stays: it says which event this was (a visit's source), not what she did.
    /// </summary>
    public static Interaction Cut(Interaction interaction, DataUses withheld)
    {
        if (TierOf(interaction.Kind) < ConsentTier.Behaviour)
        {
            interaction = interaction with { Query = null, Topic = null, Dwell = null, DeviceId = null };
        }

        return withheld == DataUses.None ? interaction : interaction with
        {
            Query = (withheld & DataUses.Searches) == DataUses.None ? interaction.Query : null,
            Topic = (withheld & DataUses.ContentEngagement) == DataUses.None ? interaction.Topic : null,
            Traits = interaction.Traits is null ? null : TraitsCut.Of(interaction.Traits, withheld),
        };
    }

    /// <summary>Whether staff may be told who she is when she comes in. Below Category nothing is known that could be told.</summary>
    public static bool AdmitsRecognition(ConsentView consent) =>
        consent.Reaches(ConsentTier.Category) && consent.Grants(Purposes.InStoreRecognition) && !consent.LeaveMeAlone;
}
