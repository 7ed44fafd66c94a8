using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Tests.Customers;

/// <summary>Interactions by hand.</summary>
internal static class Interactions
{
    public static Interaction View(string eventId, string productId, DateTimeOffset at, string? name = null) => Of(InteractionKind.ProductViewed, eventId, productId, at, name);

    public static Interaction Of(InteractionKind kind, string eventId, string? productId, DateTimeOffset at, string? name = null) => new()
    {
        EventId = eventId,
        Kind = kind,
        OccurredAt = at,
        ReceivedAt = at,
        Channel = Channel.Web,
        Items = productId is null ? [] : [new InteractionItem(productId, Name: name)],
    };

    /// <summary>The pieces of a window's traces, oldest first.</summary>
    public static string[] Pieces(this Tail<Trace> window) => [.. window.AsSpan().ToArray().Select(static trace => ((Piece)trace.Subject!).ProductId)];

    public static PaperClient ClientAt(ConsentTier tier, Purposes purposes = Purposes.InStoreRecognition)
    {
        var client = new PaperClient();
        client.Decide(tier, Lives.Start.AddYears(-1), purposes);
        return client;
    }
}
