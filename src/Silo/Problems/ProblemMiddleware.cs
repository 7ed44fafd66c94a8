using System.Text.RegularExpressions;

namespace Luxe.Silo.Problems;

/// <summary>Turns faults and bare status codes of the APIs into problems. Pages of the app keep their own answers.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!IsApi(context.Request.Path))
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception fault)
        {
            if (Translate(fault, context) is not { } problem)
            {
                return;
            }

            await problem.WriteAsync(context);
            return;
        }

        if (!context.Response.HasStarted && context.Response.ContentLength is null && context.Response.ContentType is null && BareStatus(context.Response.StatusCode) is { } bare)
        {
            await bare.WriteAsync(context);
        }
    }

    internal static bool IsApi(PathString path) =>
        path.StartsWithSegments("/v1", StringComparison.Ordinal) || path.StartsWithSegments("/api", StringComparison.Ordinal) || path.StartsWithSegments("/health", StringComparison.Ordinal);

    private Problem? Translate(Exception fault, HttpContext context)
    {
        switch (fault)
        {
            case ProblemException known:
                return known.Problem;
            case OperationCanceledException or IOException when context.RequestAborted.IsCancellationRequested:
                return null; // Nobody is listening any more.
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Problem.TooLarge("The body is larger than this address takes.");
            case BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } bad when ParameterName().Match(bad.Message) is { Success: true } match:
                return Problem.BadParameter(match.Groups[1].Value, $"'{match.Groups[1].Value}' is not of the form wanted.");
            case BadHttpRequestException bad:
                return new Problem(bad.StatusCode, "Bad request", "The request could not be read.");
        }

        if (Faults.IsTransient(fault))
        {
            LogUnavailable(context.GetEndpoint()?.DisplayName, fault.GetType().Name, fault.GetBaseException().GetType().Name);
            return Problem.Unavailable;
        }

        // The message may quote what a client sent; type and stack do not.
        LogFault(context.GetEndpoint()?.DisplayName, fault.GetType().FullName, fault.StackTrace);
        return new Problem(500, "Internal error", "The request was not carried out; the fault is in the server's log.");
    }

    private static Problem? BareStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => new(404, "Not found", "There is no such address."),
        StatusCodes.Status405MethodNotAllowed => new(405, "Method not allowed", "This address does not take that method; see the Allow header."),
        StatusCodes.Status415UnsupportedMediaType => Problem.UnsupportedMedia("Content-Type", "This address takes application/json."),
        _ => null,
    };

    // The framework's message is the only place that says which parameter it could not bind; the value it quotes after 'from' is not taken over.
    [GeneratedRegex("""^[^"]*parameter "[^"]* (\w+)" from""", RegexOptions.CultureInvariant)]
    private static partial Regex ParameterName();

    [LoggerMessage(3001, LogLevel.Warning, "{Endpoint} answered 503: {Fault} caused by {Cause}")]
    private partial void LogUnavailable(string? endpoint, string fault, string cause);

    [LoggerMessage(3002, LogLevel.Error, "{Endpoint} failed with {Fault}\n{Stack}")]
    private partial void LogFault(string? endpoint, string? fault, string? stack);
}
