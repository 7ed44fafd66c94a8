namespace Luxe.Cli.Bench;

/// <summary>A grain that does nothing: what remains is the runtime's own cost.</summary>
[Alias("luxe.bench.IPingGrain")]
public interface IPingGrain : IGrainWithStringKey
{
    /// <summary>Returns at once.</summary>
    [Alias("Ping")] Task Ping();
}

/// <inheritdoc cref="IPingGrain"/>
public sealed class PingGrain : Grain, IPingGrain
{
    /// <inheritdoc/>
    public Task Ping() => Task.CompletedTask;
}
