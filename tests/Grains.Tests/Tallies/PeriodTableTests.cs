using FsCheck;
using FsCheck.Fluent;
using Luxe.Grains.Tallies;

namespace Luxe.Grains.Tests.Tallies;

public sealed class PeriodTableTests
{
    private static readonly DateTimeOffset Start = new(1990, 1, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Add_MonthsOutOfOrder_AreSummedInOrder()
    {
        var table = Table([2026_11, 2026_09, 2026_11, 2025_02]);

        Assert.Equal([(2025_02, 1), (2026_09, 1), (2026_11, 2)], table.Rows.Select(static row => (row.Month, row.Orders)));
    }

    [Fact]
    public void Add_MoreThanTwoYearsOfMonths_RollsTheOldestIntoItsYearAndLateOnesToo()
    {
        var table = Table(Enumerable.Range(0, 30).Select(static i => Months.Of(Start.AddMonths(i))));
        Assert.Equal((1990_00, 6), (table.Rows[0].Month, table.Rows[0].Orders));
        Assert.Equal(1990_06, table.RolledTo);
        Assert.Equal(PeriodTable<SalesPeriod>.MostMonths, table.Rows.Count(static row => !Months.IsYear(row.Month)));

        table = table.Add(Sale(1990_03)).Add(Sale(1990_07));

        Assert.Equal((7, 2), (table.Rows[0].Orders, table.Rows.Single(static row => row.Month == 1990_07).Orders));
    }

    [Fact]
    public void Add_ALifetime_StaysBoundedAndLosesNothing()
    {
        var table = Table(Enumerable.Range(0, 12 * 60).Select(static i => Months.Of(Start.AddMonths(i))));

        Assert.Equal(PeriodTable<SalesPeriod>.MostMonths + PeriodTable<SalesPeriod>.MostYears, table.Rows.Length);
        Assert.Equal(12 * 60, table.Rows.Sum(static row => row.Orders));
        Assert.Equal(table.Floor, table.Rows[0].Month);
        Assert.Equal(table.Rows[0].Orders + 1, table.Add(Sale(1991_05)).Rows[0].Orders);
    }

    [Fact]
    public void Add_SalesInAnyOrder_SumUpTheSameInEveryPeriodThatIsKept() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), static seed =>
        {
            var random = new System.Random(seed);
            var sales = Enumerable.Range(0, random.Next(1, 300))
                .Select(_ => new SalesPeriod(Months.Of(Start.AddMonths(random.Next(400))), random.Next(3) == 0 ? "CHF" : "EUR", 1, random.Next(4), 0, random.Next(1000)))
                .ToArray();
            var one = sales.Aggregate(PeriodTable<SalesPeriod>.Empty, static (table, sale) => table.Add(sale));
            random.Shuffle(sales);
            var other = sales.Aggregate(PeriodTable<SalesPeriod>.Empty, static (table, sale) => table.Add(sale));

            // How finely old months are kept depends on the order; what a year sums up to does not.
            return Ordered(one) && Years(one).SequenceEqual(Years(other));
        }));

    private static bool Ordered(PeriodTable<SalesPeriod> table) =>
        table.Rows.Zip(table.Rows.Skip(1)).All(static pair => (pair.First.Month, pair.First.Currency).CompareTo((pair.Second.Month, pair.Second.Currency)) < 0);

    /// <summary>Sums by year and currency; the years below either floor are one.</summary>
    private static IEnumerable<(int, string?, int, decimal)> Years(PeriodTable<SalesPeriod> table) => table.Rows
        .GroupBy(static row => (Year: Math.Max(row.Month / 100, 2003), row.Currency))
        .OrderBy(static year => year.Key)
        .Select(static year => (year.Key.Year, year.Key.Currency, year.Sum(static row => row.Pieces), year.Sum(static row => row.Spend)));

    private static PeriodTable<SalesPeriod> Table(IEnumerable<int> months) =>
        months.Aggregate(PeriodTable<SalesPeriod>.Empty, static (table, month) => table.Add(Sale(month)));

    private static SalesPeriod Sale(int month) => new(month, "EUR", 1, 1, 0, 100);
}
