using Luxe.Contracts.Customers;
using Luxe.Silo.Ingest;

namespace Luxe.Silo.Tests.Ingest;

public sealed class SegmentEventsTests
{
    [Theory]
    [InlineData("Product Viewed", InteractionKind.ProductViewed)]
    [InlineData("Product Clicked", InteractionKind.ProductClicked)]
    [InlineData("Product List Viewed", InteractionKind.ProductListViewed)]
    [InlineData("Product Added", InteractionKind.CartAdded)]
    [InlineData("Product Removed", InteractionKind.CartRemoved)]
    [InlineData("Cart Viewed", InteractionKind.CartViewed)]
    [InlineData("Checkout Started", InteractionKind.CheckoutStarted)]
    [InlineData("Order Completed", InteractionKind.OrderCompleted)]
    [InlineData("Order Refunded", InteractionKind.OrderRefunded)]
    [InlineData("Order Cancelled", InteractionKind.OrderCancelled)]
    [InlineData("Products Searched", InteractionKind.Searched)]
    [InlineData("Product Added to Wishlist", InteractionKind.WishAdded)]
    [InlineData("Product Removed from Wishlist", InteractionKind.WishRemoved)]
    [InlineData("Product Shared", InteractionKind.ProductShared)]
    [InlineData("Product Reviewed", InteractionKind.ProductReviewed)]
    [InlineData("Promotion Viewed", InteractionKind.PromotionSeen)]
    [InlineData("Email Opened", InteractionKind.EmailOpened)]
    [InlineData("Email Link Clicked", InteractionKind.EmailClicked)]
    [InlineData("Repair Ready", InteractionKind.RepairReady)]
    [InlineData("Appointment Booked", InteractionKind.AppointmentBooked)]
    public void Of_SemanticName_IsItsKindWithoutAName(string name, InteractionKind kind) =>
        Assert.Equal(new SegmentEvents.Meaning(kind, false), SegmentEvents.Of(name));

    [Theory]
    [InlineData("Product List Filtered", InteractionKind.ProductListViewed)]
    [InlineData("Wishlist Product Added to Cart", InteractionKind.CartAdded)]
    [InlineData("Checkout Step Viewed", InteractionKind.CheckoutStarted)]
    [InlineData("Checkout Step Completed", InteractionKind.CheckoutStarted)]
    [InlineData("Payment Info Entered", InteractionKind.CheckoutStarted)]
    [InlineData("Promotion Clicked", InteractionKind.PromotionSeen)]
    [InlineData("Cart Shared", InteractionKind.ProductShared)]
    [InlineData("Order Updated", InteractionKind.Other)]
    [InlineData("Coupon Applied", InteractionKind.Other)]
    [InlineData("Email Delivered", InteractionKind.Other)]
    [InlineData("Application Opened", InteractionKind.Other)]
    [InlineData("Trunk Show Invited", InteractionKind.Other)]
    [InlineData("", InteractionKind.Other)]
    public void Of_NameThatSaysMoreThanTheKind_KeepsIt(string name, InteractionKind kind) =>
        Assert.Equal(new SegmentEvents.Meaning(kind, true), SegmentEvents.Of(name));

    [Theory]
    [InlineData("product viewed")]
    [InlineData("PRODUCT_VIEWED")]
    [InlineData("product_viewed")]
    [InlineData("Viewed Product")]
    public void Of_OtherSpelling_MeansTheSame(string name) => Assert.Equal(InteractionKind.ProductViewed, SegmentEvents.Of(name).Kind);
}
