using System.Collections.Immutable;
using System.Globalization;
using Luxe.ClientelingApp.Clients;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Policies;

namespace Luxe.ClientelingApp.Privacy;

/// <summary>What one version of the policy changes about the one before it, in words.</summary>
public static class PolicyDifference
{
    /// <summary>One sentence a change: what widens first, since clients are asked about that; empty when nothing but the words of the notices changed.</summary>
    public static ImmutableArray<string> Between(PolicyDocument before, PolicyDocument after)
    {
        var wider = new List<string>();
        var other = new List<string>();
        foreach (var use in DataUsesOf.All)
        {
            var (old, now) = (before.Uses.FirstOrDefault(one => one.Use == use), after.Uses.FirstOrDefault(one => one.Use == use));
            Codes(PrivacyWords.Use(use), old?.Covers, now?.Covers, wider, other);
            Period(PrivacyWords.Use(use), old?.KeepDays, now?.KeepDays, isKnown: old is not null && now is not null, wider, other);
        }

        foreach (var purpose in Enum.GetValues<Purposes>().Where(static purpose => purpose != Purposes.None))
        {
            Codes(ClientWords.Capital(ClientWords.Granted(purpose)), before.Purposes.FirstOrDefault(one => one.Purpose == purpose)?.Covers, after.Purposes.FirstOrDefault(one => one.Purpose == purpose)?.Covers, wider, other);
        }

        foreach (var category in before.Keep.Concat(after.Keep).Select(static one => one.Category).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (old, now) = (Days(before.Keep, category), Days(after.Keep, category));
            Period(PrivacyWords.Rule(category), old, now, isKnown: true, wider, other);
        }

        Ages(before, after, other);
        return [.. wider, .. other];
    }

    /// <summary>A period, such as "390 days".</summary>
    public static string Kept(int? days) => days is { } some ? string.Create(CultureInfo.InvariantCulture, $"{some:N0} days") : "as long as her tier holds";

    private static void Codes(string name, ImmutableArray<string>? before, ImmutableArray<string>? after, List<string> wider, List<string> other)
    {
        var (old, now) = (before ?? [], after ?? []);
        if (now.Except(old, StringComparer.Ordinal).ToArray() is { Length: > 0 } added)
        {
            wider.Add($"{name}: covers {string.Join(", ", added)} too. Clients are asked.");
        }

        if (old.Except(now, StringComparer.Ordinal).ToArray() is { Length: > 0 } gone)
        {
            other.Add($"{name}: no longer covers {string.Join(", ", gone)}.");
        }
    }

    private static void Period(string name, int? before, int? after, bool isKnown, List<string> wider, List<string> other)
    {
        if (!isKnown || before == after)
        {
            return;
        }

        var isLonger = (after ?? int.MaxValue) > (before ?? int.MaxValue);
        (isLonger ? wider : other).Add($"{name}: kept {Kept(after)}, before {Kept(before)}.{(isLonger ? " Clients are asked." : null)}");
    }

    private static void Ages(PolicyDocument before, PolicyDocument after, List<string> other)
    {
        if (before.MinimumAge != after.MinimumAge)
        {
            other.Add(string.Create(CultureInfo.InvariantCulture, $"Decides freely from {after.MinimumAge} years on, before {before.MinimumAge}."));
        }

        if (before.UnderAgeTier != after.UnderAgeTier)
        {
            other.Add($"Younger clients: up to {after.UnderAgeTier}, before {before.UnderAgeTier}.");
        }

        foreach (var country in before.Countries.Concat(after.Countries).Select(static one => one.Country).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (!Same(before.Countries.FirstOrDefault(one => one.Country == country), after.Countries.FirstOrDefault(one => one.Country == country)))
            {
                other.Add($"{country}: other rules than before.");
            }
        }
    }

    private static bool Same(PolicyCountry? one, PolicyCountry? other) =>
        (one?.MinimumAge, one?.Offer) == (other?.MinimumAge, other?.Offer) && (one?.Keep ?? []).SequenceEqual(other?.Keep ?? []);

    private static int? Days(ImmutableArray<PolicyKeep> keep, string category) => keep.FirstOrDefault(one => one.Category == category)?.Days;
}
