namespace Luxe.Storage;

/// <summary>Input that could not be taken, kept so that it can be repaired and replayed.</summary>
/// <param name="Source">Where it came from (an endpoint, an import).</param>
/// <param name="ReceivedAt">When; microseconds UTC.</param>
/// <param name="Reason">Why it was refused, without personal data.</param>
/// <param name="Field">The field at fault, when one is.</param>
/// <param name="Payload">What was received; empty once it was replayed.</param>
public sealed record DeadLetter(string Source, DateTimeOffset ReceivedAt, string Reason, string? Field, ReadOnlyMemory<byte> Payload);

/// <summary>A kept dead letter.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Letter">What was kept.</param>
/// <param name="ReplayedAt">When it was replayed, or null.</param>
public sealed record DeadLetterRow(long Id, DeadLetter Letter, DateTimeOffset? ReplayedAt);
