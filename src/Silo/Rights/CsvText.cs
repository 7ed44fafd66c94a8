using System.Text.Json;

namespace Luxe.Silo.Rights;

/// <summary>Lines of CSV (RFC 4180) that no spreadsheet takes for a formula.</summary>
internal static class CsvText
{
    private const string Formulas = "=+-@\t\r";

    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(static cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n";

    /// <summary>A property as a cell; what a spreadsheet would compute begins with an apostrophe.</summary>
    public static string Cell(JsonElement row, string column) => Plain(row, column) is { Length: > 0 } text && Formulas.Contains(text[0], StringComparison.Ordinal) ? "'" + text : Plain(row, column);

    /// <summary>A property as text: nothing for null, JSON for what has parts.</summary>
    public static string Plain(JsonElement row, string column) => !row.TryGetProperty(column, out var value) ? "" : value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
