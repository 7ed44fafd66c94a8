using System.CommandLine;
using Luxe.Cli.Demo;
using Luxe.Cli.Http;
using Luxe.Grains.Identity;
using Luxe.Silo.Hosting;
using Spectre.Console;

namespace Luxe.Cli.Run;

/// <summary><c>luxe run</c>: the whole house in one process, with the demo maison unless told otherwise.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        var port = Verb.Whole("--port", "Port on 127.0.0.1", 5080, 1, 65535);
        var data = new Option<string>("--data") { Description = "Folder of the SQLite files and the keys.", DefaultValueFactory = _ => Path.Combine("artifacts", "data"), HelpName = "DIR" };
        var postgres = new Option<string?>("--postgres") { Description = "PostgreSQL connection string; without it SQLite is used.", HelpName = "CONNECTION" };
        var noDemo = new Option<bool>("--no-demo") { Description = "Start empty: no demo maison, no demo keys, no simulator." };
        var noSimulator = new Option<bool>("--no-simulator") { Description = "Load the demo maison but let nobody move." };
        var clients = Verb.Whole("--clients", "How many demo clients besides the personas", DemoMaison.DefaultClients, 0, 1_000_000);
        var speed = new Option<double>("--speed") { Description = "How fast the demo's clients live; 1 is calm.", DefaultValueFactory = _ => 1, HelpName = "X" };
        var country = new Option<string?>("--country") { Description = "Where phone numbers without calling code are from when nothing else says so (two letters, such as FR); without it they find nobody.", HelpName = "CODE" };
        country.Validators.Add(static result =>
        {
            if (result.Tokens.Count == 1 && !new IdentityOptions { DefaultCountry = result.Tokens[0].Value }.IsValid)
            {
                result.AddError("--country must be two letters of ISO 3166-1, such as FR.");
            }
        });
        var otlp = new Option<string?>("--otlp") { Description = "OTLP endpoint for traces and metrics; without it nothing is exported.", HelpName = "URL" };
        var policy = new Option<string?>("--policy") { Description = "Folder of the policy's files (*.policy.json); the folder policy/ beside the data without it.", HelpName = "DIR" };
        speed.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && double.TryParse(result.Tokens[0].Value, System.Globalization.CultureInfo.InvariantCulture, out var given) && given is not (> 0 and <= 1000))
            {
                result.AddError("--speed must be above 0, up to 1000.");
            }
        });

        var command = new Command("run", "Start everything in one process.") { port, data, postgres, noDemo, noSimulator, clients, speed, country, otlp, policy };
        command.SetAction((parsed, cancellation) =>
        {
            var demo = !parsed.GetValue(noDemo);
            var options = new LuxeHostOptions
            {
                Url = $"http://127.0.0.1:{parsed.GetValue(port)}",
                DataDirectory = Path.GetFullPath(parsed.GetValue(data)!),
                Postgres = parsed.GetValue(postgres),
                Demo = demo,
                Identity = new IdentityOptions { DefaultCountry = parsed.GetValue(country) },
                OtlpEndpoint = parsed.GetValue(otlp),
                PolicyFolder = parsed.GetValue(policy) is { } files ? Path.GetFullPath(files) : null,
            };
            var session = !demo ? null : new DemoSession(new LuxeServer(new Uri(options.Url + "/"), "demo", "demo-admin"), TimeProvider.System)
            {
                Clients = parsed.GetValue(clients),
                Speed = parsed.GetValue(noSimulator) ? null : parsed.GetValue(speed),
            };
            return Verb.RunAsync(() => RunAsync(options, session, cancellation), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(LuxeHostOptions options, DemoSession? session, CancellationToken cancellation)
    {
        await using var app = LuxeHost.Build(options);
        await app.StartAsync(cancellation);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation, app.Lifetime.ApplicationStopping);
        var demo = session is null ? Task.CompletedTask : await BeginAsync(session, stopping.Token);
        if (!stopping.IsCancellationRequested && !demo.IsFaulted)
        {
            Welcome(options.Url, session?.Maison);
        }

        // A demo that fails is not the house: it says so and the house goes on.
        var failed = demo.ContinueWith(
            static t => Console.Error.WriteLine($"luxe run: the demo stopped: {t.Exception!.GetBaseException().Message}"),
            CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        await app.WaitForShutdownAsync(cancellation);
        await Task.WhenAll(demo, failed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }

    /// <summary>Loads what a first screen needs, with progress; returns the task of all that comes after.</summary>
    private static async Task<Task> BeginAsync(DemoSession session, CancellationToken stopping)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = Task.CompletedTask;
        await DemoVerb.ShowAsync(async progress =>
        {
            running = session.RunAsync(
                progress,
                () =>
                {
                    ready.TrySetResult();
                    return Task.CompletedTask;
                },
                stopping);
            return await Task.WhenAny(ready.Task, running);
        });
        return running;
    }

    private static void Welcome(string url, DemoMaison? maison)
    {
        if (maison is not null)
        {
            var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("user", "role", "store");
            foreach (var account in maison.Accounts)
            {
                table.AddRow(account.UserName, account.Role, account.StoreId ?? "");
            }

            AnsiConsole.WriteLine($"Sign in at {url} with the password {maison.Password} as");
            AnsiConsole.Write(table);
            AnsiConsole.WriteLine("API: write key demo, management key demo-admin, description at /openapi/v1.json");
        }

        Console.WriteLine($"ready: {url}");
    }
}
