using System.Text.Json;

namespace Luxe.Silo.Problems;

/// <summary>An answer of RFC 9457: what was wrong with a request, and with which field of it. Never quotes a value that was sent.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">The kind of fault in a few words.</param>
/// <param name="Detail">What to change.</param>
/// <param name="Field">The field at fault as a dotted name, header or query parameter; null when the whole request is.</param>
public sealed record Problem(int Status, string Title, string Detail, string? Field = null)
{
    /// <summary>The media type of every refusal.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>After how many seconds a caller may try again, for 429 and 503.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>True when <see cref="Field"/> names a place in the body, so that a JSON pointer to it is given too.</summary>
    public bool InBody { get; init; }

    /// <summary>A field of the body is wrong.</summary>
    public static Problem BadField(string field, string detail) => new(400, "Bad request", detail, field) { InBody = true };

    /// <summary>A query parameter, route value or header is wrong.</summary>
    public static Problem BadParameter(string name, string detail) => new(400, "Bad request", detail, name);

    /// <summary>No valid key was given.</summary>
    public static Problem Unauthorized(string detail) => new(401, "Unauthorized", detail, "Authorization");

    /// <summary>The key is valid but may not do this.</summary>
    public static Problem Forbidden(string detail) => new(403, "Forbidden", detail, "Authorization");

    /// <summary>Unknown, or not to be seen by this caller: the two are not told apart.</summary>
    public static Problem NotFound(string what) => new(404, "Not found", $"There is no such {what}, or it is not for you to see.");

    /// <summary>It cannot be as things stand; nothing was changed.</summary>
    public static Problem Conflict(string detail, string? field = null) => new(409, "Conflict", detail, field) { InBody = field is not null };

    /// <summary>The body exceeds a limit.</summary>
    public static Problem TooLarge(string detail) => new(413, "Content too large", detail);

    /// <summary>The content type, its charset or its encoding is not understood.</summary>
    public static Problem UnsupportedMedia(string header, string detail) => new(415, "Unsupported media type", detail, header);

    /// <summary>Nothing was acknowledged; the same request may be sent again.</summary>
    public static Problem Unavailable { get; } =
        new(503, "Unavailable", "Nothing was acknowledged. Send the same request again later, with the same event ids.") { RetryAfterSeconds = 2 };

    /// <summary>The caller goes too fast.</summary>
    public static Problem TooManyRequests(int retryAfterSeconds) =>
        new(429, "Too many requests", "This key sends more than it may. Slow down.") { RetryAfterSeconds = retryAfterSeconds };

    /// <summary>Writes the problem; a response that has begun is left alone.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            return;
        }

        response.StatusCode = Status;
        response.ContentType = MediaType;
        if (RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (Status == StatusCodes.Status401Unauthorized && response.Headers.WWWAuthenticate.Count == 0)
        {
            response.Headers.WWWAuthenticate = context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal) ? "Basic realm=\"luxe\"" : "Bearer";
        }

        await using (var writer = new Utf8JsonWriter(response.BodyWriter))
        {
            Write(writer);
        }

        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>The problem as JSON.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("title"u8, Title);
        writer.WriteNumber("status"u8, Status);
        writer.WriteString("detail"u8, Detail);
        if (Field is not null)
        {
            writer.WriteString("field"u8, Field);
            if (InBody)
            {
                writer.WriteString("pointer"u8, ToPointer(Field));
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>The JSON pointer (RFC 6901) of a dotted name such as <c>batch[2].userId</c>.</summary>
    internal static string ToPointer(string field) =>
        field.Length == 0 ? "" : "/" + field.Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace('.', '/');
}
