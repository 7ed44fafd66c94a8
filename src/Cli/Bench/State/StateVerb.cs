using System.CommandLine;
using Spectre.Console;

namespace Luxe.Cli.Bench.State;

/// <summary><c>luxe bench state</c>, and the hidden verb that measures one step in a process of its own.</summary>
internal static class StateVerb
{
    public static Command Create(Option<FileInfo?> json)
    {
        var only = new Option<string[]>("--only")
        {
            Description = $"Figures to measure, separated by commas: {StateFigures.Names}.", HelpName = "NAME,...",
            CustomParser = static argument => [.. argument.Tokens.SelectMany(static token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        };
        only.Validators.Add(result =>
        {
            if (StateFigures.StepsFor(result.GetValueOrDefault<string[]>() ?? []) is null)
            {
                result.AddError($"--only knows {StateFigures.Names}.");
            }
        });
        var database = new Option<string>("--database") { Description = "sqlite, postgres or both.", DefaultValueFactory = _ => "both", HelpName = "NAME" };
        database.AcceptOnlyFromAmong(StateFigures.Sqlite, StateFigures.Postgres, "both");
        var clients = Verb.Whole("--clients", "Clients of the big store", 1_000_000, 100, 100_000_000);
        var events = Verb.Whole("--events", "Events of the big store, dealt out to its clients", 20_000_000, 100, 2_000_000_000);
        var seconds = Verb.Whole("--seconds", "Seconds of each measurement under load", 10, 1, 600);
        var server = new Option<string?>("--postgres-server") { Description = "Connection string of a PostgreSQL server that may be used; without it the installed one is started in a folder of its own.", HelpName = "CONNECTION" };
        var folder = new Option<DirectoryInfo?>("--folder") { Description = "Where the databases are made (the big ones take about 15 GB each); a temporary folder without it.", HelpName = "DIR" };
        var keep = new Option<bool>("--keep") { Description = "Leave the databases where they are, and say where." };
        var unsealed = Unsealed();
        var command = new Command("state", "A client's state: durable events, ingest, activation, memory, a store of a million clients. SQLite and PostgreSQL.")
        {
            only, database, clients, events, seconds, server, folder, keep, unsealed, json,
        };
        command.SetAction((parsed, cancellation) => BenchVerb.RunAsync(
            parsed.GetValue(unsealed) ? "luxe bench state, nothing sealed" : "luxe bench state",
            (report, _, time, stop) => StateBench.RunAsync(
                new StateBenchOptions
                {
                    Steps = StateFigures.StepsFor(parsed.GetValue(only) ?? [])!,
                    Databases = parsed.GetValue(database) is "both" ? [StateFigures.Sqlite, StateFigures.Postgres] : [parsed.GetValue(database)!],
                    Clients = parsed.GetValue(clients),
                    Events = parsed.GetValue(events),
                    Seconds = parsed.GetValue(seconds),
                    PostgresServer = parsed.GetValue(server),
                    Folder = parsed.GetValue(folder)?.FullName,
                    Keep = parsed.GetValue(keep),
                    Seals = !parsed.GetValue(unsealed),
                },
                report,
                time,
                stop),
            parsed.GetValue(json),
            cancellation));
        return command;
    }

    private static Option<bool> Unsealed() => new("--unsealed")
    {
        Description = "Seal nothing, to measure what sealing costs: run it in turn with runs without it. No other verb has this, and no house that was ever sealed starts so.",
    };

    /// <summary>One step, in a process of its own: no other step's memory, pools or compiled paths are in the figures.</summary>
    public static Command CreateStep()
    {
        var step = new Argument<string>("STEP");
        var kind = new Option<string>("--database") { Required = true };
        var folder = new Option<string>("--folder") { Required = true };
        var server = new Option<string?>("--postgres-server");
        var clients = new Option<int>("--clients");
        var events = new Option<long>("--events");
        var seconds = new Option<int>("--seconds");
        var keep = new Option<bool>("--keep");
        var unsealed = Unsealed();
        var figures = new Option<string>("--figures") { Required = true };
        var command = new Command("state-step") { step, kind, folder, server, clients, events, seconds, keep, unsealed, figures };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) => Verb.RunAsync(
            async () =>
            {
                var place = new BenchPlace(parsed.GetValue(kind)!, parsed.GetValue(folder)!, parsed.GetValue(server)) { Seals = !parsed.GetValue(unsealed) };
                var options = new StateBenchOptions
                {
                    Steps = [parsed.GetValue(step)!],
                    Databases = [place.Kind],
                    Clients = parsed.GetValue(clients),
                    Events = parsed.GetValue(events),
                    Seconds = parsed.GetValue(seconds),
                    Keep = parsed.GetValue(keep),
                };
                try
                {
                    await StateSteps.RunAsync(place, options, parsed.GetValue(figures)!, TimeProvider.System, cancellation);
                    return 0;
                }
                catch (Exception fault) when (!cancellation.IsCancellationRequested)
                {
                    await Console.Error.WriteLineAsync($"luxe bench state: {fault.GetType().Name}: {fault.Message}");
                    return 1;
                }
            },
            cancellation));
        return command;
    }
}
