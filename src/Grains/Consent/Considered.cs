using System.Collections.Immutable;
using System.Numerics;
using Luxe.Contracts.Customers;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Consent;

/// <summary>A piece she looked at three times or more within seven days and has not bought since.</summary>
internal sealed record Considered(string ProductId, int Views, DateTimeOffset LastAt, string? Name)
{
    public const int Enough = 3;

    public static readonly TimeSpan Within = TimeSpan.FromDays(7);

    /// <summary>Room in the largest table: twice the window's traces. Pieces beyond it, of many views of several pieces each, are not counted.</summary>
    private const int Places = 512;

    /// <summary>Best first. Runs with every event: counts in a table on the stack, and makes objects only for pieces that were viewed often enough.</summary>
    /// <param name="observed">What she looked at, in order of event time.</param>
    /// <param name="declared">What she bought, as far as it may be told.</param>
    /// <param name="now">The present.</param>
    public static ImmutableArray<Considered> In(ReadOnlySpan<Trace> observed, ReadOnlySpan<Trace> declared, DateTimeOffset now)
    {
        var since = now - Within;
        var first = Trace.SecondOf(since);
        var from = observed.Length;
        while (from > 0 && observed[from - 1].Second > first)
        {
            from--;
        }

        // The numbers of places are powers of two.
        var lately = observed[from..];
        var places = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(2 * lately.Length, 16, Places));
        return In(lately, observed, declared, now, places);
    }

    /// <summary>Whether she bought a piece since a moment.</summary>
    public static bool IsBought(ReadOnlySpan<Trace> declared, string productId, DateTimeOffset since)
    {
        var second = Trace.SecondOf(since);
        for (var i = declared.Length - 1; i >= 0 && declared[i].Second >= second; i--)
        {
            if (declared[i] is { Kind: InteractionKind.OrderCompleted, Subject: { } subject } && subject.Concerns(productId))
            {
                return true;
            }
        }

        return false;
    }

    private static ImmutableArray<Considered> In(ReadOnlySpan<Trace> lately, ReadOnlySpan<Trace> observed, ReadOnlySpan<Trace> declared, DateTimeOffset now, int places)
    {
        var last = Trace.SecondOf(now);
        Span<Seen> table = stackalloc Seen[places];
        table.Clear();
        var most = 0;
        for (var i = lately.Length - 1; i >= 0; i--)
        {
            if (lately[i].Kind == InteractionKind.ProductViewed && lately[i].Second <= last)
            {
                if (!Count(table, lately, i, ref most) && places < Places)
                {
                    return In(lately, observed, declared, now, Places);
                }
            }
        }

        return most < Enough ? [] : Found(table, lately, observed, declared, now - Within);
    }

    private static ImmutableArray<Considered> Found(
        ReadOnlySpan<Seen> table, ReadOnlySpan<Trace> lately, ReadOnlySpan<Trace> observed, ReadOnlySpan<Trace> declared, DateTimeOffset since)
    {
        var found = new List<Considered>();
        foreach (var views in table)
        {
            if (views.Count >= Enough && PieceOf(lately[views.Last], views.Place) is var piece && !IsBought(declared, piece.ProductId, since))
            {
                found.Add(new Considered(piece.ProductId, views.Count, lately[views.Last].At, NameOf(observed, piece.ProductId)));
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

    /// <summary>Counts a view's pieces, and how often the one viewed most was viewed. False: there is no place left for one of them.</summary>
    private static bool Count(Span<Seen> table, ReadOnlySpan<Trace> lately, int view, ref int most)
    {
        var pieces = lately[view].Subject is Bundle bundle ? bundle.Count : lately[view].Subject is Piece ? 1 : 0;
        var all = true;
        for (var place = 0; place < pieces; place++)
        {
            all &= Count(table, lately, PieceOf(lately[view], place), new Seen((short)view, (short)place, 1), ref most);
        }

        return all;
    }

    private static bool Count(Span<Seen> table, ReadOnlySpan<Trace> lately, Piece piece, Seen first, ref int most)
    {
        for (int at = piece.ProductHash & (table.Length - 1), tried = 0; tried < table.Length; at = (at + 1) & (table.Length - 1), tried++)
        {
            ref var views = ref table[at];
            if (views.Count == 0)
            {
                views = first;
                most = Math.Max(most, 1);
                return true;
            }

            if (PieceOf(lately[views.Last], views.Place) is var other && (ReferenceEquals(other, piece) || other.ProductId == piece.ProductId))
            {
                views = views with { Count = (short)(views.Count + 1) };
                most = Math.Max(most, views.Count);
                return true;
            }
        }

        return false;
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
