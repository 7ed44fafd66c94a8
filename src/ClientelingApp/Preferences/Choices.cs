using Luxe.Contracts.Consent;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>
/// A tap on one of her switches, as the button carries it: "tier=behaviour", "searches=off", "email=on", "alone=on", "agree".
/// One tap is one choice, and the way back is the same word with the other value.
/// </summary>
public static class Choices
{
    /// <summary>She agrees to what the notice in force adds.</summary>
    public const string Agree = "agree";

    private const string TierKey = "tier";
    private const string AloneKey = "alone";

    /// <summary>Chooses a tier.</summary>
    public static string Of(ConsentTier tier) => $"{TierKey}={CodeOf(tier)}";

    /// <summary>Switches a single use.</summary>
    public static string Of(DataUses single, bool on) => $"{CodeOf(single)}={Value(on)}";

    /// <summary>Switches a single purpose.</summary>
    public static string Of(Purposes single, bool on) => $"{CodeOf(single)}={Value(on)}";

    /// <summary>Switches the wish to be left alone.</summary>
    public static string Alone(bool on) => $"{AloneKey}={Value(on)}";

    /// <summary>The name of a value in notices and buttons: camelCase, as the API writes it.</summary>
    public static string CodeOf<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>What she allows after the tap; null for what is no choice of hers.</summary>
    public static ConsentView? Apply(ConsentView now, string? tap)
    {
        if (tap == Agree)
        {
            return now;
        }

        if (tap?.Split('=') is not [var key, var value])
        {
            return null;
        }

        return (key, value) switch
        {
            (TierKey, _) => Named<ConsentTier>(value) is { } tier ? now with { Tier = tier } : null,
            (_, not ("on" or "off")) => null,
            (AloneKey, _) => now with { LeaveMeAlone = value == "on" },
            _ when Named<DataUses>(key) is { } use and not DataUses.None => now with { Withheld = value == "on" ? now.Withheld & ~use : now.Withheld | use },
            _ when Named<Purposes>(key) is { } purpose and not Purposes.None => now with { Purposes = value == "on" ? now.Purposes | purpose : now.Purposes & ~purpose },
            _ => null,
        };
    }

    private static string Value(bool on) => on ? "on" : "off";

    private static T? Named<T>(string code)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (CodeOf(value) == code)
            {
                return value;
            }
        }

        return null;
    }
}
