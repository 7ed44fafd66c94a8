namespace Luxe.Storage;

/// <summary>
/// The journal does not end where the caller thought: another activation wrote meanwhile. Nothing of the append was written.
/// Drop the state, replay, decide again.
/// </summary>
public class JournalConflictException : StorageException
{
    /// <summary>Creates the conflict.</summary>
    public JournalConflictException(string customer, long expectedSeq, long actualSeq)
        : this(FormattableString.Invariant($"The journal ends at {actualSeq}, not at {expectedSeq} as expected."), customer, expectedSeq, actualSeq)
    {
    }

    private protected JournalConflictException(string message, string customer, long expectedSeq, long actualSeq)
        : base(message)
    {
        Customer = customer;
        ExpectedSeq = expectedSeq;
        ActualSeq = actualSeq;
    }

    /// <summary>Whose journal.</summary>
    public string Customer { get; }

    /// <summary>The last row the caller knew.</summary>
    public long ExpectedSeq { get; }

    /// <summary>The last row there was.</summary>
    public long ActualSeq { get; }
}
