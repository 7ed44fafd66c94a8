using System.Globalization;
using System.Text.Json;

namespace Luxe.Cli.Demo;

/// <summary>A client whose life was written by hand (data/personas).</summary>
internal sealed record Persona(
    string UserId, string Story, string Store, string? Associate, string Card, Dictionary<string, JsonElement> Traits, IReadOnlyList<PersonaStep> Steps, string? Currency = null)
{
    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>Lays her life on the calendar so that it ends yesterday; what would lie ahead is left to the days to come.</summary>
    public DemoClient ToClient(DemoMaison maison, DateTimeOffset asOf)
    {
        var store = maison.Store(Store);
        var steps = Steps.Select((step, at) => ToStep(step, at, maison, store, asOf)).Where(step => step.At < asOf).OrderBy(step => step.At).ToList();
        var traits = Traits.Where(pair => pair.Key is not ("email" or "dates")).ToDictionary(pair => pair.Key, pair => (object)pair.Value);
        if (Traits.TryGetValue("dates", out var dates) && dates.TryGetProperty("anniversary", out var anniversary))
        {
            traits["anniversary"] = anniversary.GetString()!;
        }

        var email = Traits.TryGetValue("email", out var declared) ? declared.GetString() : null;
        return new DemoClient(UserId, Card, email, traits, Store, Associate, steps);
    }

    private DemoStep ToStep(PersonaStep step, int number, DemoMaison maison, DemoStore store, DateTimeOffset asOf)
    {
        var at = When(step.At, store.TimeZone, asOf);
        var id = string.Create(CultureInfo.InvariantCulture, $"{UserId}-{number:00}");
        if (step.Consent is { } consent)
        {
            return new DemoStep(at, null, new DemoDecision(id, consent.Tier, consent.Purposes, consent.NoticeVersion, consent.Channel, at) { Withheld = consent.Withheld ?? [], LeaveMeAlone = consent.LeaveMeAlone });
        }

        var currency = Currency ?? store.Currency;
        var products = step.Products.Select(product => (maison.Product(product), step.Size)).ToList();
        var priced = step.Event is "Order Completed" or "Cart Viewed" or "Checkout Started";
        return new DemoStep(at, new DemoEvent(id, at, step.Event!)
        {
            Products = products,
            List = step.List,
            Query = step.Query,
            Topic = step.Topic,
            Dwell = step.Dwell,
            Currency = products.Count > 0 ? currency : null,
            Value = priced ? products.Sum(product => product.Item1.ListPrice(currency)) : null,
            Reference = step.Order,
            StoreId = step.Channel == "store" ? Store : null,
            AssociateId = step.Channel == "store" ? Associate : null,
            Channel = step.Channel ?? (step.Event!.StartsWith("Email", StringComparison.Ordinal) ? "email" : "web"),
        }, null);
    }

    // "5 Thu 20:12" is a day of week 5 of twelve, the twelfth being the week of asOf; "-3 21:00" is three days before asOf. Local time of her store.
    private static DateTimeOffset When(string text, string timeZone, DateTimeOffset asOf)
    {
        var words = text.Split(' ');
        var today = asOf.UtcDateTime.Date;
        DateTime day;
        if (words.Length == 3)
        {
            var monday = today.AddDays(-((int)today.DayOfWeek + 6) % 7);
            day = monday.AddDays((7 * (int.Parse(words[0], CultureInfo.InvariantCulture) - 12)) + Array.IndexOf(Days, words[1]));
        }
        else
        {
            day = today.AddDays(int.Parse(words[0], CultureInfo.InvariantCulture));
        }

        var local = DateTime.SpecifyKind(day + TimeOnly.Parse(words[^1], CultureInfo.InvariantCulture).ToTimeSpan(), DateTimeKind.Unspecified);
        return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById(timeZone).GetUtcOffset(local)).ToUniversalTime();
    }
}

internal sealed record PersonaStep(
    string At, string? Event = null, PersonaConsent? Consent = null, string? Query = null, string? Topic = null, string? List = null, int? Dwell = null,
    string? Size = null, string? Order = null, string? Channel = null, decimal? Value = null)
{
    public IReadOnlyList<string> Products { get; init; } = [];
}

internal sealed record PersonaConsent(
    string Tier, IReadOnlyList<string> Purposes, string NoticeVersion, string Channel, IReadOnlyList<string>? Withheld = null, bool LeaveMeAlone = false);
