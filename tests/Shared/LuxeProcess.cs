using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace Luxe.Tests;

/// <summary>A real <c>luxe run</c> in its own process on a free loopback port, as a maison would start it.</summary>
internal sealed class LuxeProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();

    private LuxeProcess(Process process, Uri url, string dataDirectory)
    {
        this.process = process;
        Url = url;
        DataDirectory = dataDirectory;
    }

    public Uri Url { get; }

    public string DataDirectory { get; }

    /// <summary>What the process printed so far.</summary>
    public string Output => string.Join('\n', output);

    /// <summary>Starts and waits for the line <c>ready: URL</c>.</summary>
    public static async Task<LuxeProcess> StartAsync(string dataDirectory, int port, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Path.Combine(Repository.OutputOf("Cli"), "Luxe.Cli.dll"), "run", "--port", $"{port}", "--data", dataDirectory },
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var luxe = new LuxeProcess(process, new Uri($"http://127.0.0.1:{port}"), dataDirectory);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Take(string? line)
        {
            if (line is null)
            {
                return;
            }

            luxe.output.Enqueue(line);
            if (line.Contains("ready: http", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        }

        process.OutputDataReceived += (_, e) => Take(e.Data);
        process.ErrorDataReceived += (_, e) => Take(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Task.WhenAny(ready.Task, process.WaitForExitAsync()).WaitAsync(TimeSpan.FromMinutes(5));
        if (!ready.Task.IsCompleted)
        {
            throw new InvalidOperationException($"luxe run ended before it was ready:\n{luxe.Output}");
        }

        return luxe;
    }

    /// <summary>A client with the demo's management key.</summary>
    public HttpClient Management()
    {
        var client = new HttpClient { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "demo-admin");
        return client;
    }

    /// <summary>A client with the demo's write key.</summary>
    public HttpClient Ingest()
    {
        var client = new HttpClient { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("demo:")));
        return client;
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>Ctrl-C, then waits for a clean end; returns the exit code.</summary>
    public async Task<int> StopAsync()
    {
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        }

        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }
}
