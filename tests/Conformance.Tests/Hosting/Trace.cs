using System.Collections.Concurrent;

namespace Luxe.Conformance.Tests.Hosting;

/// <summary>What happened under one key, in order, and a way to wait for it without sleeping. Grains of the test silo write it, facts read it.</summary>
public sealed class Trace
{
    private static readonly ConcurrentDictionary<string, Trace> All = new();
    private readonly Lock _gate = new();
    private readonly List<string> _steps = [];
    private readonly List<(Func<IReadOnlyList<string>, bool> Holds, TaskCompletionSource<string[]> Done)> _waiting = [];

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    public static Trace Of(string key) => All.GetOrAdd(key, _ => new Trace());

    public static Trace Of(IGrainWithStringKey grain) => Of(grain.GetPrimaryKeyString());

    public string[] Steps
    {
        get { lock (_gate) { return [.. _steps]; } }
    }

    public int Count(string step) => Steps.Count(s => s == step);

    public void Add(string step)
    {
        lock (_gate)
        {
            _steps.Add(step);
            _waiting.RemoveAll(w => w.Holds(_steps) && w.Done.TrySetResult([.. _steps]));
        }
    }

    public Task<string[]> Until(string step, int times = 1) => Until(s => s.Count(x => x == step) >= times);

    public Task<string[]> Until(Func<IReadOnlyList<string>, bool> holds)
    {
        ArgumentNullException.ThrowIfNull(holds);
        var done = new TaskCompletionSource<string[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (holds(_steps))
            {
                done.SetResult([.. _steps]);
            }
            else
            {
                _waiting.Add((holds, done));
            }
        }

        return done.Task.WaitAsync(Patience);
    }
}
