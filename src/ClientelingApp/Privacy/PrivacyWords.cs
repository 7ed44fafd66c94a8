using System.Collections.Immutable;
using System.Globalization;
using Luxe.ClientelingApp.Clients;
using Luxe.ClientelingApp.Shell;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Rights;

namespace Luxe.ClientelingApp.Privacy;

/// <summary>How the privacy officer's pages speak.</summary>
public static class PrivacyWords
{
    /// <summary>By what way a client can ask.</summary>
    public static ImmutableArray<string> Channels { get; } = ["mail", "phone", "store", "web", "app"];

    /// <summary>What a client asks for.</summary>
    public static string Request(RequestKind kind) => kind switch
    {
        RequestKind.Export => "A copy of what is held",
        RequestKind.Erasure => "Erasure",
        RequestKind.Rectification => "A correction",
        RequestKind.Objection => "An objection",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No words are stated for this kind of request."),
    };

    /// <summary>By what way she asked.</summary>
    public static string Channel(string channel) => channel switch
    {
        "web" => "on the site",
        "app" => "in the app",
        "store" => "in a store",
        "phone" => "by telephone",
        "mail" => "in writing",
        _ => channel,
    };

    /// <summary>Why an act on a request was not done.</summary>
    public static string Without(string what) => what switch
    {
        "reason" => "A refusal needs its reason: she is told it.",
        "word" => "Nothing was erased: it was not said that it is she who asks.",
        _ => "Nothing is held under this id.",
    };

    /// <summary>What an erasure cannot reach, and what becomes of it.</summary>
    public static string NotReached(string limit) => limit switch
    {
        ErasureLimits.Logs => "Log files, which hold opaque ids until they rotate.",
        ErasureLimits.Backups => "Backups from before: her key is not in them, and the list of erasures is applied when one is restored.",
        ErasureLimits.UnreadLetters => "Messages that could not be read, until their time is over.",
        ErasureLimits.FreedSpace => "Freed space in the database, until its own clean-up.",
        ErasureLimits.UndoneMerges => "Her opaque id where a merge with her was taken back.",
        _ => limit,
    };

    /// <summary>How long there is, by days of the calendar (UTC).</summary>
    public static string Due(DateTimeOffset due, DateTimeOffset now) => Days(due, now) switch
    {
        < -1 and var days => $"Overdue by {Numbers.Word(-days)} days",
        -1 => "Overdue by one day",
        0 => due < now ? "Overdue since today" : "Due today",
        1 => "One day left",
        var days => $"{Numbers.First(days)} days left",
    };

    /// <summary>Whether its time is over.</summary>
    public static bool IsLate(RightsRequest request, DateTimeOffset now) => request.DueAt < now;

    /// <summary>How many wait.</summary>
    public static string Waiting(RequestPage page, DateTimeOffset now)
    {
        var late = page.Requests.Count(request => IsLate(request, now));
        var more = page.Next is null ? null : " or more";
        return (page.Requests.Length, late) switch
        {
            (0, _) => "None waits",
            (1, 0) => "One waits",
            (1, _) => "One waits, overdue",
            (var all, 0) => $"{Numbers.First(all)}{more} wait",
            var (all, _) => $"{Numbers.First(all)}{more} wait, {Numbers.Word(late)} overdue",
        };
    }

    /// <summary>How many clients; fewer than five, or all but so few, are not counted out loud.</summary>
    public static string Count(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? "few";

    /// <summary>A part of the whole in per cent, for a bar; null where either is not said.</summary>
    public static string? Part(long? count, long? all) =>
        count is { } some && all is > 0 and { } whole ? string.Create(CultureInfo.InvariantCulture, $"{100.0 * some / whole:0.#}%") : null;

    /// <summary>The name of a tier, purpose or use, in words.</summary>
    public static string Name(string of) =>
        Enum.GetNames<Purposes>().Contains(of) && Enum.Parse<Purposes>(of) is not Purposes.None and var purpose ? ClientWords.Capital(ClientWords.Granted(purpose))
        : DataUsesOf.All.FirstOrDefault(use => use.ToString() == of) is not DataUses.None and var use ? Use(use)
        : of;

    /// <summary>What a retention rule empties: a use by its words, else the rule's own name.</summary>
    public static string Rule(string rule) =>
        DataUsesOf.All.FirstOrDefault(use => string.Equals(use.ToString(), rule, StringComparison.OrdinalIgnoreCase)) is not DataUses.None and var use ? Use(use)
        : ClientWords.Capital(string.Concat(rule.Select(static letter => letter == '-' ? " " : char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString())));

    /// <summary>How long something is kept.</summary>
    public static string Kept(int? days) => days is { } count ? string.Create(CultureInfo.InvariantCulture, $"{count:N0} days") : "as long as her tier";

    /// <summary>A moment, such as "20 Nov 2026, 18:05" (UTC).</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>What was looked at.</summary>
    public static string What(string what) => what switch
    {
        "looks" => "who looked",
        "ledger" => "decisions",
        _ => what,
    };

    /// <summary>In which capacity somebody looked.</summary>
    public static string Role(string role) => role switch
    {
        "Associate" => "associate",
        "Manager" => "manager",
        "HeadOffice" => "head office",
        "PrivacyOfficer" => "privacy officer",
        "Client" => "the client",
        "Integration" => "a system",
        _ => role,
    };

    /// <summary>A single use of data.</summary>
    public static string Use(DataUses use) => use switch
    {
        DataUses.DeclaredPreferences => "Declared preferences",
        DataUses.PurchaseHistory => "Purchase history",
        DataUses.Demographics => "Demographics",
        DataUses.ProductViews => "Pieces viewed",
        DataUses.ReturnVisits => "Return visits",
        DataUses.MailActivity => "E-mails opened",
        DataUses.Searches => "Searches",
        DataUses.CartActivity => "Cart and wishes",
        DataUses.ContentEngagement => "Stories read",
        DataUses.PatternsAcrossTime => "Patterns across time",
        DataUses.Cohorts => "Likeness to others",
        DataUses.InferredTaste => "Inferred taste",
        DataUses.BeyondObserved => "Suggestions beyond what was observed",
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, "This is not a single use of data."),
    };

    private static int Days(DateTimeOffset due, DateTimeOffset now) => (due.UtcDateTime.Date - now.UtcDateTime.Date).Days;
}
