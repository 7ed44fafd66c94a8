using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Luxe.Tests;

namespace Luxe.Silo.Tests.EndToEnd;

/// <summary>The real server in a process of its own, which can be killed.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> said = new();

    private SiloProcess(Process process) => this.process = process;

    public Uri Url { get; private set; } = null!;

    public HttpClient Api { get; private set; } = null!;

    /// <param name="room">The server itself, or its like that can be told where to stand still (Silo.Crash).</param>
    public static async Task<SiloProcess> StartAsync(string dataDirectory, string? postgres, string room = "Silo")
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Path.Combine(Repository.OutputOf(room), $"Luxe.{room}.dll"), "--url", "http://127.0.0.1:0", "--data", dataDirectory, "--demo", "true" },
        };
        if (postgres is not null)
        {
            start.ArgumentList.Add("--postgres");
            start.ArgumentList.Add(postgres);
        }

        var silo = new SiloProcess(Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start."));
        var ready = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Take(string? line)
        {
            silo.output.Enqueue(line ?? "");
            silo.said.GetOrAdd(line ?? "", static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            if (line?.StartsWith("ready: ", StringComparison.Ordinal) is true)
            {
                ready.TrySetResult(new Uri(line["ready: ".Length..]));
            }
        }

        silo.process.OutputDataReceived += (_, e) => Take(e.Data);
        silo.process.ErrorDataReceived += (_, e) => Take(e.Data);
        silo.process.BeginOutputReadLine();
        silo.process.BeginErrorReadLine();
        await Task.WhenAny(ready.Task, silo.process.WaitForExitAsync()).WaitAsync(TimeSpan.FromMinutes(3));
        Assert.True(ready.Task.IsCompleted, $"The silo ended before it was ready:\n{string.Join('\n', silo.output)}");
        silo.Url = await ready.Task;
        silo.Api = new HttpClient { BaseAddress = silo.Url };
        silo.Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "demo-admin");
        return silo;
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Writes a line to its input.</summary>
    public async Task SayAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>Completes once it has said a line.</summary>
    public Task HearAsync(string line) =>
        said.GetOrAdd(line, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(TimeSpan.FromMinutes(3));

    /// <summary>Asks it to end, as an operator does, and waits until it has.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(0, process.ExitCode);
    }

    public async Task<List<string>> EventIdsAsync(string customerId)
    {
        var ids = new List<string>();
        for (string? after = ""; after is not null;)
        {
            var page = await Api.GetFromJsonAsync<JsonElement>($"/api/customers/{customerId}/journey?limit=500&after={Uri.EscapeDataString(after)}");
            ids.AddRange(page.GetProperty("interactions").EnumerateArray().Select(step => step.GetProperty("eventId").GetString()!));
            after = page.GetProperty("next").GetString();
        }

        return ids;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        Api?.Dispose();
        process.Dispose();
    }
}
