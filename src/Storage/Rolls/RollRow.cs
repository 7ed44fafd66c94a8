namespace Luxe.Storage;

/// <summary>A client in a list.</summary>
/// <param name="Roll">Which list, by a name that says whose.</param>
/// <param name="Customer">Her id.</param>
/// <param name="At">Since when; to the microsecond.</param>
public sealed record RollRow(string Roll, string Customer, DateTimeOffset At)
{
    /// <summary>Where the page after this row begins.</summary>
    public RollPlace Place => new(At, Customer);
}

/// <summary>A place in a list.</summary>
/// <param name="At">The last row's time.</param>
/// <param name="Customer">The last row's client.</param>
public sealed record RollPlace(DateTimeOffset At, string Customer);

/// <summary>A client in a list, whenever she came.</summary>
public readonly record struct RollEntry(string Roll, string Customer);
