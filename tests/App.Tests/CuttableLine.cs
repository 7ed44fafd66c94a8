using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Luxe.App.Tests;

/// <summary>A TCP line to the server that a test can cut and mend, as a boutique's Wi-Fi does.</summary>
internal sealed class CuttableLine : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, byte> open = new();
    private readonly CancellationTokenSource closing = new();
    private readonly int serverPort;
    private readonly Task accepting;
    private volatile bool cut;

    public CuttableLine(int serverPort)
    {
        this.serverPort = serverPort;
        listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    public Uri Url { get; }

    /// <summary>Ends every connection and refuses new ones.</summary>
    public void Cut()
    {
        cut = true;
        foreach (var socket in open.Keys)
        {
            socket.Close(timeout: 0);
        }
    }

    /// <summary>Lets connections through again.</summary>
    public void Mend() => cut = false;

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        Cut();
        listener.Stop();
        await accepting;
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (!closing.IsCancellationRequested)
            {
                var client = await listener.AcceptSocketAsync(closing.Token);
                if (cut)
                {
                    client.Close(timeout: 0);
                    continue;
                }

                lines.Add(CarryAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }

        await Task.WhenAll(lines);
    }

    private async Task CarryAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            open.TryAdd(client, 0);
            open.TryAdd(server, 0);
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, serverPort);
                await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                // A cut line ends like this.
            }
            finally
            {
                open.TryRemove(client, out _);
                open.TryRemove(server, out _);
            }
        }
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer)) > 0)
            {
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
                }
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // Either end closed, or the test cut the line.
        }
    }
}
