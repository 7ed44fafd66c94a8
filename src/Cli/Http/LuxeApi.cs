using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Luxe.Cli.Http;

/// <summary>The public HTTP APIs, as the loader, the simulator and the imports use them. What may pass is tried again; what may not is thrown.</summary>
public sealed class LuxeApi : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly AuthenticationHeaderValue _ingest;
    private readonly AuthenticationHeaderValue? _management;

    /// <summary>Speaks to a server.</summary>
    /// <param name="server">Where and with which keys.</param>
    /// <param name="time">Clock of the waits between tries.</param>
    /// <param name="patience">How long a request is tried again while the server is away or busy.</param>
    /// <param name="handler">Another way to the server, for tests.</param>
    public LuxeApi(LuxeServer server, TimeProvider time, TimeSpan? patience = null, HttpMessageHandler? handler = null)
    {
        Server = server;
        _time = time;
        _patience = patience ?? TimeSpan.FromMinutes(2);
        _http = new HttpClient(handler ?? new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { BaseAddress = server.Url, Timeout = TimeSpan.FromSeconds(100) };
        _ingest = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(server.WriteKey + ":")));
        _management = server.AdminKey is null ? null : new AuthenticationHeaderValue("Bearer", server.AdminKey);
    }

    /// <summary>The server it speaks to.</summary>
    public LuxeServer Server { get; }

    /// <summary>Sends events as one batch; the answer says which of them were put aside.</summary>
    public async Task<IReadOnlyList<RejectedEvent>> SendBatchAsync(string path, IReadOnlyList<ReadOnlyMemory<byte>> events, CancellationToken cancellation)
    {
        var body = BatchBody.Write(events);
        using var answer = await SendAsync(HttpMethod.Post, path, () => JsonContent(body), _ingest, cancellation);
        var result = await answer.Content.ReadFromJsonAsync<BatchAnswer>(Json, cancellation);
        return result?.Rejected ?? [];
    }

    /// <summary>Sends events in as many batches as the limits ask for, one after the other.</summary>
    public async Task SendEventsAsync(IEnumerable<byte[]> events, CancellationToken cancellation)
    {
        foreach (var batch in BatchBody.Split(events.Select(each => (ReadOnlyMemory<byte>)each)))
        {
            await SendBatchAsync("v1/batch", batch, cancellation);
        }
    }

    /// <summary>PUT on the management API.</summary>
    public async Task PutAsync(string path, object body, CancellationToken cancellation)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, Json);
        using var answer = await SendAsync(HttpMethod.Put, path, () => JsonContent(bytes), Management, cancellation);
    }

    /// <summary>POST on the management API; returns the answer's JSON, or null where there is none.</summary>
    public async Task<JsonElement?> PostAsync(string path, object? body, CancellationToken cancellation)
    {
        var bytes = body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, Json);
        using var answer = await SendAsync(HttpMethod.Post, path, () => bytes is null ? null : JsonContent(bytes), Management, cancellation);
        return answer.Content.Headers.ContentLength is 0 or null && answer.StatusCode == HttpStatusCode.NoContent ? null : await ReadAsync(answer, cancellation);
    }

    /// <summary>POST of JSON as it is on the management API.</summary>
    public async Task<JsonElement> PostJsonAsync(string path, byte[] json, CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, () => JsonContent(json), Management, cancellation);
        return await ReadAsync(answer, cancellation) ?? throw new LuxeApiException(answer.StatusCode, "the house gave no answer");
    }

    /// <summary>GET of bytes on the management API, whatever they are.</summary>
    public async Task<byte[]> GetBytesAsync(string path, CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, () => null, Management, cancellation);
        return await answer.Content.ReadAsByteArrayAsync(cancellation);
    }

    /// <summary>GET on the management API; null for 404.</summary>
    public async Task<T?> GetAsync<T>(string path, CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, () => null, Management, cancellation, HttpStatusCode.NotFound);
        return answer.StatusCode == HttpStatusCode.NotFound ? default : await answer.Content.ReadFromJsonAsync<T>(Json, cancellation);
    }

    /// <summary>The customer a user id or another token belongs to, or null.</summary>
    /// <remarks>In the body: an address is logged by every proxy on the way, and a token is often an e-mail address.</remarks>
    public async Task<string?> ResolveAsync(string kind, string token, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { [kind] = token }, Json);
        using var answer = await SendAsync(HttpMethod.Post, "api/customers/resolve", () => JsonContent(body), Management, cancellation, HttpStatusCode.NotFound);
        return answer.StatusCode == HttpStatusCode.NotFound ? null : (await answer.Content.ReadFromJsonAsync<Resolved>(Json, cancellation))?.CustomerId;
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private AuthenticationHeaderValue Management => _management ?? throw new LuxeApiException(HttpStatusCode.Unauthorized, "a management key is needed (--admin-key)");

    private static ByteArrayContent JsonContent(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private static async Task<JsonElement?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var text = await answer.Content.ReadAsByteArrayAsync(cancellation);
        return text.Length == 0 ? null : JsonSerializer.Deserialize<JsonElement>(text);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, Func<HttpContent?> content, AuthenticationHeaderValue authorization, CancellationToken cancellation, HttpStatusCode? alsoFine = null)
    {
        var start = _time.GetTimestamp();
        for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            using var request = new HttpRequestMessage(method, path) { Content = content() };
            request.Headers.Authorization = authorization;
            var spent = _time.GetElapsedTime(start) > _patience;
            try
            {
                var answer = await _http.SendAsync(request, cancellation);
                if (answer.IsSuccessStatusCode || answer.StatusCode == alsoFine)
                {
                    return answer;
                }

                using (answer)
                {
                    if (spent || !MayPass(answer.StatusCode))
                    {
                        throw await LuxeApiException.ReadAsync(method, path, answer, cancellation);
                    }
                }
            }
            catch (Exception fault) when (!spent && !cancellation.IsCancellationRequested && fault is HttpRequestException or TaskCanceledException)
            {
                // The server is away or slow: every call carries idempotency keys, so it is sent again.
            }

            await Task.Delay(wait, _time, cancellation);
        }
    }

    private static bool MayPass(HttpStatusCode code) =>
        code is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private sealed record Resolved(string CustomerId);

    private sealed record BatchAnswer(bool Success, IReadOnlyList<RejectedEvent>? Rejected);
}

/// <summary>An event that the server put aside.</summary>
/// <param name="Index">Its place in the batch.</param>
/// <param name="Field">The field at fault.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record RejectedEvent(int Index, string? Field, string? Reason);
