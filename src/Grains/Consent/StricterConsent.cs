using System.Collections.Immutable;
using Luxe.Contracts.Consent;

namespace Luxe.Grains.Consent;

/// <summary>A decision that can take away and never give.</summary>
internal sealed record ConsentLimit(DateTimeOffset DecidedAt, ConsentTier Tier, Purposes Purposes);

/// <summary>Two decisions of one person, held together.</summary>
internal static class StricterConsent
{
    /// <summary>The channel of what was not decided but follows from two decisions.</summary>
    public const string Channel = "merge";

    /// <summary>
    /// The stricter of both decisions: the lower tier, the purposes that both grant. Who never decided restricts nothing. The time is the
    /// later one's, so that her next word outranks both and nothing older does.
    /// </summary>
    public static ConsentView Of(ConsentView one, ConsentView other)
    {
        if (one.DecidedAt is not { } at || other.DecidedAt is not { } otherAt)
        {
            return one.DecidedAt is null ? other : one;
        }

        var tier = one.Tier < other.Tier ? one.Tier : other.Tier;
        var purposes = one.Purposes & other.Purposes;
        var latest = at > otherAt ? at : otherAt;
        return (tier, purposes) == (one.Tier, one.Purposes)
            ? one with { DecidedAt = latest }
            : new ConsentView(tier, purposes, other.Tier < one.Tier ? other.NoticeVersion : one.NoticeVersion, latest, Channel);
    }

    /// <summary>A consent under the limits that are as new as it or newer.</summary>
    public static ConsentView Under(ConsentView consent, ImmutableArray<ConsentLimit> limits) => limits
        .Where(limit => consent.DecidedAt is { } at && limit.DecidedAt >= at)
        .Aggregate(consent, static (held, limit) => Of(held, new ConsentView(limit.Tier, limit.Purposes, held.NoticeVersion, limit.DecidedAt, held.Channel)));

    /// <summary>Whether two consents allow the same.</summary>
    public static bool AllowsAs(this ConsentView one, ConsentView other) => one.Tier == other.Tier && one.Purposes == other.Purposes;

    /// <summary>What follows, as the entry that the ledger keeps of it.</summary>
    public static ConsentDecision Entry(string eventId, ConsentView consent, string actor, DateTimeOffset at) =>
        new(eventId, consent.Tier, consent.Purposes, consent.NoticeVersion ?? "", null, Channel, actor, at);
}
