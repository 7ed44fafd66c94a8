using System.Collections.Frozen;
using Luxe.Contracts.Customers;

namespace Luxe.Silo.Ingest;

/// <summary>What Segment's semantic event names mean here. Case does not matter, nor whether words are parted by spaces or underscores; the names of the first e-commerce spec are understood too.</summary>
public static class SegmentEvents
{
    /// <summary>What a name means.</summary>
    /// <param name="Kind">The interaction.</param>
    /// <param name="KeepName">True when the name says more than the kind and is kept beside it.</param>
    public readonly record struct Meaning(InteractionKind Kind, bool KeepName);

    private static readonly FrozenDictionary<string, Meaning> Table = Build();
    private static readonly FrozenDictionary<string, Meaning>.AlternateLookup<ReadOnlySpan<char>> Lookup = Table.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The meaning of an event name; names that nobody defined are kept as <see cref="InteractionKind.Other"/> under their own name.</summary>
    public static Meaning Of(ReadOnlySpan<char> name) => Lookup.TryGetValue(name, out var meaning) ? meaning : new Meaning(InteractionKind.Other, true);

    private static FrozenDictionary<string, Meaning> Build()
    {
        var table = new Dictionary<string, Meaning>(StringComparer.OrdinalIgnoreCase);
        Add(InteractionKind.ProductViewed, "Product Viewed", "Viewed Product");
        Add(InteractionKind.ProductClicked, "Product Clicked", "Clicked Product");
        Add(InteractionKind.ProductListViewed, "Product List Viewed", "Viewed Product Category", "Viewed Product List");
        Kept(InteractionKind.ProductListViewed, "Product List Filtered", "Filtered Product List");
        Add(InteractionKind.Searched, "Products Searched", "Searched Products");
        Add(InteractionKind.CartAdded, "Product Added", "Added Product");
        Kept(InteractionKind.CartAdded, "Wishlist Product Added to Cart");
        Add(InteractionKind.CartRemoved, "Product Removed", "Removed Product");
        Add(InteractionKind.CartViewed, "Cart Viewed", "Viewed Cart");
        Add(InteractionKind.CheckoutStarted, "Checkout Started", "Started Checkout");
        Kept(InteractionKind.CheckoutStarted, "Checkout Step Viewed", "Checkout Step Completed", "Payment Info Entered", "Viewed Checkout Step", "Completed Checkout Step");
        Add(InteractionKind.OrderCompleted, "Order Completed", "Completed Order");
        Add(InteractionKind.OrderRefunded, "Order Refunded", "Refunded Order");
        Add(InteractionKind.OrderCancelled, "Order Cancelled", "Order Canceled", "Cancelled Order");
        // An update restates an order that was counted when it was completed: counted again it would double the spend.
        Kept(InteractionKind.Other, "Order Updated", "Updated Order");
        Add(InteractionKind.WishAdded, "Product Added to Wishlist");
        Add(InteractionKind.WishRemoved, "Product Removed from Wishlist");
        Add(InteractionKind.ProductShared, "Product Shared");
        Kept(InteractionKind.ProductShared, "Cart Shared");
        Add(InteractionKind.ProductReviewed, "Product Reviewed");
        Add(InteractionKind.PromotionSeen, "Promotion Viewed", "Viewed Promotion");
        Kept(InteractionKind.PromotionSeen, "Promotion Clicked", "Clicked Promotion");
        Kept(InteractionKind.Other, "Coupon Entered", "Coupon Applied", "Coupon Denied", "Coupon Removed");
        Add(InteractionKind.EmailOpened, "Email Opened");
        Add(InteractionKind.EmailClicked, "Email Link Clicked", "Email Clicked");
        Kept(InteractionKind.Other, "Email Delivered", "Email Bounced", "Email Marked as Spam", "Unsubscribed");
        Kept(InteractionKind.Other, "Application Installed", "Application Opened", "Application Updated", "Application Backgrounded", "Application Foregrounded", "Application Uninstalled", "Application Crashed", "Deep Link Opened", "Push Notification Received", "Push Notification Tapped");
        Add(InteractionKind.RepairReady, "Repair Ready");
        Add(InteractionKind.AppointmentBooked, "Appointment Booked");
        return table.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        void Add(InteractionKind kind, params ReadOnlySpan<string> names) => Put(kind, false, names);
        void Kept(InteractionKind kind, params ReadOnlySpan<string> names) => Put(kind, true, names);
        void Put(InteractionKind kind, bool keep, ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                table[name] = new Meaning(kind, keep);
                table[name.Replace(' ', '_')] = new Meaning(kind, keep);
            }
        }
    }
}
