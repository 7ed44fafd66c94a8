using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Luxe.Contracts.Consent;

namespace Luxe.Grains.Consent;

/// <summary>A decision that can take away and never give.</summary>
internal sealed record ConsentLimit(
    DateTimeOffset DecidedAt,
    ConsentTier Tier,
    Purposes Purposes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] DataUses Withheld = DataUses.None,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool LeaveMeAlone = false);

/// <summary>Two decisions of one person, held together.</summary>
internal static class StricterConsent
{
    /// <summary>The channel of what was not decided but follows from two decisions.</summary>
    public const string Channel = "merge";

    /// <summary>
    /// The stricter of both decisions: the lower tier, the purposes that both grant, what either withholds. Who never decided restricts nothing. The time is the
    /// later one's, so that her next word outranks both and nothing older does; what was vouched for has none.
    /// </summary>
    public static ConsentView Of(ConsentView one, ConsentView other)
    {
        if (one.IsUndecided() || other.IsUndecided())
        {
            return one.IsUndecided() ? other : one;
        }

        var tier = one.Tier < other.Tier ? one.Tier : other.Tier;
        var purposes = one.Purposes & other.Purposes;
        var latest = one.DecidedAt is null || other.DecidedAt > one.DecidedAt ? other.DecidedAt : one.DecidedAt;
        var withheld = one.Withheld | other.Withheld;
        var alone = one.LeaveMeAlone || other.LeaveMeAlone;
        return (tier, purposes, withheld, alone) == (one.Tier, one.Purposes, one.Withheld, one.LeaveMeAlone)
            ? one with { DecidedAt = latest }
            : new ConsentView(tier, purposes, other.Tier < one.Tier ? other.NoticeVersion : one.NoticeVersion, latest, Channel, withheld, alone);
    }

    /// <summary>A consent under the limits that are as new as it or newer.</summary>
    public static ConsentView Under(ConsentView consent, ImmutableArray<ConsentLimit> limits) => limits
        .Where(limit => !consent.IsUndecided() && !(limit.DecidedAt < consent.DecidedAt))
        .Aggregate(consent, static (held, limit) => Of(held, new ConsentView(limit.Tier, limit.Purposes, held.NoticeVersion, limit.DecidedAt, held.Channel, limit.Withheld, limit.LeaveMeAlone)));

    /// <summary>Whether two consents allow the same.</summary>
    public static bool AllowsAs(this ConsentView one, ConsentView other) =>
        (one.Tier, one.Purposes, one.Withheld, one.LeaveMeAlone) == (other.Tier, other.Purposes, other.Withheld, other.LeaveMeAlone);

    /// <summary>What follows, as the entry that the ledger keeps of it.</summary>
    public static ConsentDecision Entry(string eventId, ConsentView consent, string actor, DateTimeOffset at) =>
        new(eventId, consent.Tier, consent.Purposes, consent.NoticeVersion ?? "", null, Channel, actor, at, consent.Withheld, consent.LeaveMeAlone);
}
