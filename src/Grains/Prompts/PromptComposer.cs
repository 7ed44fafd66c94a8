using System.Collections.Immutable;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Time;

namespace Luxe.Grains.Prompts;

/// <summary>Turns a draft into a prompt.</summary>
internal static class PromptComposer
{
    public static Prompt Compose(string customerId, PromptDraft draft, PromptWords words, IReadOnlyDictionary<string, string> titles, DateTimeOffset now)
    {
        var policy = PromptPolicy.For(draft.Kind);
        ImmutableArray<string?> names = [.. draft.Pieces.Select(piece => titles.GetValueOrDefault(piece.ProductId) ?? piece.Name)];
        var expiry = now + policy.Expiry;
        return new Prompt(
            draft.IdFor(customerId),
            draft.Kind,
            customerId,
            words.Headline(draft.Kind),
            words.Reason(draft, names, now.Day()),
            [.. draft.Pieces.Select(static piece => piece.ProductId)],
            policy.Priority,
            policy.Tier,
            now,
            draft.ExpiresAt is { } end && end < expiry ? end : expiry);
    }
}
