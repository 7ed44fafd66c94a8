using System.Collections.Concurrent;
using Luxe.Embedded.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.Embedded.Tests.Calls;

public interface IStormGrain : IGrainWithIntegerKey
{
    Task Add(int pauses);

    ValueTask<int> Leave();

    [ReadOnly]
    Task<int> Look();

    [AlwaysInterleave]
    Task<int> Peek();
}

public sealed class StormGrain : Grain, IStormGrain
{
    private int _inside;
    private int _threads;

    /// <summary>What each grain has added over all its activations; written without any lock, because turns need none.</summary>
    internal static ConcurrentDictionary<long, int[]> Sums { get; } = new();

    internal static ConcurrentBag<string> Faults { get; } = [];

    private int[] Sum => Sums.GetOrAdd(this.GetPrimaryKeyLong(), static _ => new int[1]);

    public async Task Add(int pauses)
    {
        Enter();
        var before = Sum[0];
        for (var i = 0; i < pauses; i++)
        {
            await Task.Yield();
        }

        Sum[0] = before + 1;
        _inside--;
    }

    public ValueTask<int> Leave()
    {
        DeactivateOnIdle();
        return ValueTask.FromResult(1);
    }

    public async Task<int> Look()
    {
        var before = Sum[0];
        await Task.Yield();
        Check(before == Sum[0], "a write ran beside a read");
        return before;
    }

    public Task<int> Peek()
    {
        Check(Interlocked.Increment(ref _threads) == 1, "two turns ran at once");
        Interlocked.Decrement(ref _threads);
        return Task.FromResult(Sum[0]);
    }

    private static void Check(bool holds, string fault)
    {
        if (!holds)
        {
            Faults.Add(fault);
        }
    }

    private void Enter() => Check(_inside++ == 0, "two calls ran at once");
}

public interface IGateGrain : IGrainWithStringKey
{
    Task<int> Pass(bool succeeds);
}

public sealed class GateGrain : Grain, IGateGrain
{
    internal static TaskCompletionSource? Gate { get; set; }

    public async Task<int> Pass(bool succeeds)
    {
        await Gate!.Task;
        return succeeds ? 1 : throw new InvalidOperationException("the gate is broken");
    }
}

public sealed class StormTests
{
    [Fact]
    public async Task Calls_OfAllKindsAmongDeactivations_AreNeitherLostNorDoubledNorMixed()
    {
        const int Grains = 20, Callers = 24, Rounds = 400;
        await using var silo = await Silo.StartAsync();
        var added = new int[Grains];
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller);
            for (var i = 0; i < Rounds; i++)
            {
                var key = random.Next(Grains);
                var grain = silo.Grains.GetGrain<IStormGrain>(key);
                switch (random.Next(8))
                {
                    case 0:
                        await grain.Leave();
                        break;
                    case 1:
                        await grain.Look();
                        break;
                    case 2:
                        await grain.Peek();
                        break;
                    default:
                        await grain.Add(random.Next(3));
                        Interlocked.Increment(ref added[key]);
                        break;
                }
            }
        })));

        Assert.Empty(StormGrain.Faults);
        Assert.Equal(added, Enumerable.Range(0, Grains).Select(key => StormGrain.Sums.TryGetValue(key, out var sum) ? sum[0] : 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Continuation_ThatInsistsOnRunningAtOnce_IsOutsideTheGrain(bool succeeds)
    {
        await using var silo = await Silo.StartAsync();
        var accessor = silo.Services.GetRequiredService<IGrainContextAccessor>();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        GateGrain.Gate = gate;
        var seen = silo.Grains.GetGrain<IGateGrain>("g").Pass(succeeds).ContinueWith(
            _ => (accessor.GrainContext, Scheduler: TaskScheduler.Current), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        gate.SetResult();
        Assert.Equal((null, TaskScheduler.Default), await seen);
    }

    [Fact]
    public async Task Calls_OfManyCallersThatNeverPause_AllGetTheirShare()
    {
        const int Callers = 100, Enough = 2000;
        await using var silo = await Silo.StartAsync();
        var counts = new int[Callers];
        var calling = 0;
        using var over = new CancellationTokenSource();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            // Nobody counts before all of them call. A common starting shot would lay every caller but one into the queue of the thread
            // that gives it, and that thread may be held up by the machine: late, not starved.
            var grain = silo.Grains.GetGrain<IMemoGrain>($"share-{caller}");
            await grain.Read();
            Interlocked.Increment(ref calling);
            while (!over.IsCancellationRequested)
            {
                await grain.Read();
                if (Volatile.Read(ref calling) == Callers && ++counts[caller] == Enough)
                {
                    await over.CancelAsync();
                }
            }
        })));

        Assert.True(counts.Min() > Enough / 20, $"The least served caller had {counts.Min()} calls when the first had {Enough}.");
    }
}
