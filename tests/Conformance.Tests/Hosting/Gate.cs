using System.Collections.Concurrent;

namespace Luxe.Conformance.Tests.Hosting;

/// <summary>A door that a grain waits at and a fact opens.</summary>
public sealed class Gate
{
    private static readonly ConcurrentDictionary<string, Gate> All = new();
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Passage => _open.Task.WaitAsync(Trace.Patience);

    public static Gate Of(string key) => All.GetOrAdd(key, _ => new Gate());

    public void Open() => _open.TrySetResult();
}

/// <summary>Keys that no other fact uses.</summary>
public static class Unique
{
    public static string Key(string about = "k") => about + "-" + Guid.NewGuid().ToString("N");
}
