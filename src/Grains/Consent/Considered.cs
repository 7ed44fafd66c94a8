using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Luxe.Contracts.Customers;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Consent;

/// <summary>A piece she looked at three times or more within seven days and has not bought since.</summary>
internal sealed record Considered(string ProductId, int Views, DateTimeOffset LastAt, string? Name)
{
    public const int Enough = 3;

    public static readonly TimeSpan Within = TimeSpan.FromDays(7);

    [ThreadStatic]
    private static Dictionary<string, (int Count, DateTimeOffset LastAt, string? Name)>? _table;

    public static ImmutableArray<Considered> In(ReadOnlySpan<Trace> observed, CategoryView category)
    {
        // Runs with every event: counts in a table that is kept, and makes objects only for pieces that were viewed often enough.
        var since = category.Now - Within;
        var views = _table ??= new(StringComparer.Ordinal);
        views.Clear();
        var most = 0;
        for (var i = observed.Length - 1; i >= 0 && observed[i].At > since; i--)
        {
            var view = observed[i];
            if (view.Kind != InteractionKind.ProductViewed || view.At > category.Now)
            {
                continue;
            }

            most = Math.Max(most, view.Subject switch
            {
                Piece piece => Count(views, piece, view.At),
                Bundle bundle => bundle.Pieces.Aggregate(0, (so, piece) => Math.Max(so, Count(views, piece, view.At))),
                _ => 0,
            });
        }

        return most < Enough ? [] :
        [
            .. views
                .Where(piece => piece.Value.Count >= Enough && !category.BoughtSince(piece.Key, since))
                .Select(static piece => new Considered(piece.Key, piece.Value.Count, piece.Value.LastAt, piece.Value.Name))
                .OrderByDescending(static piece => piece.Views)
                .ThenByDescending(static piece => piece.LastAt)
                .ThenBy(static piece => piece.ProductId, StringComparer.Ordinal),
        ];
    }

    private static int Count(Dictionary<string, (int Count, DateTimeOffset LastAt, string? Name)> views, Piece viewed, DateTimeOffset at)
    {
        ref var piece = ref CollectionsMarshal.GetValueRefOrAddDefault(views, viewed.ProductId, out var isKnown);
        piece = (piece.Count + 1, isKnown ? piece.LastAt : at, piece.Name ?? viewed.Name);
        return piece.Count;
    }
}
