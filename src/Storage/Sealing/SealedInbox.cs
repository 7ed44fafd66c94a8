using System.Collections.Immutable;
using Luxe.Storage.Inbox;

namespace Luxe.Storage.Sealing;

/// <summary>
/// The inboxes with their content sealed: under the key of the client whom an item is about, or under the house's where there is no such key. What
/// cannot be opened comes without content, as an item that ended.
/// </summary>
internal sealed class SealedInbox(InboxStore store, KeyRing keys) : IInboxStore
{
    public async Task AppendAsync(InboxAppend append, CancellationToken cancellationToken = default)
    {
        var rows = ImmutableArray.CreateBuilder<InboxRow>(append.Rows.Length);
        foreach (var row in append.Rows)
        {
            rows.Add(row.Payload.IsEmpty ? row : row with { Payload = await CloseAsync(append.Associate, row.ItemId, row.Customer, row.Payload, cancellationToken) });
        }

        await store.AppendAsync(append with { Rows = rows.DrainToImmutable() }, cancellationToken);
    }

    public async Task<bool> UpdateStateAsync(
        string associate, string itemId, string state, bool isOpen, ReadOnlyMemory<byte>? payload = null, CancellationToken cancellationToken = default)
    {
        if (payload is { IsEmpty: false } content)
        {
            // Whom it is about stands in the row alone.
            if (await store.GetAsync(associate, itemId, cancellationToken) is not { } there)
            {
                return false;
            }

            payload = await CloseAsync(associate, itemId, there.Customer, content, cancellationToken);
        }

        return await store.UpdateStateAsync(associate, itemId, state, isOpen, payload, cancellationToken);
    }

    public async Task<ImmutableArray<InboxRow>> ReadAsync(string associate, long afterNumber, int limit, CancellationToken cancellationToken = default) =>
        await OpenAsync(associate, await store.ReadAsync(associate, afterNumber, limit, cancellationToken), cancellationToken);

    public async Task<ImmutableArray<InboxRow>> ReadOpenAsync(string associate, CancellationToken cancellationToken = default) =>
        await OpenAsync(associate, await store.ReadOpenAsync(associate, cancellationToken), cancellationToken);

    public async Task<InboxRow?> GetAsync(string associate, string itemId, CancellationToken cancellationToken = default) =>
        await store.GetAsync(associate, itemId, cancellationToken) is { } row ? await OpenAsync(associate, row, cancellationToken) : null;

    public Task<long> GetHeadAsync(string associate, CancellationToken cancellationToken = default) => store.GetHeadAsync(associate, cancellationToken);

    private async ValueTask<ReadOnlyMemory<byte>> CloseAsync(string associate, string itemId, string? customer, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var key = (customer is null ? null : await keys.GetAsync(customer, cancellationToken)) ?? await keys.HouseAsync(cancellationToken);
        return key.Close(content.Span, About.Item(associate, itemId));
    }

    private async Task<ImmutableArray<InboxRow>> OpenAsync(string associate, ImmutableArray<InboxRow> rows, CancellationToken cancellationToken)
    {
        var opened = ImmutableArray.CreateBuilder<InboxRow>(rows.Length);
        foreach (var row in rows)
        {
            opened.Add(await OpenAsync(associate, row, cancellationToken));
        }

        return opened.DrainToImmutable();
    }

    private async ValueTask<InboxRow> OpenAsync(string associate, InboxRow row, CancellationToken cancellationToken)
    {
        if (!Sealed.Is(row.Payload.Span))
        {
            return row;
        }

        var hers = row.Customer is null ? null : await keys.FindAsync(row.Customer, cancellationToken);
        var content = Open(associate, row, hers) ?? Open(associate, row, await keys.FindAsync(KeyRing.House, cancellationToken));
        return row with { Payload = content };
    }

    private static byte[]? Open(string associate, InboxRow row, ClientKey? key)
    {
        try
        {
            return key?.Open(row.Payload.Span, About.Item(associate, row.ItemId));
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }
}
