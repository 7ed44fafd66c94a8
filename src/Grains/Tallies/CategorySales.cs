using System.Text.Json.Serialization;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Tallies;

/// <summary>What she bought of a category in one currency (Category).</summary>
/// <param name="Category">As the source called it.</param>
/// <param name="Currency">ISO 4217, or null where the source named none.</param>
/// <param name="Pieces">Pieces bought, without those of cancelled orders.</param>
/// <param name="Returned">Pieces that came back.</param>
/// <param name="Spend">Prices of the pieces, less what she got back for pieces; 0 where the source named no prices.</param>
/// <param name="Second">When she last did.</param>
internal readonly record struct CategorySales(
    [property: JsonConverter(typeof(WordJson))] string Category,
    [property: JsonConverter(typeof(WordJson))] string? Currency,
    int Pieces,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Returned,
    decimal Spend,
    uint Second) : ITally<CategorySales>
{
    public bool HasKeyOf(in CategorySales other) => Category == other.Category && Currency == other.Currency;

    public CategorySales Plus(in CategorySales other) => this with
    {
        Pieces = Pieces + other.Pieces,
        Returned = Returned + other.Returned,
        Spend = Spend + other.Spend,
        Second = Math.Max(Second, other.Second),
    };
}

/// <summary>A size she bought in a category, and how often it came back (Category).</summary>
internal readonly record struct SizeBought(
    [property: JsonConverter(typeof(WordJson))] string Category,
    [property: JsonConverter(typeof(WordJson))] string Size,
    int Pieces,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Returned,
    uint Second) : ITally<SizeBought>
{
    public bool HasKeyOf(in SizeBought other) => Category == other.Category && Size == other.Size;

    public SizeBought Plus(in SizeBought other) => this with
    {
        Pieces = Pieces + other.Pieces,
        Returned = Returned + other.Returned,
        Second = Math.Max(Second, other.Second),
    };
}
