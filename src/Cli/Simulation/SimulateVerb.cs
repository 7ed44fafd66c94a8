using System.CommandLine;
using System.Globalization;
using Luxe.Cli.Demo;
using Luxe.Cli.Http;

namespace Luxe.Cli.Simulation;

/// <summary><c>luxe simulate</c></summary>
internal static class SimulateVerb
{
    public static Command Build()
    {
        var (url, writeKey, adminKey) = (Verb.Url(), Verb.WriteKey(), Verb.AdminKey());
        var speed = new Option<double>("--speed") { Description = "1 is the pace of a real maison, 60 an hour in a minute (0.01 to 1000).", DefaultValueFactory = _ => 1 };
        speed.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var given) && given is not (>= 0.01 and <= 1000))
            {
                result.AddError("--speed must be 0.01 to 1000.");
            }
        });
        var clients = Verb.Whole("--clients", "How many of the demo's clients take part", DemoMaison.DefaultClients, 1, 1_000_000);
        var seed = Verb.Whole("--seed", "Seed of the demo maison", DemoMaison.DefaultSeed, 0, int.MaxValue);
        var quiet = new Option<bool>("--quiet") { Description = "Do not tell what happens." };
        var command = new Command("simulate", "Continue the demo clients' lives on a running Luxe until Ctrl-C.") { url, writeKey, adminKey, speed, clients, seed, quiet };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(
            async () =>
            {
                using var api = new LuxeApi(new LuxeServer(parsed.GetValue(url)!, parsed.GetValue(writeKey)!, parsed.GetValue(adminKey)), TimeProvider.System);
                var options = new SimulatorOptions { Speed = parsed.GetValue(speed), Clients = parsed.GetValue(clients), Quiet = parsed.GetValue(quiet) };
                var simulator = new Simulator(api, DemoMaison.Build(parsed.GetValue(seed)), TimeProvider.System, options, Tell);
                await simulator.RunAsync(cancellation);
                Console.WriteLine($"stopped after {simulator.Calls} actions");
                return 0;
            },
            cancellation));
        return command;
    }

    private static void Tell(string line) => Console.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss} {line}");
}
