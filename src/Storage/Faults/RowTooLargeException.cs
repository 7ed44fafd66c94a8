namespace Luxe.Storage;

/// <summary>A payload exceeds <see cref="StorageOptions.MaxRowBytes"/>; nothing of the append was written.</summary>
public sealed class RowTooLargeException(long bytes, long limit)
    : StorageException(FormattableString.Invariant($"A row of {bytes} bytes exceeds the limit of {limit} bytes."))
{
    /// <summary>The size that was refused.</summary>
    public long Bytes { get; } = bytes;

    /// <summary>The largest size accepted.</summary>
    public long Limit { get; } = limit;
}
