using System.CommandLine;
using Luxe.Storage;
using Spectre.Console;

namespace Luxe.Cli.Backups;

/// <summary>What backup, restore and verify have in common: which house, and how a long work is shown.</summary>
internal static class HouseOptions
{
    public static Option<string> Data() => new("--data")
    {
        Description = "Folder of the house: its SQLite files and its keys.", DefaultValueFactory = _ => Path.Combine("artifacts", "data"), HelpName = "DIR",
    };

    public static Option<string?> Postgres() => new("--postgres")
    {
        Description = "Connection string of the house's PostgreSQL database; without it the SQLite files are meant.", HelpName = "CONNECTION",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON." };

    /// <summary>A folder as the caller names it: ./luxe stands in the repository, whoever called it may stand elsewhere.</summary>
    public static string Named(string folder) => Path.GetFullPath(folder, Environment.GetEnvironmentVariable("LUXE_CALLER") is { Length: > 0 } caller ? caller : Directory.GetCurrentDirectory());

    public static HouseData House(ParseResult parsed, Option<string> data, Option<string?> postgres) =>
        new(Path.GetFullPath(parsed.GetValue(data)!), parsed.GetValue(postgres));

    /// <summary>Runs with a bar on a terminal, silently elsewhere; what storage refuses becomes one line on stderr and exit code 1.</summary>
    public static Task<int> RunAsync<T>(Func<IProgress<HouseProgress>?, Task<T>> work, Func<T, int> tell, CancellationToken cancellation) => Verb.RunAsync(
        async () =>
        {
            try
            {
                return tell(Console.IsOutputRedirected ? await work(null) : await ShowAsync(work));
            }
            catch (StorageException fault)
            {
                await Console.Error.WriteLineAsync($"luxe: {fault.Message}");
                return 1;
            }
        },
        cancellation);

    private static Task<T> ShowAsync<T>(Func<IProgress<HouseProgress>?, Task<T>> work) => AnsiConsole.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
        .StartAsync(context => work(new Bars(context)));

    private sealed class Bars(ProgressContext context) : IProgress<HouseProgress>
    {
        private readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);

        public void Report(HouseProgress value)
        {
            lock (_tasks)
            {
                if (!_tasks.TryGetValue(value.What, out var task))
                {
                    _tasks.Add(value.What, task = context.AddTask(Markup.Escape(value.What)));
                }

                task.IsIndeterminate = value.Total == 0;
                task.MaxValue = value.Total == 0 ? 1 : value.Total;
                task.Value = value.Done;
            }
        }
    }
}
