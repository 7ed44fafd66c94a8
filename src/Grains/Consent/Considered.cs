using System.Collections.Immutable;
using Luxe.Contracts.Customers;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Consent;

/// <summary>A piece she looked at three times or more within seven days and has not bought since.</summary>
internal sealed record Considered(string ProductId, int Views, DateTimeOffset LastAt, string? Name)
{
    public const int Enough = 3;

    public static readonly TimeSpan Within = TimeSpan.FromDays(7);

    /// <summary>Twice the window's traces: room for every piece of them, unless they are of several pieces each.</summary>
    private const int Places = 512;

    /// <summary>Best first. Runs with every event: counts in a table on the stack, and makes objects only for pieces that were viewed often enough.</summary>
    public static ImmutableArray<Considered> In(ReadOnlySpan<Trace> observed, CategoryView category)
    {
        var since = category.Now - Within;
        var (first, last) = (Trace.SecondOf(since), Trace.SecondOf(category.Now));
        Span<Seen> table = stackalloc Seen[Places];
        table.Clear();
        var most = 0;
        for (var i = observed.Length - 1; i >= 0 && observed[i].Second > first; i--)
        {
            if (observed[i].Kind == InteractionKind.ProductViewed && observed[i].Second <= last)
            {
                most = Math.Max(most, Count(table, observed, i));
            }
        }

        return most < Enough ? [] : Found(table, observed, category, since);
    }

    private static ImmutableArray<Considered> Found(ReadOnlySpan<Seen> table, ReadOnlySpan<Trace> observed, CategoryView category, DateTimeOffset since)
    {
        var found = new List<Considered>();
        foreach (var views in table)
        {
            if (views.Count >= Enough && PieceOf(observed[views.Last], views.Place) is var piece && !category.BoughtSince(piece.ProductId, since))
            {
                found.Add(new Considered(piece.ProductId, views.Count, observed[views.Last].At, NameOf(observed, piece.ProductId)));
            }
        }

        return
        [
            .. found
                .OrderByDescending(static piece => piece.Views)
                .ThenByDescending(static piece => piece.LastAt)
                .ThenBy(static piece => piece.ProductId, StringComparer.Ordinal),
        ];
    }

    /// <summary>Counts a view's pieces, and says how often the one viewed most was viewed.</summary>
    private static int Count(Span<Seen> table, ReadOnlySpan<Trace> observed, int view)
    {
        var most = 0;
        var pieces = observed[view].Subject is Bundle bundle ? bundle.Count : observed[view].Subject is Piece ? 1 : 0;
        for (var place = 0; place < pieces; place++)
        {
            var piece = PieceOf(observed[view], place);
            for (int at = piece.ProductHash & (Places - 1), tried = 0; tried < Places; at = (at + 1) & (Places - 1), tried++)
            {
                ref var views = ref table[at];
                if (views.Count == 0)
                {
                    views = new Seen((short)view, (short)place, 1);
                }
                else if (PieceOf(observed[views.Last], views.Place) is var other && (ReferenceEquals(other, piece) || other.ProductId == piece.ProductId))
                {
                    views = views with { Count = (short)(views.Count + 1) };
                }
                else
                {
                    continue;
                }

                most = Math.Max(most, views.Count);
                break;
            }
        }

        return most;
    }

    private static Piece PieceOf(in Trace view, int place) => view.Subject is Bundle bundle ? bundle[place] : (Piece)view.Subject!;

    /// <summary>The latest name that a source gave it, if any did.</summary>
    private static string? NameOf(ReadOnlySpan<Trace> observed, string productId)
    {
        for (var i = observed.Length - 1; i >= 0; i--)
        {
            if (observed[i] is { Kind: InteractionKind.ProductViewed, Subject: { } subject } && subject.NameOf(productId) is { } name)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>How often a piece was viewed: it stands at a place of the last trace that shows it.</summary>
    private readonly record struct Seen(short Last, short Place, short Count);
}
