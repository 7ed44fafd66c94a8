using System.Buffers;
using System.IO.Compression;
using Luxe.Silo.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Luxe.Silo.Ingest;

/// <summary>A request's body, decompressed, in a pooled buffer.</summary>
internal sealed class IngestBody : IDisposable
{
    private byte[] buffer;
    private int length;

    private IngestBody(int capacity) => buffer = ArrayPool<byte>.Shared.Rent(capacity);

    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

    /// <summary>Reads the whole body; at most <see cref="IngestLimits.RequestBytes"/> are ever held, whatever a compressed body unfolds to.</summary>
    public static async Task<IngestBody> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        CheckContentType(request);
        var isGzip = IsGzip(request);
        if (request.ContentLength > IngestLimits.RequestBytes)
        {
            throw new ProblemException(TooLarge);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = IngestLimits.RequestBytes;
        }

        var body = new IngestBody(isGzip ? 64 * 1024 : (int)(request.ContentLength ?? 16 * 1024) + 1);
        try
        {
            if (isGzip)
            {
                await using var unzipped = new GZipStream(request.Body, CompressionMode.Decompress);
                await body.FillAsync(unzipped, context.RequestAborted);
            }
            else
            {
                await body.FillAsync(request.Body, context.RequestAborted);
            }

            return body;
        }
        catch (InvalidDataException)
        {
            body.Dispose();
            throw new ProblemException(Problem.BadParameter("Content-Encoding", "The body is not valid gzip."));
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
        }
    }

    private static Problem TooLarge => Problem.TooLarge($"A request may hold {IngestLimits.RequestBytes / 1024} KB after decompression. Send smaller batches.");

    private async Task FillAsync(Stream stream, CancellationToken cancellation)
    {
        int read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(length), cancellation)) > 0)
        {
            length += read;
            if (length > IngestLimits.RequestBytes)
            {
                throw new ProblemException(TooLarge);
            }

            if (length == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
    }

    // Browsers send beacons as text/plain, which spares them a preflight request.
    private static void CheckContentType(HttpRequest request)
    {
        var header = request.ContentType;
        if (string.IsNullOrEmpty(header) || header == "application/json")
        {
            return;
        }

        if (!MediaTypeHeaderValue.TryParse(header, out var type)
            || !(type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase)))
        {
            throw new ProblemException(Problem.UnsupportedMedia("Content-Type", "Send application/json, or text/plain from a browser."));
        }

        if (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) && !type.Charset.Equals("utf8", StringComparison.OrdinalIgnoreCase) && !type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase))
        {
            throw new ProblemException(Problem.UnsupportedMedia("Content-Type", "Send UTF-8."));
        }
    }

    private static bool IsGzip(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase)
            ? true
            : throw new ProblemException(Problem.UnsupportedMedia("Content-Encoding", "Send gzip or no encoding."));
    }
}
