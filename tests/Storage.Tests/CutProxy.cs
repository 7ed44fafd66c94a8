using System.Net;
using System.Net.Sockets;

namespace Luxe.Storage.Tests;

/// <summary>Stands between storage and PostgreSQL, and cuts the connection at a commit: before the server hears of it, or before its answer comes back.</summary>
internal sealed class CutProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _server;
    private readonly Task _accepting;
    private int _cuts;
    private bool _answerOnly;

    public CutProxy(int server)
    {
        _server = server;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Connections cut so far.</summary>
    public int Cuts { get; private set; }

    /// <summary>Cuts the next commits.</summary>
    public void CutCommits(int count, bool answerOnly)
    {
        _answerOnly = answerOnly;
        Volatile.Write(ref _cuts, count);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                running.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var up = new TcpClient();
        using (client)
        {
            await up.ConnectAsync(IPAddress.Loopback, _server);
            var down = PumpAsync(up.GetStream(), client.GetStream());
            await PumpCommandsAsync(client.GetStream(), up.GetStream());
            client.Close();
            up.Client.Shutdown(SocketShutdown.Send);
            await down;
        }
    }

    private async Task PumpCommandsAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int n; (n = await from.ReadAsync(buffer, _end.Token)) > 0;)
            {
                var isCommit = buffer.AsSpan(0, n).IndexOf("COMMIT"u8) >= 0;
                if (isCommit && Volatile.Read(ref _cuts) > 0)
                {
                    Volatile.Write(ref _cuts, _cuts - 1);
                    Cuts++;
                    if (_answerOnly)
                    {
                        from.Socket.Shutdown(SocketShutdown.Send);
                        await to.WriteAsync(buffer.AsMemory(0, n), _end.Token);
                    }

                    return;
                }

                await to.WriteAsync(buffer.AsMemory(0, n), _end.Token);
            }
        }
        catch (Exception end) when (end is IOException or OperationCanceledException)
        {
            // Either side went away.
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        try
        {
            await from.CopyToAsync(to, _end.Token);
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side went away.
        }
    }
}
