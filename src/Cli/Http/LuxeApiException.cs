using System.Net;
using System.Text.Json;

namespace Luxe.Cli.Http;

/// <summary>The server refused, in its own words.</summary>
public sealed class LuxeApiException(HttpStatusCode status, string message) : Exception(message)
{
    /// <summary>Its status code.</summary>
    public HttpStatusCode Status { get; } = status;

    internal static async Task<LuxeApiException> ReadAsync(HttpMethod method, string path, HttpResponseMessage answer, CancellationToken cancellation)
    {
        var detail = "";
        try
        {
            var problem = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync(cancellation));
            detail = problem.TryGetProperty("detail", out var text) ? text.GetString() : problem.TryGetProperty("title", out var title) ? title.GetString() : "";
        }
        catch (JsonException)
        {
            // Not problem details: the status code alone has to do.
        }

        // The query may hold an e-mail: only the path is told.
        return new LuxeApiException(answer.StatusCode, $"{method} /{path.Split('?')[0]}: {(int)answer.StatusCode} {detail}".TrimEnd());
    }
}
