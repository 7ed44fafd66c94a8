namespace Luxe.Storage.Commit;

/// <summary>One caller's change: everything it renders becomes durable together or not at all.</summary>
internal abstract class Write
{
    /// <summary>
    /// Two writes of the same stream never share a bulk statement, because each decides on what the other leaves behind.
    /// Empty: independent of all others. Most have one; a merge of two journals has both.
    /// </summary>
    public abstract ReadOnlySpan<string> Streams { get; }

    /// <summary>Rows it writes, for the size of a batch.</summary>
    public abstract int Rows { get; }

    /// <summary>Payload bytes it writes, for the size of a batch.</summary>
    public abstract long Bytes { get; }

    /// <summary>Renders the statements. May be called several times.</summary>
    public abstract void Render(IStatements statements);

    /// <summary>Says why a <see cref="Sql.MustAffect"/> statement found nothing to do. Called after the write was undone.</summary>
    public virtual StorageException Refuse(IProbe probe) => new RowRejectedException("The row is there already.");
}
