using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Luxe.Silo.Telemetry;

/// <summary>Traces and metrics over OTLP: off unless an endpoint is given.</summary>
public static class LuxeTelemetry
{
    /// <summary>Registers the instruments, and the exporters when <paramref name="otlpEndpoint"/> is given.</summary>
    /// <exception cref="ArgumentException">The endpoint is not an http or https address.</exception>
    public static IServiceCollection AddLuxeTelemetry(this IServiceCollection services, string? otlpEndpoint)
    {
        services.AddSingleton<LuxeMeter>();
        if (string.IsNullOrWhiteSpace(otlpEndpoint))
        {
            return services;
        }

        if (!Uri.TryCreate(otlpEndpoint, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException($"The OTLP endpoint '{otlpEndpoint}' is not an http or https address.", nameof(otlpEndpoint));
        }

        return services.AddHostedService(_ => new TelemetryExport(endpoint));
    }
}

/// <summary>Owns the providers for as long as the host runs; disposing them flushes what is left.</summary>
internal sealed class TelemetryExport(Uri endpoint) : IHostedService, IDisposable
{
    private TracerProvider? traces;
    private MeterProvider? metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault().AddService("luxe");
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(LuxeMeter.Name)

            // The framework's own request span, our parent, is not exported (its address names clients), hence never sampled: a parent's word must not count.
            .SetSampler(new AlwaysOnSampler())
            .AddOtlpExporter(Configure)
            .Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(LuxeMeter.Name, "Luxe.Storage", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddOtlpExporter(Configure)
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        Interlocked.Exchange(ref traces, null)?.Dispose();
        Interlocked.Exchange(ref metrics, null)?.Dispose();
    }

    private void Configure(OtlpExporterOptions options) => options.Endpoint = endpoint;
}
