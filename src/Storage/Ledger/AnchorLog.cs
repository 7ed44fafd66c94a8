using System.Globalization;
using System.Text;

namespace Luxe.Storage;

/// <summary>
/// The anchors' roots in a file beside the database, a line each: whoever can change the database alone is found out. It is no part of a backup and is
/// never replaced; after a restore of an older backup a line says so, and what follows counts.
/// </summary>
public sealed class AnchorLog
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "anchors.log";

    private const string Restored = "restored";
    private readonly SortedDictionary<long, string> _roots = [];

    private AnchorLog()
    {
    }

    /// <summary>The number of the last anchor that it knows; 0 when it knows none.</summary>
    public long Last { get; private set; }

    /// <summary>The root that it knows of an anchor, or null.</summary>
    public string? RootOf(long number) => _roots.GetValueOrDefault(number);

    /// <summary>Reads the file of a data folder; null when there is none. A line that was cut off by a kill is passed over.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static AnchorLog? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        var log = new AnchorLog();
        foreach (var line in File.ReadLines(path))
        {
            log.Take(line);
        }

        return log;
    }

    /// <summary>Adds anchors behind its last line, durably.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Append(string folder, IEnumerable<AnchorRow> anchors) => Append(folder, string.Concat(anchors.Select(static anchor =>
        string.Create(CultureInfo.InvariantCulture, $"{anchor.Number} {anchor.Day:yyyy-MM-dd} {anchor.Root} {anchor.Leaves}\n"))));

    /// <summary>Says that the database ends with an anchor that lies behind, as after a restore of an older backup.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void AppendRestored(string folder, long last, DateTimeOffset at) =>
        Append(folder, string.Create(CultureInfo.InvariantCulture, $"{Restored} {last} {at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\n"));

    private static void Append(string folder, string lines)
    {
        if (lines.Length == 0)
        {
            return;
        }

        using var file = new FileStream(Path.Combine(folder, FileName), FileMode.Append, FileAccess.Write, FileShare.Read);
        if (EndsMidLine(file.Name))
        {
            lines = "\n" + lines;
        }

        file.Write(Encoding.ASCII.GetBytes(lines));
        file.Flush(flushToDisk: true);
    }

    private static bool EndsMidLine(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (file.Length == 0)
        {
            return false;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    private void Take(string line)
    {
        var words = line.Split(' ');
        if (words is [Restored, var end, _] && long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var last))
        {
            foreach (var gone in _roots.Keys.Where(number => number > last).ToArray())
            {
                _roots.Remove(gone);
            }

            Last = Math.Min(Last, last);
        }
        else if (words is [var number, { Length: 10 }, { Length: 64 } root, { Length: > 0 }] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
        {
            _roots[at] = root;
            Last = Math.Max(Last, at);
        }
    }
}
