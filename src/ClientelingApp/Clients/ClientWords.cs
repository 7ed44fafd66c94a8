using System.Globalization;
using Luxe.ClientelingApp.Today;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;

namespace Luxe.ClientelingApp.Clients;

/// <summary>How pages speak of a client and of what she allows.</summary>
public static class ClientWords
{
    private static readonly (Purposes Purpose, string Words)[] PurposeWords =
    [
        (Purposes.InStoreRecognition, "being recognised in a store"),
        (Purposes.Email, "e-mail"),
        (Purposes.Sms, "text messages"),
        (Purposes.Messaging, "messaging"),
        (Purposes.Post, "letters"),
        (Purposes.Phone, "telephone"),
        (Purposes.ShareWithStores, "sharing with other stores"),
        (Purposes.ShareWithBrands, "sharing with other maisons"),
        (Purposes.ModelTraining, "training the maison’s models"),
    ];

    private const Purposes Outreach = Purposes.Email | Purposes.Sms | Purposes.Messaging | Purposes.Post | Purposes.Phone;

    /// <summary>How she is addressed; "A client" where nothing was declared or may be shown.</summary>
    public static string Greeting(Traits? traits) => traits switch
    {
        { FamilyName: { Length: > 0 } family, Title: { Length: > 0 } title } => $"{title} {family}",
        { FamilyName: { Length: > 0 } family, GivenName: { Length: > 0 } given } => $"{given} {family}",
        { FamilyName: { Length: > 0 } family } => family,
        { GivenName: { Length: > 0 } given } => given,
        _ => "A client",
    };

    /// <summary>What staff are told of a client who wants to be left alone.</summary>
    public const string LeftAlone = "Wishes to be left alone: no messages, no approach. A greeting, if you meet, is enough.";

    /// <summary>What she keeps from view, in one line; null where there is nothing to say of it.</summary>
    public static string? Absent(ConsentView consent) =>
        consent.LeaveMeAlone ? null : Absent(consent.Tier);

    /// <summary>The words that are there, in one line.</summary>
    public static string Line(params string?[] words) => string.Join(" · ", words.Where(static word => !string.IsNullOrEmpty(word)));

    /// <summary>The language she speaks; null when it is not known.</summary>
    public static string? Speaks(string? language) => TodayWords.Language(language) is { } name ? $"Speaks {name}" : null;

    /// <summary>What the tier keeps from view, in one line; null where it keeps nothing.</summary>
    public static string? Absent(ConsentTier tier) => tier switch
    {
        ConsentTier.None => "Nothing may be kept, and nothing is.",
        ConsentTier.Category => "At this tier, views, searches, carts and wishes are not part of the record.",
        ConsentTier.Behaviour => "At this tier, nothing is inferred.",
        _ => null,
    };

    /// <summary>The purposes she granted, in words.</summary>
    public static string Granted(Purposes purposes) => purposes == Purposes.None ? "no single purpose" : Words(purposes, ", ");

    /// <summary>The ways by which she may be reached, in words.</summary>
    public static string Channels(Purposes purposes) => (purposes & Outreach) == Purposes.None ? "No channel" : Capital(Words(purposes & Outreach, " · "));

    /// <summary>Sizes in one line: "Knitwear M · shoes 38.5".</summary>
    public static string Sizes(IEnumerable<SizeFit> sizes) => Capital(string.Join(" · ", sizes.Select(s => $"{s.Garment} {s.Size}")));

    /// <summary>The words with a capital first letter.</summary>
    public static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>A day of the calendar, such as "2 April".</summary>
    public static string Day(DateOnly date) => date.ToString("d MMMM", CultureInfo.InvariantCulture);

    /// <summary>A date, such as "20 November 2026" (UTC).</summary>
    public static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Words(Purposes purposes, string between) =>
        string.Join(between, PurposeWords.Where(p => purposes.HasFlag(p.Purpose)).Select(p => p.Words));

    /// <summary>An amount with its currency.</summary>
    public static string Amount(Money money)
    {
        var amount = money.Amount.ToString(money.Amount == decimal.Truncate(money.Amount) ? "N0" : "N2", CultureInfo.InvariantCulture);
        return money.Currency switch
        {
            "EUR" => "€ " + amount,
            "GBP" => "£ " + amount,
            "USD" => "$ " + amount,
            "JPY" => "¥ " + amount,
            var other => $"{other} {amount}",
        };
    }
}
