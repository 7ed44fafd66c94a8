using System.Globalization;

namespace Luxe.Cli.Imports;

/// <summary>How fast an import was, in words.</summary>
internal static class ImportWords
{
    public static string Pace(long lines, TimeSpan spent) => lines == 0 || spent <= TimeSpan.Zero
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" ({lines / spent.TotalSeconds:N0} lines/s)");
}
