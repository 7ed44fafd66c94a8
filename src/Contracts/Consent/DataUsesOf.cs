using System.Collections.Immutable;
using System.Numerics;

namespace Luxe.Contracts.Consent;

/// <summary>Which use belongs to which tier.</summary>
public static class DataUsesOf
{
    private const DataUses OfCategory = (DataUses)0x000F;
    private const DataUses OfBehaviour = (DataUses)0x0FF0;
    private static readonly DataUses Known = Enum.GetValues<DataUses>().Aggregate(static (all, use) => all | use);

    /// <summary>Every single use, lowest tier first.</summary>
    public static ImmutableArray<DataUses> All { get; } = [.. Enum.GetValues<DataUses>().Where(static use => use != DataUses.None).Order()];

    /// <summary>The tier that covers a single use.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not exactly one known use.</exception>
    public static ConsentTier TierOf(DataUses single) => single switch
    {
        _ when !BitOperations.IsPow2((int)single) || (single & Known) == DataUses.None => throw new ArgumentOutOfRangeException(nameof(single), single, "This is not a single use of data."),
        _ when (single & OfCategory) != 0 => ConsentTier.Category,
        _ when (single & OfBehaviour) != 0 => ConsentTier.Behaviour,
        _ => ConsentTier.Identity,
    };

    /// <summary>The uses of a tier and of those below it.</summary>
    public static DataUses Within(ConsentTier tier) => All.Where(use => TierOf(use) <= tier).Aggregate(DataUses.None, static (all, use) => all | use);
}
