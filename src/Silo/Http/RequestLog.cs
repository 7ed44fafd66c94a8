using Luxe.Silo.Problems;

namespace Luxe.Silo.Http;

/// <summary>One line a request of the APIs, at level Information: which endpoint, what came of it, how long it took. Never an address as sent, a query string, a body or an id.</summary>
internal sealed partial class RequestLog(RequestDelegate next, TimeProvider time, ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!logger.IsEnabled(LogLevel.Information) || !ProblemMiddleware.IsApi(context.Request.Path))
        {
            await next(context);
            return;
        }

        var start = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            // The endpoint's pattern, such as GET /api/customers/{id}: the path itself holds whom it is about.
            LogRequest(context.GetEndpoint()?.DisplayName ?? "no endpoint", context.Response.StatusCode, time.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    [LoggerMessage(3201, LogLevel.Information, "{Endpoint} answered {Status} in {Milliseconds:F1} ms")]
    private partial void LogRequest(string endpoint, int status, double milliseconds);
}
