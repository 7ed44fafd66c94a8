using Luxe.Silo.Http;
using Luxe.Silo.Telemetry;

namespace Luxe.Silo.Ingest;

/// <summary>Segment's HTTP tracking API.</summary>
public static class IngestApi
{
    /// <summary>Registers what the tracking API needs.</summary>
    /// <exception cref="ArgumentException">An option has a bad value.</exception>
    public static IServiceCollection AddIngestApi(this IServiceCollection services, DeadLetterOptions letters)
    {
        letters.Validate();
        services.AddSingleton(letters);
        services.AddHostedService<DeadLetterSweep>();
        services.AddHttpFace();
        services.AddSingleton(provider =>
        {
            var time = provider.GetRequiredService<TimeProvider>();
            return new SegmentParser(() => $"luxe-{Guid.CreateVersion7(time.GetUtcNow()):N}");
        });
        services.AddSingleton<KnownTokens>();
        services.AddSingleton<IdentityStitcher>();
        services.AddSingleton<DeadLetterOffice>();
        services.AddSingleton<IngestPipeline>();
        services.AddSingleton<LoneTokens>();
        services.AddSingleton<Newborns>();
        services.AddSingleton(provider => new BulkIntake(
            provider.GetRequiredService<SegmentParser>(),
            provider.GetRequiredService<IdentityStitcher>(),
            provider.GetRequiredService<LoneTokens>(),
            provider.GetRequiredService<Newborns>(),
            provider.GetRequiredService<IGrainFactory>(),
            provider.GetRequiredService<LuxeMeter>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<BulkIntake>>()));
        services.AddSingleton<IngestEndpoint>();
        return services;
    }

    /// <summary>Maps <c>/v1/*</c>.</summary>
    public static WebApplication MapIngestApi(this WebApplication app)
    {
        app.UseHttpFace();
        var endpoint = app.Services.GetRequiredService<IngestEndpoint>();
        var group = app.MapGroup("").RequireCors(HttpFace.SegmentCors).ExcludeFromDescription();
        foreach (var (route, type) in IngestRoutes.All)
        {
            group.MapPost(route, context => endpoint.HandleAsync(context, type)).WithDisplayName($"POST {route}");
        }

        // The SDKs report their own health here; there is nothing in it for a maison.
        group.MapPost("/v1/m", static context =>
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }).WithDisplayName("POST /v1/m");
        group.MapGet("/v1/projects/{writeKey}/settings", SegmentSettings.HandleAsync).WithDisplayName("GET /v1/projects/{writeKey}/settings");
        return app;
    }
}
