using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Luxe.Storage.Commit;

/// <summary>
/// Shares commits between all callers of a silo: whatever queued while one commit ran makes up the next, so that durability costs one
/// disk flush per batch. One thread writes, another may wait for the disk beside it; callers beyond the queue's capacity wait.
/// </summary>
internal sealed partial class CommitLane : IDisposable
{
    private readonly StorageOptions _options;
    private readonly IBatchWriter _writer;
    private readonly ILogger _logger;
    private readonly Channel<PendingWrite> _queue;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _abandon = new();
    private readonly Flusher? _flusher;
    private Task<bool>? _more;
    private int _started;

    public CommitLane(StorageOptions options, int capacity, IBatchWriter writer, ILogger logger)
    {
        _options = options;
        _writer = writer;
        _logger = logger;
        _flusher = writer.FlushesApart ? new Flusher(writer.Flush, Settle) : null;
        _queue = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    }

    /// <summary>Writes waiting for a commit.</summary>
    public int QueueLength => _queue.Reader.Count;

    /// <summary>What the last commit failed with; null after a success.</summary>
    public StorageUnavailableException? LastFault { get; private set; }

    /// <summary>Queues a write and completes with the number of rows it affected once its commit is durable.</summary>
    public Task<int> SubmitAsync(Write write, CancellationToken cancellationToken)
    {
        var pending = new PendingWrite(write);
        if (!_queue.Writer.TryWrite(pending))
        {
            return SubmitSlowlyAsync(pending, cancellationToken);
        }

        return cancellationToken.CanBeCanceled ? DoneOrWithdrawnAsync(pending, cancellationToken) : pending.Done;
    }

    public void Start()
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
        {
            new Thread(Run) { IsBackground = true, Name = "luxe-committer" }.Start();
        }
    }

    /// <summary>Takes no more writes, commits what is queued, and ends. Past the deadline what is left is answered as unavailable.</summary>
    public async Task StopAsync(CancellationToken deadline)
    {
        _queue.Writer.TryComplete();
        Start();
        await using var registration = deadline.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _abandon);
        await _ended.Task;
    }

    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _abandon.Cancel();
        if (_started == 0)
        {
            _writer.Dispose();
        }
    }

    private static async Task<int> DoneOrWithdrawnAsync(PendingWrite pending, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((PendingWrite)state!).Withdraw(token), pending);
        return await pending.Done;
    }

    private async Task<int> SubmitSlowlyAsync(PendingWrite pending, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(pending, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new StorageUnavailableException("Storage is stopping.");
        }

        return await DoneOrWithdrawnAsync(pending, cancellationToken);
    }

    private void Run()
    {
        var batch = new List<PendingWrite>();
        while (Collect(batch))
        {
            CommitBatch(batch);
            batch = new List<PendingWrite>(batch.Count);
        }

        _flusher?.Dispose();
        _writer.Dispose();
        _ended.TrySetResult();
    }

    private void CommitBatch(List<PendingWrite> batch)
    {
        var begun = StorageMeter.Now();
        try
        {
            if (_abandon.IsCancellationRequested)
            {
                throw new StorageUnavailableException("Storage is stopping.");
            }

            _writer.Commit(batch, _abandon.Token);
            var committed = new CommittedBatch(batch, begun);
            if (_flusher is null)
            {
                Settle(committed, null);
            }
            else
            {
                _flusher.Add(committed);
            }

            _writer.Rest();
        }
        catch (Exception fault)
        {
            Fail(batch, Flushed(batch) ?? fault);
        }
    }

    /// <summary>Of a batch that failed in the middle, what is committed is still to be flushed before anybody is told. What that failed with, or null.</summary>
    private Exception? Flushed(List<PendingWrite> batch)
    {
        if (_flusher is null || !batch.Exists(static pending => pending.IsSettled))
        {
            return null;
        }

        try
        {
            _writer.Flush();
            return null;
        }
        catch (Exception fault)
        {
            batch.ForEach(static pending => pending.Doubt());
            return fault;
        }
    }

    /// <summary>A batch is committed and flushed, or its flush has failed. Those who queued meanwhile are the committer's to answer.</summary>
    private void Settle(CommittedBatch batch, Exception? fault)
    {
        if (fault is not null)
        {
            foreach (var pending in batch.Writes)
            {
                pending.Doubt();
            }

            Tell(batch.Writes, Report(batch.Writes, fault));
            return;
        }

        LastFault = null;
        StorageMeter.Committed(batch.Writes.Count, batch.Begun);
        foreach (var pending in batch.Writes)
        {
            pending.Answer();
        }
    }

    private StorageUnavailableException Report(IReadOnlyList<PendingWrite> batch, Exception fault)
    {
        // What no writer foresaw may have happened after the commit: claim nothing.
        var unavailable = fault as StorageUnavailableException ?? new StorageUnavailableException("The commit failed.", fault) { OutcomeUnknown = true };
        LastFault = unavailable;
        StorageMeter.Failed(batch.Count);
        LogFailed(batch.Count, unavailable.OutcomeUnknown, unavailable);
        return unavailable;
    }

    // Those whose outcome was certain before the fault are told it.
    private static void Tell(IReadOnlyList<PendingWrite> batch, StorageUnavailableException fault)
    {
        foreach (var pending in batch)
        {
            if (pending.IsSettled)
            {
                pending.Answer();
            }
            else
            {
                pending.Fail(new StorageUnavailableException(fault.Message, fault.InnerException) { OutcomeUnknown = fault.OutcomeUnknown });
            }
        }
    }

    // Who queued while the batch was failing would wait for the same dead database; none of it was begun, so that failing it is certain. The queue is
    // read before anybody is told: a caller who hears of the fault and tries again is not of those.
    private void Fail(IReadOnlyList<PendingWrite> batch, Exception cause)
    {
        var fault = Report(batch, cause);
        var queued = TakeQueued();
        Tell(batch, fault);
        foreach (var pending in queued)
        {
            pending.Fail(new StorageUnavailableException(fault.Message, fault.InnerException));
        }
    }

    private List<PendingWrite> TakeQueued()
    {
        var queued = new List<PendingWrite>();
        for (var left = _queue.Reader.Count; left > 0 && _queue.Reader.TryRead(out var pending); left--)
        {
            if (pending.TryTake())
            {
                queued.Add(pending);
            }
        }

        return queued;
    }

    private bool Collect(List<PendingWrite> batch)
    {
        var rows = 0;
        long bytes = 0;
        var deadline = 0L;
        while (true)
        {
            while (rows < _options.MaxBatchRows && bytes < _options.MaxBatchBytes && _queue.Reader.TryRead(out var pending))
            {
                if (pending.TryTake())
                {
                    batch.Add(pending);
                    rows += pending.Write.Rows;
                    bytes += pending.Write.Bytes;
                }
            }

            if (batch.Count == 0)
            {
                if (!WaitForMore(Timeout.InfiniteTimeSpan))
                {
                    return false;
                }

                continue;
            }

            deadline = deadline == 0 ? StorageMeter.Now() : deadline;
            var left = _options.MaxBatchDelay - StorageMeter.Since(deadline);
            if (left <= TimeSpan.Zero || rows >= _options.MaxBatchRows || bytes >= _options.MaxBatchBytes || !WaitForMore(left))
            {
                return true;
            }
        }
    }

    // The wait is kept across calls: a timed-out wait must not leave a second reader behind.
    private bool WaitForMore(TimeSpan timeout)
    {
        _more ??= _queue.Reader.WaitToReadAsync().AsTask();
        if (!_more.Wait(timeout))
        {
            return false;
        }

        var more = _more.Result;
        _more = null;
        return more;
    }

    [LoggerMessage(1001, LogLevel.Error, "A commit of {Count} writes failed; outcome unknown: {Unknown}.")]
    private partial void LogFailed(int count, bool unknown, Exception fault);
}
