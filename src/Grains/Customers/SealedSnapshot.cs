using System.Buffers;
using System.Text;
using Luxe.Storage;

namespace Luxe.Grains.Customers;

/// <summary>
/// A client's snapshot, sealed under her key where it is stored and plain where her grain reads it. Its number stays readable, so that the house can be
/// verified without keys. The plain one stands in the place of the stored one: only while it is written do the two change places.
/// </summary>
internal sealed class SealedSnapshot : IPersistentState<CustomerSnapshot>
{
    private readonly string _customerId;
    private readonly IPersistentState<CustomerSnapshot> _stored;
    private readonly ISeals _seals;

    private SealedSnapshot(string customerId, IPersistentState<CustomerSnapshot> stored, ISeals seals) => (_customerId, _stored, _seals) = (customerId, stored, seals);

    public string? Etag => _stored.Etag;

    public bool RecordExists => _stored.RecordExists;

    public CustomerSnapshot State
    {
        get => _stored.State;
        set => _stored.State = value;
    }

    /// <summary>The snapshot to use in place of the stored one. Where nothing is sealed it is that one itself: a client costs no byte more.</summary>
    public static IPersistentState<CustomerSnapshot> Over(string customerId, IPersistentState<CustomerSnapshot> stored, ISeals seals) =>
        seals.Seals ? new SealedSnapshot(customerId, stored, seals) : stored;

    /// <summary>Opens what was read with the activation.</summary>
    public static ValueTask OpenAsync(IPersistentState<CustomerSnapshot> snapshot) => snapshot is SealedSnapshot closed ? closed.OpenAsync() : ValueTask.CompletedTask;

    public async Task ReadStateAsync()
    {
        await _stored.ReadStateAsync();
        await OpenAsync();
    }

    public async Task WriteStateAsync()
    {
        var plain = _stored.State;
        var closed = await CloseAsync(plain);
        if (closed is null)
        {
            // Her key is elsewhere: a state without the rows that it opens must not be kept, and her journal has everything.
            return;
        }

        _stored.State = closed;
        try
        {
            await _stored.WriteStateAsync();
        }
        finally
        {
            _stored.State = plain;
        }
    }

    public Task ClearStateAsync() => _stored.ClearStateAsync();

    // Of somebody without a row there is nothing but a count of what was refused, and no key.
    private async ValueTask<CustomerSnapshot?> CloseAsync(CustomerSnapshot plain)
    {
        if (plain.Seq == 0)
        {
            return plain;
        }

        var room = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(plain.Json.Length));
        try
        {
            var json = room.AsMemory(0, Encoding.UTF8.GetBytes(plain.Json, room));
            return await _seals.CloseAsync(_customerId, json, Sealed.AboutSnapshot(_customerId)) is { } closed ? plain.WithSealed(closed) : null;
        }
        finally
        {
            // The next who rents it sees nothing of hers.
            ArrayPool<byte>.Shared.Return(room, clearArray: true);
        }
    }

    private async ValueTask OpenAsync()
    {
        if (_stored.State is not { Sealed: { } closed } found)
        {
            return;
        }

        try
        {
            var plain = await _seals.OpenAsync(_customerId, closed, Sealed.AboutSnapshot(_customerId));
            _stored.State = plain is { } json ? found.WithJson(Encoding.UTF8.GetString(json.Span)) : found.Unknown();
        }
        catch (SealBrokenException)
        {
            _stored.State = found.WithJson(CustomerSnapshot.Broken);
        }
    }
}
