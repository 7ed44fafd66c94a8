using System.Collections.Concurrent;
using System.Diagnostics;
using Luxe.Cli.Http;
using Luxe.Cli.Tests.Backups;
using Luxe.Tests;

namespace Luxe.Cli.Tests.Keys;

/// <summary>A real server process on a house, with what its environment says of master keys.</summary>
internal sealed class LuxeServerProcess : IAsyncDisposable
{
    private const string Ready = "ready: ";
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said;

    private LuxeServerProcess(Process process, ConcurrentQueue<string> said, Uri url) => (_process, _said, Server) = (process, said, new LuxeServer(url, "demo", "demo-admin"));

    public LuxeServer Server { get; }

    /// <summary>Everything that it said on either stream.</summary>
    public string Said => string.Join('\n', _said);

    /// <summary>Starts it, and waits until it serves or has ended: then it is null, with its exit code and what it said.</summary>
    public static async Task<(LuxeServerProcess? Running, int Code, string Said)> StartAsync(KeptHouse house, params (string Name, string Value)[] environment)
    {
        var process = Process.Start(Start(house, environment))!;
        var said = new ConcurrentQueue<string>();
        var ready = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Take(string? line)
        {
            if (line is not null)
            {
                said.Enqueue(line);
                if (line.StartsWith(Ready, StringComparison.Ordinal))
                {
                    ready.TrySetResult(new Uri(line[Ready.Length..]));
                }
            }
        }

        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var ended = process.WaitForExitAsync();
        await Task.WhenAny(ready.Task, ended);
        if (ready.Task.IsCompletedSuccessfully)
        {
            return (new LuxeServerProcess(process, said, await ready.Task), 0, "");
        }

        await ended;
        using (process)
        {
            return (null, process.ExitCode, string.Join('\n', said));
        }
    }

    public LuxeApi Api() => new(Server, TimeProvider.System, TimeSpan.FromMinutes(1));

    /// <summary>Ends it as a power cut would.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static ProcessStartInfo Start(KeptHouse house, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            ArgumentList = { Path.Combine(Repository.OutputOf("Silo"), "Luxe.Silo.dll"), "--url", "http://127.0.0.1:0", "--demo", "true", "--data", house.Data.Folder },
        };
        if (house.Data.Postgres is { } postgres)
        {
            start.ArgumentList.Add("--postgres");
            start.ArgumentList.Add(postgres);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
