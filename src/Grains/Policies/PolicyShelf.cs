using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Policies;

namespace Luxe.Grains.Policies;

/// <summary>Every version of the policy at one moment. Never changes: a book that learns of another version takes another shelf.</summary>
internal sealed class PolicyShelf
{
    /// <summary>What a decision carries as evidence when her age lowered it.</summary>
    public const string UnderAge = "under-age";

    private readonly FrozenDictionary<string, PolicyDocument> _byVersion;
    private readonly ConcurrentDictionary<(string Hers, string Now), ImmutableArray<Widened>> _widened = new();

    private PolicyShelf(ImmutableArray<PolicyDocument> versions)
    {
        Versions = versions;
        _byVersion = versions.ToFrozenDictionary(static document => document.Version, StringComparer.Ordinal);
    }

    /// <summary>Oldest first.</summary>
    public ImmutableArray<PolicyDocument> Versions { get; }

    /// <summary>A shelf of at least one version.</summary>
    public static PolicyShelf Of(IEnumerable<PolicyDocument> documents) =>
        new([.. documents.OrderBy(static document => document.EffectiveFrom).ThenBy(static document => document.Version, StringComparer.Ordinal)]);

    /// <summary>The newest version that has begun; while none has, the first that will.</summary>
    public PolicyDocument At(DateTimeOffset now)
    {
        for (var place = Versions.Length - 1; place > 0; place--)
        {
            if (Versions[place].EffectiveFrom <= now)
            {
                return Versions[place];
            }
        }

        return Versions[0];
    }

    public PolicyDocument? Find(string? version) => version is null ? null : _byVersion.GetValueOrDefault(version);

    /// <summary>
    /// The version whose meaning her word has: the one that she was shown, the oldest when that one is unknown here.
    /// Before her first word nothing is granted, so that the one in force serves.
    /// </summary>
    public PolicyDocument Of(ConsentView consent, DateTimeOffset now) => consent.NoticeVersion is null ? At(now) : Find(consent.NoticeVersion) ?? Versions[0];

    /// <summary>Both versions must cover it: hers, since nothing widens silently, and the one in force, which may cover less.</summary>
    public bool Covers(ConsentView consent, DataUses use, string code, DateTimeOffset now) =>
        consent.Uses(use) && Holds(Of(consent, now), use, code) && Holds(At(now), use, code);

    /// <summary>What the version in force adds to what she granted, in the order of tiers.</summary>
    public ImmutableArray<PolicyAsk> Asks(ConsentView consent, DateTimeOffset now)
    {
        var (hers, current) = (Of(consent, now), At(now));
        if (ReferenceEquals(hers, current))
        {
            return [];
        }

        var widened = _widened.GetOrAdd((hers.Version, current.Version), static (_, pair) => PolicyWidening.Between(pair.hers, pair.current), (hers, current));
        return widened.IsEmpty ? [] : [.. widened.Where(more => more.Concerns(consent)).Select(static more => more.Ask)];
    }

    /// <summary>Her decision as her age allows it, in the country that she says is hers.</summary>
    public ConsentDecision Cap(ConsentDecision decision, Traits? traits, DateTimeOffset now)
    {
        var policy = At(now);
        var age = Country(policy, traits?.Country)?.MinimumAge ?? policy.MinimumAge;
        return traits?.Birthday is not { } birthday || decision.Tier <= policy.UnderAgeTier || IsOfAge(birthday, age, now) ? decision : decision with
        {
            Tier = policy.UnderAgeTier,
            Evidence = decision.Evidence is { Length: > 0 } evidence ? $"{evidence}, {UnderAge}" : UnderAge,
        };
    }

    /// <summary>The shorter of what her version says and what the one in force says; null when neither ends it.</summary>
    public TimeSpan? Keep(ConsentView consent, string category, string? country, DateTimeOffset now)
    {
        var days = Math.Min(Days(Of(consent, now), category, country), Days(At(now), category, country));
        return days == int.MaxValue ? null : TimeSpan.FromDays(days);
    }

    private static int Days(PolicyDocument policy, string category, string? country) =>
        Find(Country(policy, country)?.Keep ?? [], category) ?? PolicyWidening.Days(policy, category) ?? int.MaxValue;

    private static int? Find(ImmutableArray<PolicyKeep> periods, string category) => periods.FirstOrDefault(period => period.Category == category)?.Days;

    private static PolicyCountry? Country(PolicyDocument policy, string? country) =>
        country is null ? null : policy.Countries.FirstOrDefault(each => string.Equals(each.Country, country, StringComparison.OrdinalIgnoreCase));

    private static bool Holds(PolicyDocument policy, DataUses use, string code) =>
        policy.Uses.FirstOrDefault(each => each.Use == use) is { } stated && stated.Covers.Contains(code, StringComparer.Ordinal);

    // Somebody born on 29 February has her birthday on 1 March.
    private static bool IsOfAge(DateOnly birthday, int age, DateTimeOffset now) =>
        birthday.Year + age <= DateOnly.MaxValue.Year && DateOnly.FromDateTime(now.UtcDateTime) >= Birthday(birthday, birthday.Year + age);

    private static DateOnly Birthday(DateOnly birthday, int year) =>
        birthday is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(year) ? new DateOnly(year, 3, 1) : new DateOnly(year, birthday.Month, birthday.Day);
}
