using Luxe.Cli.Http;
using Luxe.Cli.Simulation;

namespace Luxe.Cli.Demo;

/// <summary>What <c>luxe run</c> does with the demo: load it if it is not there, say when a first screen has something to show, then let the clients live.</summary>
/// <param name="server">The server, this very process as a rule: it is spoken to over HTTP all the same.</param>
/// <param name="time">Clock.</param>
public sealed class DemoSession(LuxeServer server, TimeProvider time)
{
    /// <summary>The maison that is shown: its <see cref="DemoMaison.Accounts"/> and <see cref="DemoMaison.Password"/> are the sign-ins to print.</summary>
    public DemoMaison Maison { get; } = DemoMaison.Build();

    /// <summary>Pace of the simulator; null lets nobody move.</summary>
    public double? Speed { get; init; }

    /// <summary>How many lives are loaded.</summary>
    public int Clients { get; init; } = DemoMaison.DefaultClients;

    /// <summary>Hears what the simulator does, a line each, without personal data.</summary>
    public Action<string>? Tell { get; init; }

    /// <summary>Runs until cancelled; without a simulator, until everything is loaded. Being cancelled is an ordinary end.</summary>
    /// <param name="progress">Hears how far the loading has come.</param>
    /// <param name="onFirstScreen">Awaited once stores, staff, sign-ins, catalogue and personas are there; the thousands of other lives come in after it.</param>
    /// <param name="cancellation">Ends it at once.</param>
    public async Task RunAsync(IProgress<DemoProgress>? progress, Func<Task> onFirstScreen, CancellationToken cancellation)
    {
        using var api = new LuxeApi(server, time);
        var simulation = Task.CompletedTask;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            await new DemoLoader(api, Maison, time, Clients).LoadAsync(progress, BeginAsync, stop.Token);
            await simulation;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C while loading: the marks say where to go on.
        }
        finally
        {
            await stop.CancelAsync();
            await simulation.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task BeginAsync()
        {
            await onFirstScreen();
            if (Speed is { } speed)
            {
                var options = new SimulatorOptions { Speed = speed, Clients = Clients, Quiet = Tell is null };
                simulation = new Simulator(api, Maison, time, options, Tell).RunAsync(stop.Token);
            }
        }
    }
}
