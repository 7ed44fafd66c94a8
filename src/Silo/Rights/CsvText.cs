using System.Text.Json;

namespace Luxe.Silo.Rights;

/// <summary>Lines of CSV (RFC 4180) that no spreadsheet takes for a formula.</summary>
internal static class CsvText
{
    // With the wide forms that some programs take for the same.
    private const string Formulas = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(static cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n";

    /// <summary>A property as a cell; a text that a spreadsheet would compute begins with an apostrophe. Numbers are numbers.</summary>
    public static string Cell(JsonElement row, string column)
    {
        var text = Plain(row, column);
        return text.Length > 0 && Formulas.Contains(text[0], StringComparison.Ordinal) && row.GetProperty(column).ValueKind == JsonValueKind.String ? "'" + text : text;
    }

    /// <summary>A property as text: nothing for null, JSON for what has parts.</summary>
    public static string Plain(JsonElement row, string column) => !row.TryGetProperty(column, out var value) ? "" : value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
