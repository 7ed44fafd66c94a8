using System.CommandLine;
using System.CommandLine.Parsing;
using Luxe.Cli.Backups;
using Luxe.Cli.Bench;
using Luxe.Cli.DeadLetters;
using Luxe.Cli.Demo;
using Luxe.Cli.Doctor;
using Luxe.Cli.Imports;
using Luxe.Cli.Keys;
using Luxe.Cli.Policies;
using Luxe.Cli.Rights;
using Luxe.Cli.Run;
using Luxe.Cli.Simulation;

namespace Luxe.Cli;

/// <summary>The root of every verb: <c>luxe VERB ...</c>.</summary>
public static class LuxeCommandLine
{
    /// <summary>Exit code for arguments that make no sense.</summary>
    public const int BadArguments = 2;

    /// <summary>Parses and runs; bad arguments give one line on stderr and exit code 2.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellation = default)
    {
        var parsed = BuildRoot().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var path = CommandPath(parsed);
            var message = string.Join(' ', parsed.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            await Console.Error.WriteLineAsync($"{path}: {message} Try '{path} --help'.");
            return BadArguments;
        }

        // The verbs print their own failures; an exception that gets here is a defect and keeps its stack.
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) }, cancellation);
    }

    /// <summary>Every verb.</summary>
    public static RootCommand BuildRoot()
    {
        var root = new RootCommand("Luxe: clienteling for a maison. Events in, a client's state, a prompt on the tablet.")
        {
            RunVerb.Create(),
            BenchVerb.Create(),
            ImportVerb.Build(),
            BackupVerb.Build(),
            RestoreVerb.Build(),
            VerifyVerb.Build(),
            SimulateVerb.Build(),
            DemoVerb.Build(),
            DeadLettersVerb.Build(),
            DoctorVerb.Build(),
        };
        foreach (var verb in (Command[])[.. KeyVerbs.Build(), .. PolicyVerbs.Build(), .. RightsVerbs.Build()])
        {
            root.Add(verb);
        }

        return root;
    }

    private static string CommandPath(ParseResult parsed)
    {
        var path = "luxe";
        for (var at = parsed.CommandResult; at.Parent is CommandResult parent; at = parent)
        {
            path = path.Insert("luxe".Length, " " + at.Command.Name);
        }

        return path;
    }
}
