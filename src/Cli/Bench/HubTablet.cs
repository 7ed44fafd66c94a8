using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Luxe.Cli.Bench;

/// <summary>
/// A tablet as a native client would be: signs in with the form, keeps the cookie, speaks SignalR's JSON protocol over a
/// WebSocket (https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md) to /hubs/clienteling.
/// </summary>
internal sealed class HubTablet : IAsyncDisposable
{
    private const byte RecordSeparator = 0x1e;
    private readonly ClientWebSocket socket = new();
    private readonly Channel<HubMessage> messages = Channel.CreateUnbounded<HubMessage>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> answers = new();
    private Task reading = Task.CompletedTask;

    /// <summary>What the hub sent, in order, stamped on receipt.</summary>
    public ChannelReader<HubMessage> Messages => messages.Reader;

    public async Task ConnectAsync(Uri server, CookieContainer cookies, CancellationToken cancellation)
    {
        socket.Options.Cookies = cookies;
        var address = new UriBuilder(new Uri(server, "/hubs/clienteling")) { Scheme = server.Scheme == "https" ? "wss" : "ws" };
        await socket.ConnectAsync(address.Uri, cancellation);
        await SendAsync("""{"protocol":"json","version":1}""", cancellation);
        reading = Task.Run(ReadAsync, CancellationToken.None);
    }

    /// <summary>Calls the hub and waits until it answers.</summary>
    public async Task InvokeAsync(string method, params object[] arguments)
    {
        var answer = answers[method] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = method, target = method, arguments }), CancellationToken.None);
        await answer.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        if (socket.State == WebSocketState.Open)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }

        if (await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(5))) != reading)
        {
            socket.Abort();
            await reading;
        }

        socket.Dispose();
    }

    private Task SendAsync(string json, CancellationToken cancellation)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(json) + 1];
        Encoding.UTF8.GetBytes(json, bytes);
        bytes[^1] = RecordSeparator;
        return socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, cancellation);
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        var pending = new MemoryStream();
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer, CancellationToken.None);
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                var at = Stopwatch.GetTimestamp();
                var from = 0;
                for (var i = 0; i < read.Count; i++)
                {
                    if (buffer[i] == RecordSeparator)
                    {
                        pending.Write(buffer, from, i - from);
                        Publish(pending.ToArray(), at);
                        pending.SetLength(0);
                        from = i + 1;
                    }
                }

                pending.Write(buffer, from, read.Count - from);
            }
        }
        catch (Exception end) when (end is WebSocketException or OperationCanceledException)
        {
            // The connection ended; the channel's completion says so.
        }
        finally
        {
            messages.Writer.TryComplete();
        }
    }

    private void Publish(byte[] json, long at)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        switch (root.TryGetProperty("type", out var type) ? type.GetInt32() : 0)
        {
            case 1:
                messages.Writer.TryWrite(new HubMessage(root.GetProperty("target").GetString()!, root.GetProperty("arguments").Clone(), at));
                break;
            case 3 when answers.TryRemove(root.GetProperty("invocationId").GetString()!, out var answer):
                answer.TrySetResult();
                break;
        }
    }
}

/// <summary>A call of the hub to the tablet.</summary>
/// <param name="Target">Prompt, Arrival or Recall.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="ReceivedAt"><see cref="Stopwatch"/> time of receipt.</param>
internal sealed record HubMessage(string Target, JsonElement Arguments, long ReceivedAt);
