using System.Globalization;
using Luxe.ClientelingApp.Clients;
using Luxe.Contracts.Customers;

namespace Luxe.ClientelingApp.Journeys;

/// <summary>What an interaction was, in words. Pure; the name of a piece is asked of <c>name</c>.</summary>
public static class JourneyWords
{
    /// <summary>One sentence without its full stop.</summary>
    public static string Say(Interaction step, Func<InteractionItem, string> name) => step.Kind switch
    {
        InteractionKind.ProductViewed => $"Looked at {Pieces(step, name)}",
        InteractionKind.ProductListViewed => step.Category is { } category ? $"Browsed {category}" : "Browsed a list",
        InteractionKind.Searched => step.Query is { } query ? $"Searched for “{query}”" : "Searched",
        InteractionKind.ProductClicked => $"Opened {Pieces(step, name)} from a list",
        InteractionKind.CartAdded => $"Put {Pieces(step, name)} in the cart",
        InteractionKind.CartRemoved => $"Took {Pieces(step, name)} out of the cart",
        InteractionKind.CartViewed => "Looked into the cart",
        InteractionKind.CheckoutStarted => "Began the checkout",
        InteractionKind.OrderCompleted => $"Bought {Pieces(step, name)}",
        InteractionKind.OrderRefunded => $"Returned {Pieces(step, name)}",
        InteractionKind.OrderCancelled => "Cancelled an order",
        InteractionKind.WishAdded => $"Wished for {Pieces(step, name)}",
        InteractionKind.WishRemoved => $"No longer wishes for {Pieces(step, name)}",
        InteractionKind.EmailOpened => "Opened an e-mail",
        InteractionKind.EmailClicked => "Followed a link in an e-mail",
        InteractionKind.ContentViewed => step.Topic is { } topic ? $"Read “{topic}”" : "Read a page",
        InteractionKind.Arrived => "Came to the store",
        InteractionKind.Departed => "Left the store",
        InteractionKind.Identified => "Shared personal details",
        InteractionKind.Grouped => "Joined a group",
        InteractionKind.RepairReady => $"{ClientWords.Capital(Pieces(step, name))} became ready",
        InteractionKind.AppointmentBooked => "Booked an appointment",
        InteractionKind.ProductShared => $"Shared {Pieces(step, name)}",
        InteractionKind.ProductReviewed => $"Reviewed {Pieces(step, name)}",
        InteractionKind.PromotionSeen => "Saw a promotion",
        InteractionKind.Other => step.Name ?? "Did something of which only the time is known",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.Kind, "Unknown kind."),
    };

    /// <summary>Where, how long, for how much: the small line, possibly empty.</summary>
    public static string Detail(Interaction step) => string.Join(" · ", new[]
    {
        Where(step.Channel),
        step.Kind is InteractionKind.EmailOpened or InteractionKind.EmailClicked ? step.Topic : null,
        step.Dwell is { TotalSeconds: >= 1 } dwell ? Span(dwell) : null,
        step is { Value: { } value, Currency: { } currency } ? ClientWords.Amount(new Money(value, currency)) : null,
        step.Reference,
    }.Where(word => !string.IsNullOrEmpty(word)));

    /// <summary>How many steps are kept.</summary>
    public static string Steps(long count) => count switch
    {
        0 => "No steps kept",
        1 => "One step kept",
        _ => $"{count.ToString("N0", CultureInfo.InvariantCulture)} steps kept",
    };

    /// <summary>A day's heading.</summary>
    public static string Day(DateOnly day) => day.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Pieces(Interaction step, Func<InteractionItem, string> name) => step.Items switch
    {
        { IsDefaultOrEmpty: true } => "a piece",
        { Length: 1 } one => name(one[0]),
        { Length: 2 } two => $"{name(two[0])} and {name(two[1])}",
        var many => $"{name(many[0])} and {many.Length - 1} more pieces",
    };

    private static string? Where(Channel channel) => channel switch
    {
        Channel.Web => "Online",
        Channel.App => "In the app",
        Channel.Email => "By e-mail",
        Channel.Store => "In store",
        Channel.Service => "With client service",
        _ => null,
    };

    private static string Span(TimeSpan span) => span.TotalMinutes < 1 ? $"{span.Seconds} s" : $"{(int)span.TotalMinutes} min {span.Seconds} s";
}
