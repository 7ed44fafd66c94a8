using System.Collections.Immutable;

namespace Luxe.Storage;

/// <summary>The durable, numbered inboxes of associates.</summary>
public interface IInboxStore
{
    /// <summary>Completes once the items are durable. Same promises as those of <see cref="IJournal"/>.</summary>
    /// <exception cref="InboxConflictException">The inbox ends elsewhere or holds an item already.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task AppendAsync(InboxAppend append, CancellationToken cancellationToken = default);

    /// <summary>Changes where an item stands, and its payload when one is given. False when there is no such item.</summary>
    Task<bool> UpdateStateAsync(string associate, string itemId, string state, bool isOpen, ReadOnlyMemory<byte>? payload = null, CancellationToken cancellationToken = default);

    /// <summary>At most <paramref name="limit"/> items after a number, in order.</summary>
    Task<ImmutableArray<InboxRow>> ReadAsync(string associate, long afterNumber, int limit, CancellationToken cancellationToken = default);

    /// <summary>Every open item, in order.</summary>
    Task<ImmutableArray<InboxRow>> ReadOpenAsync(string associate, CancellationToken cancellationToken = default);

    /// <summary>One item, or null.</summary>
    Task<InboxRow?> GetAsync(string associate, string itemId, CancellationToken cancellationToken = default);

    /// <summary>The number of the last item; 0 when there is none.</summary>
    Task<long> GetHeadAsync(string associate, CancellationToken cancellationToken = default);
}
