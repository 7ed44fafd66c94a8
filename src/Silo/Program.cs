using Luxe.Silo.Hosting;

namespace Luxe.Silo;

/// <summary>
/// A silo without the command line's comforts, for containers and tests: <c>dotnet Luxe.Silo.dll --url URL --data DIR</c>, each also as environment variable
/// (<c>LUXE_URL</c>, ...): <c>url</c>, <c>data</c>, <c>postgres</c>, <c>demo</c> (true or false), <c>otlp</c>, <c>letter-days</c> (how long
/// dead letters are kept), <c>log</c> (a level), <c>log-format</c> (text or json).
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables("LUXE_").AddCommandLine(arguments).Build();
        var defaults = new LuxeHostOptions();
        if (!TryRead(settings["log"], defaults.LogLevel, out LogLevel level, Enum.TryParse) || !TryRead(settings["demo"], false, out var demo, bool.TryParse)
            || !TryRead(settings["letter-days"], (int)defaults.DeadLetters.KeepFor.TotalDays, out int letterDays, int.TryParse))
        {
            await Console.Error.WriteLineAsync("luxe silo: --log is a log level such as Information, --demo is true or false, --letter-days a whole number.");
            return 2;
        }

        var options = defaults with
        {
            Url = settings["url"] ?? defaults.Url,
            DataDirectory = Path.GetFullPath(settings["data"] ?? defaults.DataDirectory),
            Postgres = settings["postgres"],
            Demo = demo,
            DeadLetters = new() { KeepFor = TimeSpan.FromDays(Math.Clamp(letterDays, 0, 1000)) },
            OtlpEndpoint = settings["otlp"],
            LogLevel = level,
            Configure = settings["log-format"] == "json" ? LogJson : null,
        };
        try
        {
            await using var app = LuxeHost.Build(options);
            await app.StartAsync();
            Console.WriteLine($"ready: {app.Urls.First()}");
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidOperationException or IOException)
        {
            // A bad setting, a port in use, a key file that is none: one line, and nothing half started.
            await Console.Error.WriteLineAsync($"luxe silo: {fault.Message}");
            return 2;
        }
    }

    private static void LogJson(WebApplicationBuilder builder) => builder.Logging.AddJsonConsole(static json =>
    {
        json.UseUtcTimestamp = true;
        json.TimestampFormat = "O";
    });

    private delegate bool Parser<T>(string text, out T value);

    private static bool TryRead<T>(string? text, T otherwise, out T value, Parser<T> parse)
    {
        value = otherwise;
        return text is null || parse(text, out value);
    }
}
