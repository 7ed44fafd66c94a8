using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Policies;
using Luxe.Grains.Customers;
using Luxe.Grains.Merges;
using Luxe.Grains.Policies;
using Luxe.Storage;

namespace Luxe.Grains.Rights;

/// <summary>
/// When a client is to be looked at again. Said by the shortest periods that any version has anywhere, so that neither a decision nor a move to another country makes
/// it too late; what does (older rows that come late, a merge, one that is taken back) says so in its own commit. Pure.
/// </summary>
internal static class RetentionMarks
{
    /// <summary>Rows that happened longer ago than this when they are written void the mark.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromDays(2);

    // What is over the bound and kept all the same, by a longer version or elsewhere, may run out by her next decision.
    private static readonly TimeSpan Again = TimeSpan.FromDays(30);
    private static readonly TimeSpan Soonest = TimeSpan.FromHours(20);

    /// <summary>The shortest periods of all versions; null when nothing ever runs out.</summary>
    public static RetentionBounds? Bounds(IReadOnlyCollection<PolicyDocument> policies)
    {
        var keep = policies.SelectMany(static policy => policy.Uses.Where(static use => use.KeepDays is not null).Select(static use => new PolicyKeep(RetentionRules.Name(use.Use), use.KeepDays!.Value))
                .Concat(policy.Keep).Concat(policy.Countries.SelectMany(static country => country.Keep)))
            .Where(static keep => RetentionRules.IsRule(keep.Category))
            .GroupBy(static keep => keep.Category, StringComparer.Ordinal)
            .Select(static rule => new PolicyKeep(rule.Key, rule.Min(static keep => keep.Days)))
            .OrderBy(static keep => keep.Category, StringComparer.Ordinal).ToImmutableArray();
        return keep.IsEmpty ? null : new RetentionBounds(Basis(policies), keep.Min(static rule => rule.Days), keep);
    }

    /// <summary>Whether her mark lets her be.</summary>
    public static bool IsDue(RetentionMark mark, RetentionBounds bounds, DateTimeOffset now) => mark.DueAt is not { } due || mark.Basis != bounds.Basis || due <= now;

    /// <summary>The mark of somebody who was never looked at and whose oldest row is younger than any period; null when only she can say.</summary>
    public static RetentionMark? Young(string customer, DateTimeOffset? oldest, RetentionBounds bounds, DateTimeOffset now)
    {
        var runsOut = oldest + TimeSpan.FromDays(bounds.ShortestDays);
        return runsOut is { } at && at <= now ? null : Mark(customer, runsOut ?? DateTimeOffset.MaxValue, bounds, now);
    }

    /// <summary>Her mark behind what was emptied.</summary>
    public static RetentionMark Of(string customer, ConsentView consent, string? country, IEnumerable<LifeOnPaper> lives, IPolicyBook policies, RetentionBounds bounds, DateTimeOffset now)
    {
        var shortest = bounds.Keep.ToDictionary(static rule => rule.Category, static rule => TimeSpan.FromDays(rule.Days), StringComparer.Ordinal);
        var kept = new Dictionary<string, TimeSpan?>(StringComparer.Ordinal);
        var next = DateTimeOffset.MaxValue;
        foreach (var @event in lives.SelectMany(static life => life.Entries).Select(static entry => entry.Event))
        {
            foreach (var rule in RetentionRules.RulesOf(@event))
            {
                next = shortest.TryGetValue(rule, out var bound) && Next(RetentionRules.At(@event!), bound, rule) is var at && at < next ? at : next;
            }
        }

        return Mark(customer, next, bounds, now);

        // What is over its time is being emptied as this is asked.
        DateTimeOffset Next(DateTimeOffset happened, TimeSpan bound, string rule) => happened + bound > now ? happened + bound
            : Keep(rule) is { } period && happened + period is var own && own > now && own < now + Again ? own
            : Keep(rule) is { } over && happened + over <= now ? DateTimeOffset.MaxValue
            : now + Again;

        TimeSpan? Keep(string rule) => kept.TryGetValue(rule, out var known) ? known : kept[rule] = policies.Keep(consent, rule, country);
    }

    /// <summary>Of what comes from now on nothing runs out before the shortest period, less what may be late.</summary>
    private static RetentionMark Mark(string customer, DateTimeOffset next, RetentionBounds bounds, DateTimeOffset now)
    {
        var latest = now + TimeSpan.FromDays(bounds.ShortestDays) - Late;
        var due = next < latest ? next : latest;
        return new RetentionMark(customer, due > now + Soonest ? due : now + Soonest, bounds.Basis);
    }

    /// <summary>Versions never change, so that their names say it.</summary>
    private static long Basis(IEnumerable<PolicyDocument> policies) => BitConverter.ToInt64(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', policies.Select(static policy => policy.Version).Order(StringComparer.Ordinal)))));
}
