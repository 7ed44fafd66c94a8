using System.Text;

namespace Luxe.Cli.Imports;

/// <summary>A line of comma-separated values (RFC 4180), by the names of its header.</summary>
internal sealed class CsvColumns
{
    private readonly Dictionary<string, int> _places;
    private readonly int _count;

    public CsvColumns(string header)
    {
        var names = Cells(header.TrimStart('\uFEFF'));
        _count = names.Count;
        Names = [.. names.Select(static name => name.Trim())];
        _places = names.Select((name, place) => (name, place)).GroupBy(entry => entry.name.Trim()).ToDictionary(group => group.Key, group => group.First().place, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The columns' names in the order of the header.</summary>
    public IReadOnlyList<string> Names { get; }

    public bool Has(string column) => _places.ContainsKey(column);

    /// <summary>The cells of a line; a line with too many or too few is bad.</summary>
    public Row Read(string line)
    {
        var cells = Cells(line);
        return cells.Count == _count ? new Row(this, cells) : throw new BadLineException($"has {cells.Count} columns, not {_count}");
    }

    private static List<string> Cells(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < line.Length; at++)
        {
            var letter = line[at];
            if (quoted && letter == '"' && at + 1 < line.Length && line[at + 1] == '"')
            {
                cell.Append('"');
                at++;
            }
            else if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (letter == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(letter);
            }
        }

        cells.Add(cell.ToString());
        return quoted ? throw new BadLineException("has a quotation that does not end") : cells;
    }

    /// <summary>One line's cells.</summary>
    internal readonly struct Row(CsvColumns columns, List<string> cells)
    {
        /// <summary>A cell, or "" where the file has no such column.</summary>
        public string this[string column] => columns._places.TryGetValue(column, out var place) ? cells[place].Trim() : "";

        /// <summary>A cell that must be there.</summary>
        public string Required(string column) => EventJson.Required(this[column], column);
    }
}
