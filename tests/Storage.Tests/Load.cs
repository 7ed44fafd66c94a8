using System.Collections.Concurrent;
using System.Globalization;

namespace Luxe.Storage.Tests;

/// <summary>Callers as grains behave: a known head, one append at a time, and a fresh look after a fault.</summary>
internal sealed class Load(IJournal journal, CancellationToken end) : IDisposable
{
    private readonly SemaphoreSlim _progress = new(0);
    private TaskCompletionSource _serverIsBack = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private int _waiting;

    public ConcurrentBag<(string Customer, long Seq, string EventId)> Acknowledged { get; } = [];

    public ConcurrentDictionary<(string Customer, string EventId), bool> Sent { get; } = [];

    public void Dispose() => _progress.Dispose();

    /// <summary>Starts callers, each with a journal of its own.</summary>
    public IReadOnlyList<Task> Start(int callers) =>
        [.. Enumerable.Range(0, callers).Select(n => RunAsync("c-" + n.ToString(CultureInfo.InvariantCulture)))];

    public async Task RunAsync(string customer)
    {
        Interlocked.Increment(ref _running);
        await Task.Yield();
        for (long head = 0, attempt = 1; !end.IsCancellationRequested; attempt++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{customer}/{attempt}");
            Sent[(customer, id)] = true;
            try
            {
                await journal.AppendAsync(Rows.Append(customer, head, Rows.Journal(head + 1, id)), CancellationToken.None);
                Acknowledged.Add((customer, ++head, id));
            }
            catch (StorageException fault) when (fault is StorageUnavailableException or JournalConflictException)
            {
                Interlocked.Increment(ref _waiting);
                _progress.Release();
                await _serverIsBack.Task;
                head = await HeadAsync(customer) ?? head;
            }

            _progress.Release();
        }
    }

    public async Task ReachAsync(int acknowledged)
    {
        while (Acknowledged.Count < acknowledged)
        {
            await _progress.WaitAsync();
        }
    }

    public void WaitOnFaults()
    {
        _waiting = 0;
        _serverIsBack = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void GoOn() => _serverIsBack.TrySetResult();

    public async Task ReachAllWaitingAsync()
    {
        while (Volatile.Read(ref _waiting) < _running)
        {
            await _progress.WaitAsync();
        }
    }

    /// <summary>Everything acknowledged is there exactly once, at its number; what else is there was sent; no journal has a gap.</summary>
    public async Task ProveAsync()
    {
        var known = Acknowledged.GroupBy(a => a.Customer, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(a => (a.Seq, a.EventId)).ToHashSet(), StringComparer.Ordinal);
        foreach (var (customer, acknowledged) in known)
        {
            var rows = await journal.ReadAsync(customer, 0, cancellationToken: CancellationToken.None).ListAsync();
            Assert.Equal(Enumerable.Range(1, rows.Count).Select(seq => (long)seq), rows.Select(r => r.Seq));
            Assert.Equal(rows.Count, rows.Select(r => r.EventId).Distinct(StringComparer.Ordinal).Count());
            Assert.Subset(rows.Select(r => (r.Seq, r.EventId!)).ToHashSet(), acknowledged);
            Assert.All(rows, r => Assert.Contains((customer, r.EventId!), Sent.Keys));
            Assert.All(rows, r => Assert.True(r.IsWhole));
        }
    }

    private async Task<long?> HeadAsync(string customer)
    {
        try
        {
            return await journal.GetHeadAsync(customer, CancellationToken.None);
        }
        catch (StorageUnavailableException)
        {
            return null;
        }
    }
}
