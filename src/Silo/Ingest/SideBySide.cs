namespace Luxe.Silo.Ingest;

/// <summary>Work on the clients of one batch, side by side: enough at once to share commits, few enough that one batch does not flood the silo.</summary>
internal static class SideBySide
{
    private const int Width = 256;

    /// <summary>Runs the work for each; ends when all have ended, with the first fault if there is one.</summary>
    public static Task ForEachAsync<T>(IReadOnlyList<T> items, Func<T, Task> work, int width = Width)
    {
        if (items.Count == 1)
        {
            return work(items[0]);
        }

        var next = -1;
        var running = new Task[Math.Min(items.Count, width)];
        for (var i = 0; i < running.Length; i++)
        {
            running[i] = items.Count <= width ? work(items[i]) : WorkAsync();
        }

        return Task.WhenAll(running);

        async Task WorkAsync()
        {
            for (int at; (at = Interlocked.Increment(ref next)) < items.Count;)
            {
                await work(items[at]);
            }
        }
    }
}
