using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;
using Luxe.Cli.Backups;
using Spectre.Console;

namespace Luxe.Cli.Doctor;

/// <summary><c>luxe doctor</c></summary>
internal static class DoctorVerb
{
    // A log has no width of its own.
    private const int LogWidth = 240;

    public static Command Build()
    {
        var port = Verb.Whole("--port", "Port that luxe run would use", 5080, 1, 65535);
        var (data, postgres) = (HouseOptions.Data(), HouseOptions.Postgres());
        var command = new Command("doctor", "Say what is installed and what is missing, and how the house's keys are kept. Ends with 1 when something is missing that luxe run needs.") { port, data, postgres };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(
            async () =>
            {
                var findings = new List<Finding>
                {
                    await ProgramAsync("SDK", "dotnet", "--version", true, "build and run: apt-get install dotnet-sdk-10.0", cancellation),
                    await ProgramAsync("Node", "node", "--version", false, "native ONNX Runtime and browser SignalR come from npm: apt-get install nodejs npm", cancellation),
                    await ProgramAsync("git", "git", "--version", false, "apt-get install git", cancellation),
                    Postgres(),
                    Chromium(),
                    Port(parsed.GetValue(port)),
                    new("runtime", true, false, $"{Runtime()} on {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors"),
                    Registry(),
                };
                findings.AddRange(await KeyFindings.OfAsync(HouseOptions.House(parsed, data, postgres), cancellation));
                var table = new Table().Border(TableBorder.Simple).AddColumns("", "what", "finding");
                foreach (var finding in findings)
                {
                    table.AddRow(finding.Good ? "ok" : finding.Needed ? "MISSING" : "-", Markup.Escape(finding.What), Markup.Escape(finding.Says));
                }

                if (Console.IsOutputRedirected)
                {
                    AnsiConsole.Profile.Width = LogWidth;
                }

                AnsiConsole.Write(table);
                return findings.Any(finding => finding is { Good: false, Needed: true }) ? 1 : 0;
            },
            cancellation));
        return command;
    }

    private static async Task<Finding> ProgramAsync(string what, string program, string argument, bool needed, string advice, CancellationToken cancellation) =>
        await Programs.AskAsync(program, argument, cancellation) is { } answer ? new(what, true, needed, answer) : new(what, false, needed, advice);

    private static Finding Postgres()
    {
        var versions = Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").Where(folder => File.Exists(Path.Combine(folder, "bin", "postgres"))).ToList() : [];
        return versions.Count > 0
            ? new("PostgreSQL", true, false, string.Join(", ", versions.Select(Path.GetFileName)))
            : new("PostgreSQL", false, false, "its tests are skipped: apt-get install postgresql");
    }

    private static Finding Chromium() => (Programs.Find("chromium") ?? Programs.Find("chromium-browser")) is { } path
        ? new("Chromium", true, false, path)
        : new("Chromium", false, false, "browser tests are skipped: apt-get install chromium");

    private static Finding Port(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return new("port", true, true, $"{port} is free");
        }
        catch (SocketException)
        {
            return new("port", false, false, $"{port} is taken (a running Luxe?): luxe run --port N");
        }
    }

    private static Finding Registry()
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            var answer = Path.Combine(folder.FullName, "artifacts", "registry.props");
            if (File.Exists(answer))
            {
                var lines = File.ReadAllLines(answer).Where(line => line.Contains("Luxe", StringComparison.Ordinal) && line.Contains("</", StringComparison.Ordinal) && line.Contains("Condition", StringComparison.Ordinal));
                return new("package sources", true, false, string.Join(", ", lines.Select(line => line.Trim().TrimStart('<').Split(' ')[0] + "=" + line[(line.IndexOf('>', StringComparison.Ordinal) + 1)..line.LastIndexOf('<')])));
            }
        }

        return new("package sources", true, false, "not asked yet: ./luxe asks once and keeps the answer in artifacts/registry.props");
    }

    private static string Runtime() => Assembly.GetExecutingAssembly().GetReferencedAssemblies().Any(name => name.Name == "Orleans.Runtime") ? "Microsoft Orleans" : "embedded Orleans";
}
