using System.Collections.Immutable;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
using Luxe.Grains.Prompts;
using Luxe.Grains.Time;

namespace Luxe.Grains.Customers;

/// <summary>What an associate should know before she speaks: few words, all of them true and within what the client allows.</summary>
internal static class ClientBriefs
{
    private const int MostPieces = 3;
    private const int MostNotes = 2;

    /// <summary>Pieces whose titles a brief may name.</summary>
    public static IEnumerable<string> Pieces(ClientCut cut) => cut.Consent.LeaveMeAlone ? [] : cut.Behaviour?.Considered.Take(1).Select(static piece => piece.ProductId) ?? [];

    /// <summary>The brief, or null when nothing may be shown. Of who wants to be left alone it is how to greet her, and that wish.</summary>
    public static ClientBrief? Compose(string customerId, ClientCut cut, IReadOnlyDictionary<string, string> titles)
    {
        if (cut.Category is not { } category)
        {
            return null;
        }

        var traits = category.Traits;
        var words = PromptWords.Of(traits?.Title);
        var greeting = words.Greeting(traits?.Title, traits?.GivenName, traits?.FamilyName);
        if (cut.Consent.LeaveMeAlone)
        {
            return new ClientBrief { CustomerId = customerId, Greeting = greeting, Tier = cut.Consent.Tier, Scope = cut.Consent.Scope, LeaveMeAlone = true };
        }

        ImmutableArray<Prompt> prompts =
        [
            .. cut.Prompts.Where(prompt => PromptRules.Ending(cut, prompt, category.Now) is null)
                .Select(static prompt => prompt.Prompt)
                .Where(static prompt => prompt.Kind != PromptKind.Arrival) // The brief itself says that she is here.
                .OrderByDescending(static prompt => prompt.Priority)
                .ThenByDescending(static prompt => prompt.RaisedAt),
        ];
        return new ClientBrief
        {
            CustomerId = customerId,
            Greeting = greeting,
            Tier = cut.Consent.Tier,
            Scope = cut.Consent.Scope,
            Language = traits?.Language,
            Membership = traits?.Membership,
            AssociateId = category.AssociateId,
            Notes = [.. Notes(cut, category, prompts, words, titles).Take(MostNotes)],
            Sizes = traits?.Sizes ?? [],
            Prompts = prompts,
            Pieces = [.. WorthShowing(cut, prompts).Distinct(StringComparer.Ordinal).Take(MostPieces)],
        };
    }

    private static IEnumerable<string> Notes(ClientCut cut, CategoryView category, ImmutableArray<Prompt> prompts, PromptWords words, IReadOnlyDictionary<string, string> titles)
    {
        // Nothing is said twice: a prompt that names the piece has said it better.
        if (cut.Behaviour is { Considered: [var piece, ..] } && !prompts.Any(prompt => prompt.Products.Contains(piece.ProductId)))
        {
            yield return words.OnHerMind(titles.GetValueOrDefault(piece.ProductId) ?? piece.Name);
        }

        if (category.Purchases.LastAt is { } last)
        {
            yield return words.LastPurchase(last.Day(), category.Now.Day());
        }

        if (category.Traits is { Categories: { IsDefaultOrEmpty: false } liked })
        {
            yield return words.Declared(liked);
        }
    }

    private static IEnumerable<string> WorthShowing(ClientCut cut, ImmutableArray<Prompt> prompts)
    {
        var named = prompts.SelectMany(static prompt => prompt.Products);
        return cut.Behaviour is not { } behaviour
            ? named
            : named
                .Concat(behaviour.Considered.Select(static piece => piece.ProductId))
                .Concat(behaviour.Wishes.Reverse())
                .Concat(behaviour.Cart.Select(static line => line.ProductId));
    }
}
