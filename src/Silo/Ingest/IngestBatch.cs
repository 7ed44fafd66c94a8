using Luxe.Contracts.Customers;

namespace Luxe.Silo.Ingest;

/// <summary>What one request brings.</summary>
/// <param name="Source">The address it came to; dead letters remember it.</param>
/// <param name="Type">The type of its call, or unstated for a batch.</param>
/// <param name="Body">The body; the caller keeps it until the batch is taken.</param>
/// <param name="Envelope">Where its events lie.</param>
/// <param name="ReceivedAt">When it came.</param>
internal sealed record IngestBatch(string Source, SegmentCallType Type, ReadOnlyMemory<byte> Body, SegmentEnvelope Envelope, DateTimeOffset ReceivedAt);

/// <summary>An event on its way to its client.</summary>
/// <param name="index">Its place in the batch.</param>
/// <param name="message">What it says.</param>
internal sealed class IngestEvent(int index, SegmentMessage message)
{
    public int Index { get; } = index;

    public SegmentMessage Message { get; } = message;

    /// <summary>Whom it is about, once that is known.</summary>
    public string? CustomerId { get; set; }

    /// <summary>Its client's next event in the batch.</summary>
    public IngestEvent? Next { get; set; }

    /// <summary>Whether it is recorded, or never will be.</summary>
    public bool IsDone { get; set; }

    public Interaction Interaction => Message.Interaction ?? throw new InvalidOperationException("An alias holds no interaction.");
}
