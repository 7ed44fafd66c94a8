using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Luxe.Cli.Bench;

/// <summary>One measured figure with its baseline from the same run.</summary>
/// <param name="Name">Stable name, compared from landing to landing.</param>
/// <param name="Value">Measured value in <paramref name="Unit"/>.</param>
/// <param name="Unit">Unit of value and baseline.</param>
/// <param name="Baseline">What it is measured against, or null when there is none.</param>
/// <param name="Against">What the baseline is, in words.</param>
/// <param name="LowerIsBetter">Latencies and sizes: the ratio is baseline over value.</param>
internal sealed record Figure(string Name, double Value, string Unit, double? Baseline, string Against, bool LowerIsBetter = false)
{
    /// <summary>How many times better than the baseline; above 1 is better.</summary>
    public double? Ratio => Baseline is not { } baseline || baseline == 0 || Value == 0
        ? null
        : LowerIsBetter ? baseline / Value : Value / baseline;
}

/// <summary>Collects figures, prints the table, writes the JSON.</summary>
internal sealed class BenchReport(string title)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly List<Figure> figures = [];

    public void Add(Figure figure) => figures.Add(figure);

    public void Print(IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(title)
            .AddColumn("figure")
            .AddColumn(new TableColumn("ratio").RightAligned())
            .AddColumn(new TableColumn("value").RightAligned())
            .AddColumn("unit")
            .AddColumn(new TableColumn("baseline").RightAligned())
            .AddColumn("baseline is");
        foreach (var figure in figures)
        {
            table.AddRow(
                figure.Name,
                figure.Ratio is { } ratio ? ratio.ToString("0.00", CultureInfo.InvariantCulture) + "x" : "",
                Number(figure.Value),
                figure.Unit,
                figure.Baseline is { } baseline ? Number(baseline) : "",
                figure.Against);
        }

        console.Write(table);
        console.MarkupLineInterpolated($"[grey]{Hardware.Describe()}[/]");
    }

    public async Task WriteJsonAsync(string path, CancellationToken cancellation)
    {
        var shape = figures.ToDictionary(f => f.Name, object (f) => new { value = f.Value, unit = f.Unit, baseline = f.Baseline, ratio = f.Ratio });
        shape["machine"] = new { hardware = Hardware.Describe() };
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(shape, Indented) + "\n", cancellation);
    }

    private static string Number(double value) => value.ToString(Math.Abs(value) switch { >= 1000 => "N0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);
}
