using Luxe.Silo.Access;
using Luxe.Silo.Problems;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Luxe.Silo.Http;

/// <summary>What all the APIs share: problems, CORS for browsers' SDKs, keys. Registered and put into the pipeline once, by whichever API comes first.</summary>
internal static class HttpFace
{
    /// <summary>The CORS policy of the tracking API: any page may send, none may read anything with credentials.</summary>
    public const string SegmentCors = "segment";

    private const string Marker = "Luxe.HttpFace";

    public static void AddHttpFace(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<KeyCheck>();
        services.AddCors();

        // The framework's own request lines hold addresses with ids and query strings; RequestLog says what may be said.
        services.AddLogging(static logging => logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning));

        // A parameter that cannot be bound is thrown, so that its name can be told; by default that is done in Development only.
        services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = true);
        services.Configure<CorsOptions>(cors => cors.AddPolicy(SegmentCors, policy => policy.AllowAnyOrigin().AllowAnyHeader().WithMethods("POST", "GET").SetPreflightMaxAge(TimeSpan.FromHours(1))));
    }

    public static void UseHttpFace(this WebApplication app)
    {
        var properties = ((IApplicationBuilder)app).Properties;
        if (!properties.TryAdd(Marker, true))
        {
            return;
        }

        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseCors();
        app.UseMiddleware<BearerGate>();
    }
}
