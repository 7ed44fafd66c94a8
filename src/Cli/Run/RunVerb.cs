using System.CommandLine;
using Luxe.Silo.Hosting;
using Spectre.Console;

namespace Luxe.Cli.Run;

/// <summary><c>luxe run</c>: the whole house in one process, with the demo maison unless told otherwise.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1.", DefaultValueFactory = _ => 5080 };
        var data = new Option<string>("--data") { Description = "Folder of the SQLite file and the keys.", DefaultValueFactory = _ => Path.Combine("artifacts", "data") };
        var postgres = new Option<string?>("--postgres") { Description = "PostgreSQL connection string; without it a SQLite file is used." };
        var noDemo = new Option<bool>("--no-demo") { Description = "Start empty: no demo maison, no demo keys, no simulator." };
        var noSimulator = new Option<bool>("--no-simulator") { Description = "Load the demo maison but let nobody move." };
        var speed = new Option<double>("--speed") { Description = "How fast the simulated clients live; 1 is calm.", DefaultValueFactory = _ => 1 };
        var otlp = new Option<string?>("--otlp") { Description = "OTLP endpoint for traces and metrics; without it nothing is exported." };
        port.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && value is < 1 or > 65535)
            {
                result.AddError($"--port is {value}; it must be 1 to 65535.");
            }
        });

        var command = new Command("run", "Start everything in one process.") { port, data, postgres, noDemo, noSimulator, speed, otlp };
        command.SetAction((parsed, cancellation) => RunAsync(
            new LuxeHostOptions
            {
                Url = $"http://127.0.0.1:{parsed.GetValue(port)}",
                DataDirectory = Path.GetFullPath(parsed.GetValue(data)!),
                Postgres = parsed.GetValue(postgres),
                Demo = !parsed.GetValue(noDemo),
                OtlpEndpoint = parsed.GetValue(otlp),
            },
            simulate: !parsed.GetValue(noDemo) && !parsed.GetValue(noSimulator),
            parsed.GetValue(speed),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(LuxeHostOptions options, bool simulate, double speed, CancellationToken cancellation)
    {
        await using var app = LuxeHost.Build(options);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"luxe run: {options.Url} is in use by another program; choose another with --port.");
            return 1;
        }

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation, app.Lifetime.ApplicationStopping);
        var demo = Task.CompletedTask;
        try
        {
            _ = (simulate, speed);
            AnsiConsole.WriteLine($"ready: {options.Url}");
            await app.WaitForShutdownAsync(cancellation);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await app.StopAsync(CancellationToken.None);
        }

        await demo.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }
}
