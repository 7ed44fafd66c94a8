using System.Globalization;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
using Luxe.Grains.Time;

namespace Luxe.Grains.Prompts;

/// <summary>Rules that rest on what she looked at, wished for and put aside.</summary>
internal static class BehaviourRules
{
    public static IEnumerable<PromptDraft> All(BehaviourView view, StockSignal? stock) =>
        [.. WishBackInStock(view, stock), .. AbandonedCart(view), .. ConsideredItems(view)];

    private static IEnumerable<PromptDraft> WishBackInStock(BehaviourView view, StockSignal? stock)
    {
        if (stock is not null && view.WishesFor(stock.ProductId))
        {
            yield return new PromptDraft(PromptKind.WishBackInStock, stock.ProductId, Day(view), [new NamedPiece(stock.ProductId, null)]);
        }
    }

    private static IEnumerable<PromptDraft> AbandonedCart(BehaviourView view)
    {
        var untouched = view.Category.Now - view.CartTouchedAt;
        if (view.HasCart && untouched >= PromptRules.CartPatience && untouched < PromptPolicy.For(PromptKind.AbandonedCart).Expiry)
        {
            var touch = Instant.ToMicros(view.CartTouchedAt).ToString(CultureInfo.InvariantCulture);
            yield return new PromptDraft(
                PromptKind.AbandonedCart,
                "cart",
                touch,
                [.. view.Cart.OrderByDescending(static line => line.At).Select(static line => new NamedPiece(line.ProductId, line.Name))]);
        }
    }

    /// <summary>Only the pieces she comes back to most: an associate can speak of one, perhaps of three, never of twenty.</summary>
    private static IEnumerable<PromptDraft> ConsideredItems(BehaviourView view) => view.Considered.Take(3).Select(piece =>
        new PromptDraft(PromptKind.ConsideredItem, piece.ProductId, Day(view), [new NamedPiece(piece.ProductId, piece.Name)], piece.Views));

    private static string Day(BehaviourView view) => view.Category.Now.Day().ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
