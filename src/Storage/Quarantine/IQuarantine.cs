using System.Collections.Immutable;

namespace Luxe.Storage;

/// <summary>The list of journal rows that are damaged or missing. Reading a journal adds to it; nothing is ever repaired by guessing: a checksum must prove it.</summary>
public interface IQuarantine
{
    /// <summary>Adds rows that are not on the list yet, all together; completes once they are durable.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task ReportAsync(ImmutableArray<QuarantinedRow> rows, CancellationToken cancellationToken = default);

    /// <summary>At most <paramref name="limit"/> rows in order of customer and number, after a row.</summary>
    Task<ImmutableArray<QuarantinedRow>> ListAsync(int limit, QuarantinedRow? after = null, CancellationToken cancellationToken = default);

    /// <summary>How many rows are on the list.</summary>
    Task<long> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes a damaged row again as it was, and takes it off the list. Done only where the checksum that the row was written with says that it was
    /// just this: false when it does not, and then nothing is changed.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task<bool> MendAsync(string customer, JournalRow row, CancellationToken cancellationToken = default);

    /// <summary>Takes a row off the list, because it was restored or given up. False when it was not there.</summary>
    Task<bool> ReleaseAsync(string customer, long seq, CancellationToken cancellationToken = default);

    /// <summary>Takes all rows of a customer off the list: part of her erasure. Returns how many there were.</summary>
    Task<int> ReleaseAllAsync(string customer, CancellationToken cancellationToken = default);
}
