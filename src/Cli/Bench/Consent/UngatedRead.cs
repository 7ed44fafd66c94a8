using System.Collections.Immutable;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Prompts;
using Luxe.Grains.Tallies;
using Luxe.Grains.Time;
using Luxe.Grains.Traces;

namespace Luxe.Cli.Bench.Consent;

/// <summary>
/// The profile and the brief of a client as they were if nobody had to be asked: the same words from the same state, without tier, switch, purpose, role, cut
/// or view. It is what the cost of the gates is measured against; it is in no assembly that serves, and a test forbids it to everybody but the bench.
/// </summary>
internal static class UngatedRead
{
    private const int MostPieces = 3;
    private const int MostNotes = 2;

    public static CustomerProfile Profile(string customerId, CustomerState state, DateTimeOffset now)
    {
        var purchases = state.Purchases;
        var channels = JourneySummaries.Channels(state.Declared.Channels, state.Observed.Channels);
        var summary = JourneySummaries.Sum(purchases, state.Declared.Months.Rows, state.Observed.Months.Rows, channels, now);
        return new CustomerProfile
        {
            CustomerId = customerId,
            Consent = state.Consent,
            Dropped = state.Dropped,
            InteractionCount = state.Declared.Count + state.Observed.Count,
            Traits = state.Traits,
            AssociateId = state.AssociateId,
            Purchases = purchases.Count,
            Spend = purchases.Spend,
            LastPurchaseAt = purchases.LastAt,
            Summary = JourneySummaries.WithTaste(summary, state.Interests, Hours.Join(state.Declared.Hours, state.Observed.Hours)),
            Wishes = Wishes(state),
            Cart = [.. Cart(state).Select(static line => line.ProductId)],
            Considered = [.. Find(state, now).Select(static piece => piece.ProductId)],
            LastSeenAt = Later(Last(state.Observed.Window), Last(state.Declared.Window)),
        };
    }

    public static ClientBrief Brief(string customerId, CustomerState state, IReadOnlyDictionary<string, string> titles, DateTimeOffset now)
    {
        var considered = Find(state, now);
        _ = considered.Take(1).Select(static piece => piece.ProductId).Count(); // The pieces whose titles a brief asks for.
        var traits = state.Traits;
        var words = PromptWords.Of(traits?.Title);
        ImmutableArray<Prompt> prompts =
        [
            .. state.Prompts.Where(prompt => prompt.Prompt.ExpiresAt > now && HasReason(state, prompt))
                .Select(static prompt => prompt.Prompt)
                .Where(static prompt => prompt.Kind != PromptKind.Arrival)
                .OrderByDescending(static prompt => prompt.Priority)
                .ThenByDescending(static prompt => prompt.RaisedAt),
        ];
        return new ClientBrief
        {
            CustomerId = customerId,
            Greeting = words.Greeting(traits?.Title, traits?.GivenName, traits?.FamilyName),
            Tier = state.Consent.Tier,
            Scope = state.Consent.Scope,
            Language = traits?.Language,
            Membership = traits?.Membership,
            AssociateId = state.AssociateId,
            Notes = [.. Notes(state, considered, prompts, words, titles, now).Take(MostNotes)],
            Sizes = traits?.Sizes ?? [],
            Prompts = prompts,
            Pieces = [.. WorthShowing(state, considered, prompts).Distinct(StringComparer.Ordinal).Take(MostPieces)],
        };
    }

    private static bool HasReason(CustomerState state, OpenPrompt open) => open.Prompt.Kind switch
    {
        PromptKind.Arrival => state.Visit is { Here: true } here && here.EventId == open.Subject,
        PromptKind.RepairReady or PromptKind.Milestone => true,
        PromptKind.WishBackInStock => WishesFor(state, open.Subject),
        PromptKind.AbandonedCart => state.Cart.HasPieces,
        PromptKind.ConsideredItem => !Considered.IsBought(state.Declared.Window.AsSpan(), open.Subject, open.Prompt.RaisedAt - Considered.Within),
        _ => throw new NotSupportedException($"No reason is stated for prompts of kind {open.Prompt.Kind}."),
    };

    private static IEnumerable<string> Notes(
        CustomerState state, ImmutableArray<Considered> considered, ImmutableArray<Prompt> prompts, PromptWords words, IReadOnlyDictionary<string, string> titles, DateTimeOffset now)
    {
        if (considered is [var piece, ..] && !prompts.Any(prompt => prompt.Products.Contains(piece.ProductId)))
        {
            yield return words.OnHerMind(titles.GetValueOrDefault(piece.ProductId) ?? piece.Name);
        }

        if (state.Purchases.LastAt is { } last)
        {
            yield return words.LastPurchase(last.Day(), now.Day());
        }

        if (state.Traits is { Categories: { IsDefaultOrEmpty: false } liked })
        {
            yield return words.Declared(liked);
        }
    }

    private static IEnumerable<string> WorthShowing(CustomerState state, ImmutableArray<Considered> considered, ImmutableArray<Prompt> prompts) => prompts
        .SelectMany(static prompt => prompt.Products)
        .Concat(considered.Select(static piece => piece.ProductId))
        .Concat(Wishes(state).Reverse())
        .Concat(Cart(state).Select(static line => line.ProductId));

    private static ImmutableArray<Considered> Find(CustomerState state, DateTimeOffset now) =>
        Considered.In(state.Observed.Window.AsSpan(), state.Declared.Window.AsSpan(), now);

    private static ImmutableArray<string> Wishes(CustomerState state) => [.. state.Wishes.Where(static wish => wish.Wanted).Select(static wish => wish.ProductId)];

    private static ImmutableArray<CartLine> Cart(CustomerState state) => [.. state.Cart.Lines.Where(static line => line.Present)];

    private static bool WishesFor(CustomerState state, string productId)
    {
        foreach (var wish in state.Wishes)
        {
            if (wish.Wanted && wish.ProductId == productId)
            {
                return true;
            }
        }

        return false;
    }

    private static DateTimeOffset? Last(Tail<Trace> window) => window.IsEmpty ? null : window.AsSpan()[^1].At;

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one > other || other is null ? one : other;
}
