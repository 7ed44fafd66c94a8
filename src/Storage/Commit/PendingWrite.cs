namespace Luxe.Storage.Commit;

/// <summary>A write on its way, and the caller who waits for it.</summary>
internal sealed class PendingWrite(Write write)
{
    private const int Queued = 0;
    private const int Taken = 1;
    private const int Withdrawn = 2;

    // Continuations must not run on the committer's thread: a grain's turn would hold up every other commit.
    private readonly TaskCompletionSource<int> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    public Write Write { get; } = write;

    /// <summary>Rows affected so far; set by the batch writer before it completes the write.</summary>
    public int Affected { get; set; }

    /// <summary>Set by the batch writer when this write alone must fail.</summary>
    public StorageException? Refusal { get; set; }

    public Task<int> Done => _done.Task;

    /// <summary>Claims the write for a batch; false when its caller has withdrawn it.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Queued) == Queued;

    public void Withdraw(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Withdrawn, Queued) == Queued)
        {
            _done.TrySetCanceled(cancellationToken);
        }
    }

    /// <summary>Whether its outcome is certain.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Makes the outcome certain: the refusal if there is one, else success. The caller hears of it with <see cref="Answer"/>.</summary>
    public void Complete() => IsSettled = true;

    /// <summary>What was committed could not be flushed: the outcome is open again. A refusal stays one, nothing of it was written.</summary>
    public void Doubt() => IsSettled = Refusal is not null;

    /// <summary>Tells the caller the outcome.</summary>
    public void Answer()
    {
        if (Refusal is null)
        {
            _done.TrySetResult(Affected);
        }
        else
        {
            _done.TrySetException(Refusal);
        }
    }

    public void Fail(StorageException fault) => _done.TrySetException(fault);
}
