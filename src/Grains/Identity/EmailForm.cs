using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;

namespace Luxe.Grains.Identity;

/// <summary>An e-mail address in the one form of its mailbox: lower case, the domain as its DNS name, variants united where the options say so.</summary>
internal static class EmailForm
{
    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    private static readonly SearchValues<char> Dots = SearchValues.Create(".\u3002\uFF0E\uFF61");

    // Mailboxes that their providers say receive every plus-variant; Gmail's two names are one domain, and its dots do not count.
    private static readonly FrozenSet<string> PlusIgnored = new[]
    {
        "gmail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "icloud.com", "me.com", "mac.com", "fastmail.com", "fastmail.fm",
        "proton.me", "protonmail.com", "pm.me", "yandex.com", "yandex.ru", "ya.ru",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The form, or null when it cannot be an address.</summary>
    public static string? Of(string value, IdentityOptions options)
    {
        var text = Bare(TokenText.Lower(TokenText.Unified(value)));
        var at = text.LastIndexOf('@');
        if (at <= 0 || text.AsSpan().ContainsAny(" \t"))
        {
            return null;
        }

        return Domain(text[(at + 1)..]) is { } domain && Mailbox(text[..at], domain, options) is { Length: > 0 } mailbox ? $"{mailbox}@{domain}" : null;
    }

    /// <summary>Without what address books and links put around it: <c>Alex Morgan &lt;alex@example.com&gt;</c>, <c>mailto:</c>.</summary>
    private static string Bare(string text)
    {
        if (text.EndsWith('>') && text.LastIndexOf('<') is >= 0 and var open)
        {
            text = text[(open + 1)..^1].Trim();
        }

        return text.StartsWith("mailto:", StringComparison.Ordinal) ? text["mailto:".Length..].Trim() : text;
    }

    /// <summary>The domain in ASCII (RFC 5891), so that its Unicode and its xn-- form are one; null without two labels.</summary>
    private static string? Domain(string text)
    {
        var name = text.TrimEnd('.', '\u3002', '\uFF0E', '\uFF61');
        if (name.Length == 0 || name.AsSpan().IndexOfAny(Dots) <= 0)
        {
            return null;
        }

        try
        {
            name = Idn.GetAscii(name).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // A label that DNS cannot hold: no mail gets there.
            return null;
        }

        return name == "googlemail.com" ? "gmail.com" : name;
    }

    private static string Mailbox(string local, string domain, IdentityOptions options)
    {
        var plus = local.IndexOf('+', StringComparison.Ordinal);
        if (plus > 0 && Unites(options.PlusAddressing, PlusIgnored.Contains(domain)))
        {
            local = local[..plus];
        }

        return domain == "gmail.com" && Unites(options.Dots, isKnown: true) ? local.Replace(".", "", StringComparison.Ordinal) : local;
    }

    private static bool Unites(MailboxVariants policy, bool isKnown) => policy == MailboxVariants.Unite || (policy == MailboxVariants.KnownProviders && isKnown);
}
