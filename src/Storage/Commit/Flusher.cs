namespace Luxe.Storage.Commit;

/// <summary>
/// Waits for the disk beside the committer, who writes the next batch meanwhile: one flush makes durable all that was committed before it began.
/// Callers are answered after the flush that covers their commit, in the order of the commits.
/// </summary>
/// <param name="flush">Makes all that is committed durable, or throws.</param>
/// <param name="settled">Told of each batch, in order, and what its flush failed with.</param>
internal sealed class Flusher(Action flush, Action<CommittedBatch, Exception?> settled) : IDisposable
{
    /// <summary>How many batches the committer may be ahead of the disk.</summary>
    private const int Ahead = 2;

    private readonly Queue<CommittedBatch> _committed = new();
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _some = new();
    private readonly SemaphoreSlim _room = new(Ahead);
    private Thread? _thread;
    private bool _ending;

    /// <summary>Takes a batch; waits while the disk is too far behind.</summary>
    public void Add(CommittedBatch batch)
    {
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "luxe-flusher" };
            _thread.Start();
        }

        _room.Wait();
        lock (_gate)
        {
            _committed.Enqueue(batch);
            _some.Set();
        }
    }

    /// <summary>Answers what is left, and ends.</summary>
    public void Dispose()
    {
        // With the gate: between the thread's look at the end and its reset of the event, the set would be lost and the thread wait for ever.
        lock (_gate)
        {
            _ending = true;
            _some.Set();
        }

        _thread?.Join();
        _some.Dispose();
        _room.Dispose();
    }

    private void Run()
    {
        while (Take() is { Length: > 0 } batches)
        {
            var fault = Flush();
            foreach (var batch in batches)
            {
                settled(batch, fault);
            }

            _room.Release(batches.Length);
        }
    }

    private CommittedBatch[] Take()
    {
        while (true)
        {
            _some.Wait();
            lock (_gate)
            {
                if (_committed.Count > 0 || _ending)
                {
                    CommittedBatch[] all = [.. _committed];
                    _committed.Clear();
                    if (!_ending)
                    {
                        _some.Reset();
                    }

                    return all;
                }

                _some.Reset();
            }
        }
    }

    private Exception? Flush()
    {
        try
        {
            flush();
            return null;
        }
        catch (Exception fault)
        {
            return fault;
        }
    }
}

/// <summary>Writes that were committed together, and when their commit began.</summary>
internal sealed record CommittedBatch(IReadOnlyList<PendingWrite> Writes, long Begun);
