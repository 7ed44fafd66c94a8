using System.Collections.Immutable;
using Luxe.Contracts.Policies;

namespace Luxe.Grains.Policies;

/// <summary>Versions and their words, as others ask for them.</summary>
internal static class PolicyList
{
    private const string English = "en";

    public static ImmutableArray<PolicyVersion> Of(PolicyBook book)
    {
        var current = book.Current.Version;
        return [.. book.Rows.Select(row => new PolicyVersion(row.Version, row.EffectiveFrom, row.Sha256, row.LoadedAt, row.Version == current))];
    }

    /// <summary>Her language as she speaks it, else the language alone, else English.</summary>
    public static Notice? Notice(PolicyDocument policy, string? locale)
    {
        for (var wanted = locale; !string.IsNullOrEmpty(wanted);)
        {
            if (Find(policy, wanted) is { } words)
            {
                return words;
            }

            var end = wanted.LastIndexOf('-');
            wanted = end > 0 ? wanted[..end] : null;
        }

        return Find(policy, English);
    }

    private static Notice? Find(PolicyDocument policy, string locale) => policy.Notices.FirstOrDefault(words => string.Equals(words.Locale, locale, StringComparison.OrdinalIgnoreCase));
}
