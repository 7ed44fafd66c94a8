using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Policies;

namespace Luxe.Grains.Policies;

/// <summary>What a version adds to another: codes that are new, and what is kept longer. What it takes away needs nobody's word.</summary>
internal static class PolicyWidening
{
    public static ImmutableArray<Widened> Between(PolicyDocument hers, PolicyDocument now)
    {
        var widened = ImmutableArray.CreateBuilder<Widened>();
        foreach (var use in now.Uses)
        {
            var name = PolicyNames.Of(use.Use);
            var former = hers.Uses.FirstOrDefault(each => each.Use == use.Use);
            widened.AddRange(Codes("use:" + name, use.Covers, former?.Covers).Select(ask => new Widened(ask, use.Use, Purposes.None)));
            if (former is not null && Longer("use:" + name, name, use.KeepDays, former.KeepDays) is { } longer)
            {
                widened.Add(new Widened(longer, use.Use, Purposes.None));
            }
        }

        foreach (var purpose in now.Purposes)
        {
            var former = hers.Purposes.FirstOrDefault(each => each.Purpose == purpose.Purpose);
            widened.AddRange(Codes("purpose:" + PolicyNames.Of(purpose.Purpose), purpose.Covers, former?.Covers).Select(ask => new Widened(ask, DataUses.None, purpose.Purpose)));
        }

        foreach (var kept in now.Keep)
        {
            if (Longer("keep:" + kept.Category, kept.Category, kept.Days, Days(hers, kept.Category)) is { } longer)
            {
                widened.Add(new Widened(longer, DataUses.None, Purposes.None));
            }
        }

        return widened.ToImmutable();
    }

    /// <summary>The days that a version states for a category, wherever it states them; null when it states none.</summary>
    public static int? Days(PolicyDocument policy, string category) =>
        policy.Keep.FirstOrDefault(period => period.Category == category)?.Days
        ?? policy.Uses.FirstOrDefault(use => PolicyNames.Uses.TryGetValue(category, out var named) && use.Use == named)?.KeepDays;

    private static IEnumerable<PolicyAsk> Codes(string of, ImmutableArray<string> now, ImmutableArray<string>? hers) =>
        now.Where(code => hers?.Contains(code, StringComparer.Ordinal) != true).Select(code => new PolicyAsk($"{of}+{code}", of, code, null, null));

    private static PolicyAsk? Longer(string of, string category, int? now, int? hers) =>
        (now ?? int.MaxValue) > (hers ?? int.MaxValue) ? new PolicyAsk("keep:" + category, of, null, now, hers) : null;
}

/// <summary>Something that a version adds, and whom it concerns.</summary>
/// <param name="Ask">What she is asked.</param>
/// <param name="Use">The use that it belongs to, if one.</param>
/// <param name="Purpose">The purpose that it belongs to, if one.</param>
internal sealed record Widened(PolicyAsk Ask, DataUses Use, Purposes Purpose)
{
    /// <summary>What she never granted is no question of widening.</summary>
    public bool Concerns(ConsentView consent) => Use != DataUses.None ? consent.Uses(Use)
        : Purpose != Purposes.None ? consent.Grants(Purpose)
        : consent.Reaches(ConsentTier.Category);
}
