using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;

namespace Luxe.Grains.Prompts;

/// <summary>How a kind of prompt behaves, as data.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Priority">Higher first, 0 to 100.</param>
/// <param name="Cooldown">How long the rule stays silent about the same subject after it spoke.</param>
/// <param name="Expiry">How long a prompt lives when nothing ends it before.</param>
/// <param name="Tier">The tier it rests on.</param>
/// <param name="Purpose">The purpose that must be granted beside the tier.</param>
/// <param name="Delivered">Whether it goes to her associate's inbox by itself; an arrival goes there with its dispatch.</param>
internal sealed record PromptPolicy(
    PromptKind Kind,
    int Priority,
    TimeSpan Cooldown,
    TimeSpan Expiry,
    ConsentTier Tier,
    Purposes Purpose = Purposes.None,
    bool Delivered = true)
{
    private static readonly PromptPolicy[] All =
    [
        new(PromptKind.Arrival, 100, TimeSpan.Zero, TimeSpan.FromHours(4), ConsentTier.Category, Purposes.InStoreRecognition, Delivered: false),
        new(PromptKind.WishBackInStock, 80, TimeSpan.FromDays(7), TimeSpan.FromDays(7), ConsentTier.Behaviour),
        new(PromptKind.ConsideredItem, 50, TimeSpan.FromDays(14), TimeSpan.FromDays(7), ConsentTier.Behaviour),
        new(PromptKind.AbandonedCart, 60, TimeSpan.FromDays(7), TimeSpan.FromDays(3), ConsentTier.Behaviour),
        new(PromptKind.Milestone, 70, TimeSpan.FromDays(300), TimeSpan.FromDays(4), ConsentTier.Category),
        new(PromptKind.RepairReady, 90, TimeSpan.FromDays(365), TimeSpan.FromDays(30), ConsentTier.Category),
    ];

    private static readonly Dictionary<PromptKind, PromptPolicy> ByKind = All.ToDictionary(static policy => policy.Kind);

    /// <summary>How long the longest-lived of them live.</summary>
    public static TimeSpan Longest { get; } = All.Max(static policy => policy.Expiry);

    public static PromptPolicy For(PromptKind kind) => ByKind[kind];

    /// <summary>The uses that it rests on beside its tier.</summary>
    public DataUses Uses { get; } = PromptUses.Of(Kind);

    /// <summary>
    /// Those, the visits that it tells of, and the ones that silence it: what she bought is not spoken of any more. Without them nothing tells that it was silent.
    /// </summary>
    public DataUses Minds => Kind switch
    {
        PromptKind.ConsideredItem or PromptKind.WishBackInStock or PromptKind.AbandonedCart => Uses | DataUses.PurchaseHistory,
        PromptKind.Arrival => ConsentGate.Visits,
        _ => Uses,
    };

    /// <summary>The kinds that rest on any of these uses.</summary>
    public static ImmutableArray<PromptKind> On(DataUses uses) => [.. All.Where(policy => (policy.Uses & uses) != DataUses.None).Select(static policy => policy.Kind)];

    /// <summary>Whether her consent carries prompts of this kind. Nothing is said of who wants to be left alone.</summary>
    public bool IsCarriedBy(ConsentView consent) =>
        consent.Reaches(Tier) && consent.Grants(Purpose) && (consent.Withheld & Uses) == DataUses.None && !consent.LeaveMeAlone;
}
