namespace Luxe.Silo.Ingest;

/// <summary>What becomes of events that could not be taken.</summary>
public sealed record DeadLetterOptions
{
    /// <summary>How long a letter is kept from its receipt, replayed or not; then it is deleted. 1 to 366 days. Default 30 days.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Throws <see cref="ArgumentException"/> naming the first bad value.</summary>
    public void Validate()
    {
        if (KeepFor < TimeSpan.FromDays(1) || KeepFor > TimeSpan.FromDays(366))
        {
            throw new ArgumentException(FormattableString.Invariant($"Dead letter option {nameof(KeepFor)} is {KeepFor.TotalDays} days; it must be 1 to 366."), nameof(KeepFor));
        }
    }
}
