using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Luxe.Contracts.Consent;

namespace Luxe.Grains.Policies;

/// <summary>How policies, notices and codes name things: as the API does, with a small first letter.</summary>
internal static class PolicyNames
{
    /// <summary>What is kept and belongs to no single use: as the file names it, and as everybody else does.</summary>
    public static ImmutableArray<(string Name, string Category)> Kept { get; } = [("visits", "visits"), ("prompts", "prompts"), ("accessLog", "access-log"), ("inbox", "inbox")];

    /// <summary>The category of a period as the file names it; null when it is none.</summary>
    public static string? Category(string name) => Uses.ContainsKey(name) ? name : Kept.FirstOrDefault(kept => kept.Name == name).Category;

    public static FrozenDictionary<string, ConsentTier> Tiers { get; } = Names(Enum.GetValues<ConsentTier>());

    public static FrozenDictionary<string, DataUses> Uses { get; } = Names(Enum.GetValues<DataUses>().Where(static use => use != DataUses.None));

    public static FrozenDictionary<string, Purposes> Purposes { get; } = Names(Enum.GetValues<Purposes>().Where(static purpose => purpose != Contracts.Consent.Purposes.None));

    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static FrozenDictionary<string, T> Names<T>(IEnumerable<T> values)
        where T : struct, Enum => values.ToFrozenDictionary(Of, StringComparer.Ordinal);
}
