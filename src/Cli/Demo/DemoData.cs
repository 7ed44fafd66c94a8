using System.Reflection;
using System.Text.Json;

namespace Luxe.Cli.Demo;

/// <summary>Reads the folder <c>data/</c>, which travels inside the program.</summary>
internal static class DemoData
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static T Read<T>(string path)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("data/" + path)
            ?? throw new InvalidOperationException($"data/{path} is not in the program.");
        return JsonSerializer.Deserialize<T>(stream, Options) ?? throw new InvalidOperationException($"data/{path} is empty.");
    }

    /// <summary>Every file under a folder of data, in the order of their names.</summary>
    public static IEnumerable<T> ReadAll<T>(string folder) =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith($"data/{folder}/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read<T>(name["data/".Length..]));
}
