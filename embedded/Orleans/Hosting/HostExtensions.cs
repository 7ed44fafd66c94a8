using Luxe.Embedded;
using Orleans.Hosting;

namespace Microsoft.Extensions.Hosting;

/// <summary>Puts a silo into a host.</summary>
public static class OrleansSiloGenericHostExtensions
{
    /// <summary>Puts a silo into a host.</summary>
    public static IHostApplicationBuilder UseOrleans(this IHostApplicationBuilder hostAppBuilder) => UseOrleans(hostAppBuilder, static _ => { });

    /// <summary>Puts a silo into a host.</summary>
    public static IHostApplicationBuilder UseOrleans(this IHostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(hostAppBuilder);
        ArgumentNullException.ThrowIfNull(configureDelegate);
        configureDelegate(SiloBuilder.In(hostAppBuilder.Services, hostAppBuilder.Configuration));
        return hostAppBuilder;
    }

    /// <summary>Puts a silo into a host.</summary>
    public static HostApplicationBuilder UseOrleans(this HostApplicationBuilder hostAppBuilder) => UseOrleans(hostAppBuilder, static _ => { });

    /// <summary>Puts a silo into a host.</summary>
    public static HostApplicationBuilder UseOrleans(this HostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
    {
        UseOrleans((IHostApplicationBuilder)hostAppBuilder, configureDelegate);
        return hostAppBuilder;
    }

    /// <summary>Puts a silo into a host.</summary>
    public static IHostBuilder UseOrleans(this IHostBuilder hostBuilder, Action<ISiloBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(configureDelegate);
        return UseOrleans(hostBuilder, (_, silo) => configureDelegate(silo));
    }

    /// <summary>Puts a silo into a host.</summary>
    public static IHostBuilder UseOrleans(this IHostBuilder hostBuilder, Action<HostBuilderContext, ISiloBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(hostBuilder);
        ArgumentNullException.ThrowIfNull(configureDelegate);
        return hostBuilder.ConfigureServices((context, services) => configureDelegate(context, SiloBuilder.In(services, context.Configuration)));
    }
}

/// <summary>Clients of a silo in another process: refused, because there is no other process.</summary>
public static class OrleansClientGenericHostExtensions
{
    private const string OneProcess =
        "The embedded Orleans runtime is one process: a host with UseOrleans is its own client (inject IGrainFactory or IClusterClient). "
        + "For clients in other processes use Microsoft Orleans (./luxe --runtime orleans).";

    /// <summary>Always refuses.</summary>
    public static IHostApplicationBuilder UseOrleansClient(this IHostApplicationBuilder hostAppBuilder) => throw new NotSupportedException(OneProcess);

    /// <summary>Always refuses.</summary>
    public static IHostApplicationBuilder UseOrleansClient(this IHostApplicationBuilder hostAppBuilder, Action<IClientBuilder> configureDelegate) =>
        throw new NotSupportedException(OneProcess);

    /// <summary>Always refuses.</summary>
    public static HostApplicationBuilder UseOrleansClient(this HostApplicationBuilder hostAppBuilder) => throw new NotSupportedException(OneProcess);

    /// <summary>Always refuses.</summary>
    public static HostApplicationBuilder UseOrleansClient(this HostApplicationBuilder hostAppBuilder, Action<IClientBuilder> configureDelegate) =>
        throw new NotSupportedException(OneProcess);

    /// <summary>Always refuses.</summary>
    public static IHostBuilder UseOrleansClient(this IHostBuilder hostBuilder) => throw new NotSupportedException(OneProcess);

    /// <summary>Always refuses.</summary>
    public static IHostBuilder UseOrleansClient(this IHostBuilder hostBuilder, Action<IClientBuilder> configureDelegate) => throw new NotSupportedException(OneProcess);
}
