using System.CommandLine;
using Luxe.Cli.Http;
using Spectre.Console;

namespace Luxe.Cli.Demo;

/// <summary><c>luxe demo load</c></summary>
internal static class DemoVerb
{
    public static Command Build()
    {
        var (url, writeKey, adminKey) = (Verb.Url(), Verb.WriteKey(), Verb.AdminKey());
        var clients = Verb.Whole("--clients", "How many lives", DemoMaison.DefaultClients, 0, 1_000_000);
        var seed = Verb.Whole("--seed", "Seed of the maison", DemoMaison.DefaultSeed, 0, int.MaxValue);
        var load = new Command("load", "Load the demo maison into a running Luxe. What is there already is left alone.") { url, writeKey, adminKey, clients, seed };
        load.SetAction((parsed, cancellation) => Verb.RunAsync(
            async () =>
            {
                using var api = new LuxeApi(new LuxeServer(parsed.GetValue(url)!, parsed.GetValue(writeKey)!, parsed.GetValue(adminKey)), TimeProvider.System);
                var loader = new DemoLoader(api, DemoMaison.Build(parsed.GetValue(seed)), TimeProvider.System, parsed.GetValue(clients));
                var loaded = await ShowAsync(progress => loader.LoadAsync(progress, cancellation: cancellation));
                Console.WriteLine(loaded ? "The demo maison is loaded." : "The demo maison was there already.");
                return 0;
            },
            cancellation));
        return new Command("demo", "The demo maison.") { load };
    }

    /// <summary>Shows a bar per stage; on a pipe or in a log, a line per stage.</summary>
    public static async Task<T> ShowAsync<T>(Func<IProgress<DemoProgress>, Task<T>> act)
    {
        if (Console.IsOutputRedirected)
        {
            return await act(new Lines());
        }

        return await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context => act(new Bars(context)));
    }

    private sealed class Bars(ProgressContext context) : IProgress<DemoProgress>
    {
        private readonly Dictionary<string, ProgressTask> _tasks = [];

        public void Report(DemoProgress value)
        {
            lock (_tasks)
            {
                if (!_tasks.TryGetValue(value.Stage, out var task))
                {
                    _tasks[value.Stage] = task = context.AddTask(value.Stage, maxValue: Math.Max(1, value.Total));
                }

                task.Value = Math.Max(task.Value, value.Total == 0 ? 1 : value.Done);
            }
        }
    }

    private sealed class Lines : IProgress<DemoProgress>
    {
        private readonly HashSet<string> _told = [];

        public void Report(DemoProgress value)
        {
            lock (_told)
            {
                if (value.Done >= value.Total && _told.Add(value.Stage))
                {
                    Console.WriteLine($"{value.Stage}: {value.Total}");
                }
            }
        }
    }
}
