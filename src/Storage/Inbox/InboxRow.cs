namespace Luxe.Storage;

/// <summary>One item of an associate's durable inbox.</summary>
/// <param name="Number">Its number: 1, 2, 3, ... without gaps; a tablet resumes after the last number it saw.</param>
/// <param name="ItemId">Unique per associate, so that delivering twice is refused.</param>
/// <param name="Customer">The customer it is about, when there is one.</param>
/// <param name="At">When it was put there; microseconds UTC.</param>
/// <param name="ExpiresAt">When its reason dies; <see cref="DateTimeOffset.MaxValue"/> for never.</param>
/// <param name="State">The caller's word for where it stands.</param>
/// <param name="IsOpen">Whether it still asks for something; what <see cref="IInboxStore.ReadOpenAsync"/> returns.</param>
/// <param name="Payload">Opaque bytes.</param>
public sealed record InboxRow(
    long Number,
    string ItemId,
    string? Customer,
    DateTimeOffset At,
    DateTimeOffset ExpiresAt,
    string State,
    bool IsOpen,
    ReadOnlyMemory<byte> Payload);
