using System.Globalization;
using System.Text;

namespace Luxe.ClientelingApp.Pictures;

/// <summary>Path arithmetic on absolute M, L and C commands.</summary>
internal static class Outline
{
    /// <summary>The axis about which pieces are mirrored: the middle of the 800-wide sheet.</summary>
    public const double Axis = 400;

    /// <summary>
    /// Closes a left half into a whole: the half runs from the top of the axis to its bottom;
    /// the right half is the same way back. One path, so no seam shows in the middle.
    /// </summary>
    public static string Whole(string half)
    {
        var points = Points(half, out var commands);
        var path = new StringBuilder(half);
        var at = points.Count - 1;
        for (var command = commands.Count - 1; command > 0; command--)
        {
            var steps = commands[command] == 'C' ? 3 : 1;
            path.Append(' ').Append(commands[command]);
            for (var step = 1; step <= steps; step++)
            {
                var (x, y) = points[at - step];
                path.Append(CultureInfo.InvariantCulture, $" {(2 * Axis) - x:0.##},{y:0.##}");
            }

            at -= steps;
        }

        return path.Append(" Z").ToString();
    }

    /// <summary>The same path on the other side of the axis.</summary>
    public static string Other(string path)
    {
        var points = Points(path, out var commands);
        var result = new StringBuilder();
        var at = 0;
        foreach (var command in commands)
        {
            result.Append(command).Append(' ');
            for (var step = 0; step < (command == 'C' ? 3 : 1); step++, at++)
            {
                result.Append(CultureInfo.InvariantCulture, $"{(2 * Axis) - points[at].X:0.##},{points[at].Y:0.##} ");
            }
        }

        return path.EndsWith('Z') ? result.Append('Z').ToString() : result.ToString().TrimEnd();
    }

    private static List<(double X, double Y)> Points(string path, out List<char> commands)
    {
        commands = [];
        var points = new List<(double, double)>();
        var current = 'M';
        var fresh = false;
        foreach (var word in path.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is "M" or "L" or "C" or "Z")
            {
                current = word[0];
                fresh = true;
                continue;
            }

            // A command letter may be followed by several groups of points: each group is a command of its own.
            var needed = current == 'C' ? 3 : 1;
            if (fresh || Pending(commands, points.Count) == 0)
            {
                commands.Add(commands.Count == 0 ? 'M' : needed == 3 ? 'C' : current == 'M' ? 'M' : 'L');
                fresh = false;
            }

            var comma = word.IndexOf(',', StringComparison.Ordinal);
            points.Add((
                double.Parse(word.AsSpan(0, comma), CultureInfo.InvariantCulture),
                double.Parse(word.AsSpan(comma + 1), CultureInfo.InvariantCulture)));
        }

        return points;

        static int Pending(List<char> commands, int points)
        {
            var wanted = 0;
            foreach (var command in commands)
            {
                wanted += command == 'C' ? 3 : 1;
            }

            return wanted - points;
        }
    }
}
