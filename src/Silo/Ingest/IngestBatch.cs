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
/// <param name="Index">Its place in the batch.</param>
/// <param name="Message">What it says.</param>
internal sealed record IngestEvent(int Index, SegmentMessage Message)
{
    /// <summary>Whom it is about, once that is known.</summary>
    public string? CustomerId { get; set; }

    public Interaction Interaction => Message.Interaction ?? throw new InvalidOperationException("An alias holds no interaction.");
}
