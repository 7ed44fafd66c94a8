namespace Luxe.Cli.Simulation;

/// <summary>How lives are continued.</summary>
public sealed record SimulatorOptions
{
    /// <summary>1 is the pace of a real maison: an arrival a minute per store, a visit to the site every two seconds.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>How many of the demo's clients take part.</summary>
    public int Clients { get; init; } = Demo.DemoMaison.DefaultClients;

    /// <summary>Most calls per second, whatever the speed.</summary>
    public int MaxCallsPerSecond { get; init; } = 60;

    /// <summary>What happens is not told.</summary>
    public bool Quiet { get; init; }
}
