using System.Net;
using System.Net.Sockets;

namespace Luxe.Storage.Tests;

/// <summary>Where a commit is cut.</summary>
internal enum Cut
{
    /// <summary>Both sides lose the connection before the server hears of the commit.</summary>
    BeforeServer,

    /// <summary>The server commits; its answer is lost.</summary>
    Answer,

    /// <summary>The client loses the connection; the server keeps it, and hears of the commit only when it is released, if ever.</summary>
    Held,
}

/// <summary>Stands between storage and PostgreSQL, and cuts the connection at a commit.</summary>
internal sealed class CutProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _server;
    private readonly Task _accepting;
    private int _cuts;
    private Cut _where;
    private Func<Task>? _release;

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
    public void CutCommits(int count, Cut where)
    {
        _where = where;
        Volatile.Write(ref _cuts, count);
    }

    /// <summary>Lets the server hear of the commit that was held.</summary>
    public Task ReleaseAsync() => _release!();

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
            var held = await PumpCommandsAsync(client.GetStream(), up.GetStream());
            client.Close();
            if (!held)
            {
                up.Client.Shutdown(SocketShutdown.Send);
            }

            await down;
        }
    }

    /// <summary>True when the server's side is to stay open.</summary>
    private async Task<bool> PumpCommandsAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int n; (n = await from.ReadAsync(buffer, _end.Token)) > 0;)
            {
                // With its end: BEGIN says READ COMMITTED.
                var isCommit = buffer.AsSpan(0, n).IndexOf("COMMIT\0"u8) >= 0;
                if (isCommit && Volatile.Read(ref _cuts) > 0)
                {
                    Volatile.Write(ref _cuts, _cuts - 1);
                    _release = () => to.WriteAsync(buffer.AsMemory(0, n), _end.Token).AsTask();
                    if (_where == Cut.Answer)
                    {
                        from.Socket.Shutdown(SocketShutdown.Send);
                        await _release();
                    }

                    Cuts++;
                    return _where == Cut.Held;
                }

                await to.WriteAsync(buffer.AsMemory(0, n), _end.Token);
            }
        }
        catch (Exception end) when (end is IOException or OperationCanceledException)
        {
            // Either side went away.
        }

        return false;
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
