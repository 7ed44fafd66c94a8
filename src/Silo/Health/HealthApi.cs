using Luxe.Contracts.Stores;
using Luxe.Silo.Http;
using Luxe.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Luxe.Silo.Health;

/// <summary>Whether the process lives, and whether it can serve.</summary>
public static class HealthApi
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Registers what the health addresses need.</summary>
    public static IServiceCollection AddLuxeHealth(this IServiceCollection services)
    {
        services.AddHttpFace();
        return services;
    }

    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>.</summary>
    public static WebApplication MapHealth(this WebApplication app)
    {
        app.UseHttpFace();
        var group = app.MapGroup("/health").WithTags("Health");
        group.MapGet("/live", static () => TypedResults.Ok(new HealthAnswer("live", null, null, null))).WithSummary("The process runs");
        group.MapGet("/ready", ReadyAsync).WithSummary("Storage can be reached and the silo serves").Produces<HealthAnswer>(503);
        return app;
    }

    private static async Task<IResult> ReadyAsync(StorageHealth health, IGrainFactory grains, TimeProvider time, CancellationToken cancellation)
    {
        var check = CheckStorageAsync(health, cancellation);
        var storage = await AnswersAsync(check, time);
        var silo = await AnswersAsync(grains.GetGrain<IMaisonGrain>(IMaisonGrain.Key).GetStores(), time);
        var ready = storage && silo;
        var answer = new HealthAnswer(ready ? "ready" : "not ready", Word(storage), Word(silo), storage ? await check : null);
        return TypedResults.Json(answer, statusCode: ready ? 200 : 503);
    }

    /// <summary>How many journal rows are quarantined; they do not keep the house from serving.</summary>
    private static async Task<long> CheckStorageAsync(StorageHealth health, CancellationToken cancellation)
    {
        var result = await health.CheckHealthAsync(new HealthCheckContext(), cancellation);
        return result.Status == HealthStatus.Healthy
            ? (long)result.Data[StorageHealth.Quarantined]
            : throw new InvalidOperationException("Storage is not healthy.");
    }

    private static string Word(bool isUp) => isUp ? "up" : "down";

    private static async Task<bool> AnswersAsync(Task probe, TimeProvider time)
    {
        try
        {
            await probe.WaitAsync(Patience, time);
            return true;
        }
        catch (Exception)
        {
            // Whatever it was: it is down. Nothing of the fault may get out here; it is logged where it is met in earnest.
            return false;
        }
    }
}

/// <summary>How the process is.</summary>
/// <param name="Status">live, ready or not ready.</param>
/// <param name="Storage">up or down.</param>
/// <param name="Silo">up or down.</param>
/// <param name="Quarantined">Journal rows that are damaged or missing, as far as they were met: for people to look at, not a reason to stop serving.</param>
public sealed record HealthAnswer(string Status, string? Storage, string? Silo, long? Quarantined);
