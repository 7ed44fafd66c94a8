using System.Collections.Immutable;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Tallies;
using Luxe.Grains.Time;

namespace Luxe.Grains.Customers;

/// <summary>Figures of a life, each from the view of the tier that it needs.</summary>
internal static class JourneySummaries
{
    private const int MostInterests = 8;

    public static JourneySummary? Of(ClientCut cut)
    {
        if (cut.Category is not { } category)
        {
            return null;
        }

        var summary = Sum(category.Purchases, category.Activity, cut.Behaviour?.Activity ?? [], Channels(category.Channels, cut.Behaviour?.Channels ?? []), category.Now);
        return cut.Identity is { } identity ? WithTaste(summary, identity.Interests, identity.Rhythm) : summary;
    }

    /// <summary>Sums of plain figures: whoever has them came by a view.</summary>
    internal static JourneySummary Sum(
        Purchases purchases, ImmutableArray<ActivityPeriod> services, ImmutableArray<ActivityPeriod> deeds, ImmutableArray<ChannelContact> channels, DateTimeOffset now)
    {
        var year = purchases.Months.Rows.Where(period => IsWithinAYear(period.Month, now)).ToArray();
        return new JourneySummary
        {
            Periods = Periods(purchases, services, deeds),
            Categories = [.. purchases.Categories.Select(static sold => new CategoryPurchases(
                sold.Category, sold.Pieces, sold.Returned, sold.Currency is null ? null : new Money(sold.Spend, sold.Currency), At(sold.Second)))],
            Sizes = [.. purchases.Sizes.Select(static size => new SizePurchases(size.Category, size.Size, size.Pieces, size.Returned))],
            FirstPurchaseAt = purchases.FirstAt,
            DaysSincePurchase = purchases.LastAt is { } last ? Math.Max(0, now.Day().DayNumber - last.Day().DayNumber) : null,
            OrdersInAYear = Math.Max(0, year.Sum(static period => period.Orders)),
            SpendInAYear = Spend(year),
            ReturnRate = ReturnRate(purchases.Months.Rows),
            Channels = channels,
        };
    }

    /// <summary>With what only Identity tells.</summary>
    internal static JourneySummary WithTaste(JourneySummary summary, Interests interests, (ImmutableArray<int> Hours, ImmutableArray<int> Days) rhythm) =>
        summary with { Interests = Most(interests.Categories), Topics = Most(interests.Topics), Hours = rhythm.Hours, Days = rhythm.Days };

    /// <summary>Where she was met last, over both tiers.</summary>
    internal static ImmutableArray<ChannelContact> Channels(ImmutableArray<ChannelSeen> one, ImmutableArray<ChannelSeen> other) =>
    [
        .. one.Concat(other)
            .GroupBy(static seen => seen.Channel)
            .Select(static channel => new ChannelContact(channel.Key, At(channel.Max(static seen => seen.Second))))
            .OrderByDescending(static contact => contact.LastAt)
            .ThenBy(static contact => contact.Channel),
    ];

    private static ImmutableArray<JourneyPeriod> Periods(Purchases purchases, ImmutableArray<ActivityPeriod> services, ImmutableArray<ActivityPeriod> deeds)
    {
        // Each table rolls its own old months into years: a year may stand beside months of it that another table still knows.
        var periods = new SortedDictionary<int, JourneyPeriod>();
        foreach (var sold in purchases.Months.Rows.GroupBy(static row => row.Month))
        {
            Change(periods, sold.Key, period => period with
            {
                Orders = Math.Max(0, sold.Sum(static row => row.Orders)),
                Pieces = Math.Max(0, sold.Sum(static row => row.Pieces)),
                Returned = sold.Sum(static row => row.Returned),
                Spend = Spend(sold),
            });
        }

        foreach (var row in services)
        {
            Change(periods, row.Month, period => period with { Visits = row.Visits, Services = row.Services });
        }

        foreach (var row in deeds)
        {
            Change(periods, row.Month, period => period with
            {
                Views = row.Views,
                Searches = row.Searches,
                Carts = row.Carts,
                Wishes = row.Wishes,
                Reads = row.Reads,
                Mails = row.Mails,
                Dwell = TimeSpan.FromSeconds(row.DwellSeconds),
            });
        }

        return [.. periods.Values];
    }

    private static void Change(SortedDictionary<int, JourneyPeriod> periods, int month, Func<JourneyPeriod, JourneyPeriod> change) =>
        periods[month] = change(periods.GetValueOrDefault(month) ?? new JourneyPeriod { Year = month / 100, Month = Months.IsYear(month) ? null : month % 100 });

    private static bool IsWithinAYear(int month, DateTimeOffset now) =>
        !Months.IsYear(month) && ((now.Year - (month / 100)) * 12) + now.Month - (month % 100) is >= 0 and < 12;

    private static ImmutableArray<Money> Spend(IEnumerable<SalesPeriod> periods) =>
    [
        .. periods.Where(static period => period.Currency is not null)
            .GroupBy(static period => period.Currency!, StringComparer.Ordinal)
            .Select(static currency => new Money(currency.Sum(static period => period.Spend), currency.Key)),
    ];

    private static double? ReturnRate(ImmutableArray<SalesPeriod> periods)
    {
        var bought = periods.Sum(static period => period.Pieces);
        return bought <= 0 ? null : Math.Min(1, (double)periods.Sum(static period => period.Returned) / bought);
    }

    private static ImmutableArray<InterestCount> Most(ImmutableArray<WordCount> words) =>
    [
        .. words.OrderByDescending(static word => word.Count)
            .ThenByDescending(static word => word.Second)
            .ThenBy(static word => word.Word, StringComparer.Ordinal)
            .Take(MostInterests)
            .Select(static word => new InterestCount(word.Word, word.Count, At(word.Second))),
    ];

    private static DateTimeOffset At(uint second) => DateTimeOffset.FromUnixTimeSeconds(second);
}
