using System.Text.Json.Serialization;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Tallies;

/// <summary>What she bought in a month in one currency (Category).</summary>
/// <param name="Month">See <see cref="IPeriod{T}"/>.</param>
/// <param name="Currency">ISO 4217, or null where the source named none; then there is no spend.</param>
/// <param name="Orders">Orders, without those cancelled since. Below zero where an order was cancelled of which nobody knew the month.</param>
/// <param name="Pieces">Pieces of these orders.</param>
/// <param name="Returned">Pieces of these orders that came back, whenever they did.</param>
/// <param name="Spend">What she paid, less what she got back.</param>
internal readonly record struct SalesPeriod(
    int Month,
    [property: JsonConverter(typeof(WordJson))] string? Currency,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Orders,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Pieces,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Returned,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] decimal Spend) : IPeriod<SalesPeriod>
{
    public int CompareKey(in SalesPeriod other) => string.CompareOrdinal(Currency, other.Currency);

    public SalesPeriod Plus(in SalesPeriod other) => this with
    {
        Orders = Orders + other.Orders,
        Pieces = Pieces + other.Pieces,
        Returned = Returned + other.Returned,
        Spend = Spend + other.Spend,
    };

    public SalesPeriod In(int month) => this with { Month = month };
}
