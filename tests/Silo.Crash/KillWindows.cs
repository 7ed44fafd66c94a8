using System.Collections.Concurrent;
using System.Collections.Immutable;
using Luxe.Storage;
using Orleans.Storage;

namespace Luxe.Silo.Crash;

/// <summary>
/// Moments between two steps of a change, each of which can be held open for one client: whoever comes there says so and goes no further,
/// so that a kill surely hits the moment. The steps themselves are the real ones.
/// </summary>
internal sealed class KillWindows
{
    private readonly ConcurrentDictionary<(string Window, string Customer), bool> _armed = new();

    /// <summary>Arms a line of the form <c>window customer</c>.</summary>
    public void Arm(string line)
    {
        if (line.Split(' ') is not [var window, var customer])
        {
            throw new ArgumentException("A window and a customer are wanted.", nameof(line));
        }

        _armed[(window, customer)] = true;
    }

    /// <summary>Waits for ever if it is armed.</summary>
    public async Task PassAsync(string window, string customer)
    {
        if (_armed.ContainsKey((window, customer)))
        {
            await Console.Out.WriteLineAsync($"window: {window} {customer}");
            await Task.Delay(Timeout.Infinite);
        }
    }
}

/// <summary>The real journal, with a window before an append and one after its commit.</summary>
internal sealed class WindowedJournal(IJournal journal, KillWindows windows) : IJournal
{
    public Task AppendAsync(JournalAppend append, CancellationToken cancellationToken = default) => AppendAsync([append], cancellationToken);

    public async Task AppendAsync(ImmutableArray<JournalAppend> appends, CancellationToken cancellationToken = default)
    {
        await windows.PassAsync("append", appends[0].Customer);
        if (appends[0].Rows is [{ Kind: "interaction" }, { Kind: "interaction" }, ..])
        {
            // Of a merge's appends, those behind the one that decides it.
            await windows.PassAsync("copies", appends[0].Customer);
        }

        await journal.AppendAsync(appends, cancellationToken);
        await windows.PassAsync("appended", appends[0].Customer);
    }

    public IAsyncEnumerable<JournalRow> ReadAsync(string customer, long afterSeq, int limit = int.MaxValue, CancellationToken cancellationToken = default) =>
        journal.ReadAsync(customer, afterSeq, limit, cancellationToken);

    public Task<ImmutableArray<JournalRow>> ReadRecentAsync(string customer, int limit, long beforeSeq = long.MaxValue, CancellationToken cancellationToken = default) =>
        journal.ReadRecentAsync(customer, limit, beforeSeq, cancellationToken);

    public Task<ImmutableArray<JournalRow>> ReadJourneyAsync(string customer, string kind, JourneyPlace? after, int limit, CancellationToken cancellationToken = default) =>
        journal.ReadJourneyAsync(customer, kind, after, limit, cancellationToken);

    public Task<long> GetHeadAsync(string customer, CancellationToken cancellationToken = default) => journal.GetHeadAsync(customer, cancellationToken);

    public Task<IReadOnlySet<string>> FindEventIdsAsync(string customer, IReadOnlyCollection<string> eventIds, CancellationToken cancellationToken = default) =>
        journal.FindEventIdsAsync(customer, eventIds, cancellationToken);
}

/// <summary>The real grain storage, with a window before a client's snapshot is written and one after.</summary>
internal sealed class WindowedStorage(IGrainStorage storage, KillWindows windows) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ReadStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var customer = stateName == "snapshot" ? grainId.Key.ToString()! : "";
        await windows.PassAsync("snapshot", customer);
        await storage.WriteStateAsync(stateName, grainId, grainState);
        await windows.PassAsync("snapshot-written", customer);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ClearStateAsync(stateName, grainId, grainState);
}
