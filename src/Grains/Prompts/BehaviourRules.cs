using System.Globalization;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
using Luxe.Grains.Time;

namespace Luxe.Grains.Prompts;

/// <summary>Rules that rest on what she looked at, wished for and put aside.</summary>
internal static class BehaviourRules
{
    public static void Find(BehaviourView view, StockSignal? stock, List<PromptDraft> drafts)
    {
        if (stock is not null && view.WishesFor(stock.ProductId))
        {
            drafts.Add(new PromptDraft(PromptKind.WishBackInStock, stock.ProductId, Day(view), [new NamedPiece(stock.ProductId, null)]));
        }

        if (AbandonedCart(view) is { } cart)
        {
            drafts.Add(cart);
        }

        // Only the pieces she comes back to most: an associate can speak of one, perhaps of three, never of twenty.
        foreach (var piece in view.Considered.AsSpan()[..Math.Min(3, view.Considered.Length)])
        {
            drafts.Add(new PromptDraft(PromptKind.ConsideredItem, piece.ProductId, Day(view), [new NamedPiece(piece.ProductId, piece.Name)], piece.Views));
        }
    }

    private static PromptDraft? AbandonedCart(BehaviourView view)
    {
        var untouched = view.Category.Now - view.CartTouchedAt;
        if (!view.HasCart || untouched < PromptRules.CartPatience || untouched >= PromptPolicy.For(PromptKind.AbandonedCart).Expiry)
        {
            return null;
        }

        var touch = Instant.ToMicros(view.CartTouchedAt).ToString(CultureInfo.InvariantCulture);
        return new PromptDraft(
            PromptKind.AbandonedCart,
            "cart",
            touch,
            [.. view.Cart.OrderByDescending(static line => line.At).Select(static line => new NamedPiece(line.ProductId, line.Name))]);
    }

    private static string Day(BehaviourView view) => view.Category.Now.Day().ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
