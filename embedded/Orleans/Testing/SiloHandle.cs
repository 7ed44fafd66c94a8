using Microsoft.Extensions.Hosting;

namespace Orleans.TestingHost;

/// <summary>A silo of a test cluster.</summary>
public abstract class SiloHandle : IDisposable, IAsyncDisposable
{
    /// <summary>The options of the cluster.</summary>
    public TestClusterOptions? ClusterOptions { get; set; }

    /// <summary>The silo's number.</summary>
    public short InstanceNumber { get; set; }

    /// <summary>The silo's name.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>The silo's address.</summary>
    public SiloAddress SiloAddress { get; set; } = SiloAddress.Zero;

    /// <summary>Whether it runs.</summary>
    public abstract bool IsActive { get; }

    /// <summary>Stops it, gracefully or at once.</summary>
    public abstract Task StopSiloAsync(bool stopGracefully);

    /// <summary>Stops it until a deadline.</summary>
    public abstract Task StopSiloAsync(CancellationToken ct);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Frees what the silo holds.</summary>
    protected virtual void Dispose(bool disposing) => StopSiloAsync(stopGracefully: true).GetAwaiter().GetResult();
}

/// <summary>A silo in this process.</summary>
public class InProcessSiloHandle : SiloHandle
{
    private int _stopped;

    /// <summary>The host.</summary>
    public IHost SiloHost { get; init; } = null!;

    /// <summary>The host's services.</summary>
    public IServiceProvider ServiceProvider => SiloHost.Services;

    /// <inheritdoc/>
    public override bool IsActive => Volatile.Read(ref _stopped) == 0;

    /// <inheritdoc/>
    public override async Task StopSiloAsync(bool stopGracefully)
    {
        using var source = new CancellationTokenSource();
        if (!stopGracefully)
        {
            await source.CancelAsync();
        }

        await StopSiloAsync(source.Token);
    }

    /// <inheritdoc/>
    public override async Task StopSiloAsync(CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 0)
        {
            await SiloHost.StopAsync(ct);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await StopSiloAsync(stopGracefully: true);
        if (SiloHost is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
    }
}
