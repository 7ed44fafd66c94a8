using Luxe.Silo.Hosting;
using Luxe.Silo.Ingest;
using Luxe.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Luxe.Silo.Tests.Ingest;

/// <summary>The sweep over a real SQLite file, on a clock of the test's own.</summary>
public sealed class DeadLetterSweepTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string data = Directory.CreateTempSubdirectory("luxe-sweep-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Sweep_AtTheStartAndEachDay_DeletesLettersOlderThanThirtyDays()
    {
        var clock = new DailyClock();
        await RunAsync(new DailyClock(), letters => letters.AppendAsync(
        [
            Letter("over", clock.GetUtcNow().AddDays(-30).AddSeconds(-1)),
            Letter("tomorrow", clock.GetUtcNow().AddDays(-29).AddSeconds(-1)),
            Letter("later", clock.GetUtcNow().AddDays(-28)),
        ]));

        await RunAsync(clock, async letters =>
        {
            Assert.Equal(["tomorrow", "later"], await ReasonsAsync(letters));
            await clock.NextDayAsync();
            await UntilAsync(async () => await ReasonsAsync(letters) is ["later"]).WaitAsync(Patience);
        });
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(367)]
    public void Build_WithABadRetention_NamesIt(double days)
    {
        var fault = Assert.Throws<ArgumentException>(() => LuxeHost.Build(new LuxeHostOptions { DataDirectory = data, DeadLetters = new() { KeepFor = TimeSpan.FromDays(days) } }));
        Assert.Contains(FormattableString.Invariant($"KeepFor is {days} days"), fault.Message, StringComparison.Ordinal);
    }

    private static DeadLetter Letter(string reason, DateTimeOffset receivedAt) => new("/v1/track", receivedAt, reason, null, default);

    private static async Task<string[]> ReasonsAsync(IDeadLetters letters) => [.. (await letters.ListAsync(10)).Select(row => row.Letter.Reason)];

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
        {
            await Task.Yield();
        }
    }

    private async Task RunAsync(DailyClock clock, Func<IDeadLetters, Task> test)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddLuxeStorage(new StorageOptions { DataDirectory = data });
        builder.Services.AddSingleton(new DeadLetterOptions());
        builder.Services.AddHostedService<DeadLetterSweep>();
        using var host = builder.Build();
        await host.StartAsync();
        await test(host.Services.GetRequiredService<IDeadLetters>());
        await host.StopAsync();
    }

    /// <summary>A clock that stands still between days; its one daily timer is the sweep's.</summary>
    private sealed class DailyClock : TimeProvider
    {
        private readonly TaskCompletionSource<Action> tick = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private DateTimeOffset now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (period == TimeSpan.FromDays(1))
            {
                tick.TrySetResult(() => callback(state));
            }

            return new Idle();
        }

        public async Task NextDayAsync()
        {
            var due = await tick.Task.WaitAsync(Patience);
            now += TimeSpan.FromDays(1);
            due();
        }

        private sealed class Idle : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
