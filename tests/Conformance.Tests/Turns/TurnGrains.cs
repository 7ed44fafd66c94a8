using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Turns;

public interface ITurnGrain : IGrainWithStringKey
{
    /// <summary>Traces, waits at a gate if one is named, traces again.</summary>
    Task Step(string name, string? gate);

    [ReadOnly]
    Task Read(string name, string? gate);

    [AlwaysInterleave]
    Task Interleave(string name, string? gate);

    Task<int> Next();

    Task<bool> StaysInTurn();

    /// <summary>Calls <paramref name="other"/> many times without waiting between the calls.</summary>
    Task Burst(ITurnGrain other, int count);

    Task<(bool AfterYield, bool InsideStartNew, bool InsideTaskRun, bool AfterEscape)> Schedulers();
}

/// <summary>The same verbs on a class marked reentrant.</summary>
public interface IReentrantTurnGrain : ITurnGrain;

public abstract class TurnGrainBase : Grain, ITurnGrain
{
    private int _next;
    private int _inside;

    public async Task Step(string name, string? gate)
    {
        var trace = Trace.Of(this.GetPrimaryKeyString());
        trace.Add("in " + name);
        if (gate is not null)
        {
            await Gate.Of(gate).Passage;
        }

        trace.Add("out " + name);
    }

    public Task Read(string name, string? gate) => Step(name, gate);

    public Task Interleave(string name, string? gate) => Step(name, gate);

    public async Task<int> Next()
    {
        var value = _next;
        await Task.Yield();
        _next = value + 1;
        return _next;
    }

    public Task Burst(ITurnGrain other, int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => other.Step($"{i}", null)));

    public async Task<bool> StaysInTurn()
    {
        for (var i = 0; i < 20; i++)
        {
            if (Interlocked.Increment(ref _inside) != 1)
            {
                return false;
            }

            Thread.SpinWait(50);
            Interlocked.Decrement(ref _inside);
            await Task.Yield();
        }

        return true;
    }

    public async Task<(bool AfterYield, bool InsideStartNew, bool InsideTaskRun, bool AfterEscape)> Schedulers()
    {
        var turn = TaskScheduler.Current;
        await Task.Yield();
        var afterYield = TaskScheduler.Current == turn;
        var startNew = await Task.Factory.StartNew(() => TaskScheduler.Current == turn, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);
        var taskRun = await Task.Run(() => TaskScheduler.Current == turn);
        await Task.Run(static () => { });
        return (afterYield, startNew, taskRun, TaskScheduler.Current == turn);
    }
}

public sealed class TurnGrain : TurnGrainBase;

// Interleaving is the subject here: each fact that calls it says what may overlap.
[Reentrant]
public sealed class ReentrantTurnGrain : TurnGrainBase, IReentrantTurnGrain;
