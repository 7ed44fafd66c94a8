namespace Luxe.Storage;

/// <summary>One row of a customer's journal.</summary>
/// <param name="Seq">Its number: 1, 2, 3, ... without gaps.</param>
/// <param name="EventId">The idempotency key, unique in the customer's whole life; null for rows that are not events from outside.</param>
/// <param name="Kind">What the payload is; <see cref="RedactedKind"/> once it was emptied.</param>
/// <param name="Tier">The consent tier needed to hold the row.</param>
/// <param name="OccurredAt">When it happened; kept in microseconds UTC.</param>
/// <param name="ReceivedAt">When Luxe heard of it; kept in microseconds UTC.</param>
/// <param name="Payload">Opaque bytes, encrypted by the caller where they are personal.</param>
public sealed record JournalRow(
    long Seq,
    string? EventId,
    string Kind,
    int Tier,
    DateTimeOffset OccurredAt,
    DateTimeOffset ReceivedAt,
    ReadOnlyMemory<byte> Payload)
{
    /// <summary>The kind of a tombstone: number, event id, tier and times stay, the payload is gone.</summary>
    public const string RedactedKind = "redacted";

    /// <summary>Whether the payload was taken away.</summary>
    public bool IsRedacted => Kind == RedactedKind;

    /// <summary>
    /// What is wrong with the row as it was read; null when it is sound. A damaged row has no payload, and of its other fields only the number
    /// is certain. Not stored: an append takes no notice of it.
    /// </summary>
    public RowDamage? Damage { get; init; }

    /// <summary>Whether the payload is what was written: neither taken away nor damaged.</summary>
    public bool IsWhole => !IsRedacted && Damage is null;
}
