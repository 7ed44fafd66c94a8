using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>Ids of the erasures that her page orders. Whoever has one may see its receipt, as nobody else is left to show it to; so it is not to be guessed.</summary>
public static partial class EraseOrders
{
    /// <summary>A new one: 128 random bits.</summary>
    public static string New() => "erase-me-" + RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Whether a text is one.</summary>
    public static bool Is(string? order) => order is not null && Order().IsMatch(order);

    [GeneratedRegex("^erase-me-[0-9a-f]{32}\\z")]
    private static partial Regex Order();
}
