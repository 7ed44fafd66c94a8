using System.Collections.Immutable;
using System.Text.Json;

namespace Luxe.Contracts.Consent;

/// <summary>What a decision changed, as codes that pages and documents put into words: "tier:behaviour->category", "-email", "+withheld:searches".</summary>
public static class LedgerChange
{
    /// <summary>The code of a tier's change begins with it.</summary>
    public const string Tier = "tier:";

    /// <summary>The code of a notice's change begins with it.</summary>
    public const string Notice = "notice:";

    /// <summary>After + or -: a use follows.</summary>
    public const string Withheld = "withheld:";

    /// <summary>After + or -: the wish to be left alone.</summary>
    public const string LeaveMeAlone = "leaveMeAlone";

    /// <summary>
    /// Compares an entry with the one before it in the ledger; null: with nothing granted. Empty when she said the same again.
    /// An entry that was older than what held, and so changed nothing, is compared like any other: this says what was written.
    /// </summary>
    public static ImmutableArray<string> Between(ConsentDecision? before, ConsentDecision after)
    {
        var codes = ImmutableArray.CreateBuilder<string>();
        if ((before?.Tier ?? ConsentTier.None) is var tier && tier != after.Tier)
        {
            codes.Add($"{Tier}{Name(tier)}->{Name(after.Tier)}");
        }

        codes.AddRange(Flags(before?.Purposes ?? Purposes.None, after.Purposes, Enum.GetValues<Purposes>()));
        codes.AddRange(Flags(before?.Withheld ?? DataUses.None, after.Withheld, DataUsesOf.All).Select(static code => $"{code[0]}{Withheld}{code[1..]}"));
        if ((before?.LeaveMeAlone ?? false) != after.LeaveMeAlone)
        {
            codes.Add((after.LeaveMeAlone ? "+" : "-") + LeaveMeAlone);
        }

        if (before is not null && before.NoticeVersion != after.NoticeVersion)
        {
            codes.Add($"{Notice}{before.NoticeVersion}->{after.NoticeVersion}");
        }

        return codes.ToImmutable();
    }

    private static IEnumerable<string> Flags<T>(T before, T after, IEnumerable<T> all)
        where T : struct, Enum =>
        all.Where(flag => Convert.ToInt64(flag, null) != 0 && before.HasFlag(flag) != after.HasFlag(flag)).Select(flag => (after.HasFlag(flag) ? "+" : "-") + Name(flag));

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
