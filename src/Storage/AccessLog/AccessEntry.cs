namespace Luxe.Storage;

/// <summary>Who looked at whom, as what, what for.</summary>
/// <param name="Viewer">The person or integration that looked.</param>
/// <param name="Role">The role in which it looked.</param>
/// <param name="Customer">Whose data; null for lists.</param>
/// <param name="Purpose">What for.</param>
/// <param name="What">Which part.</param>
/// <param name="At">When; microseconds UTC.</param>
public sealed record AccessEntry(string Viewer, string Role, string? Customer, string Purpose, string What, DateTimeOffset At);

/// <summary>An entry with the number that pages are asked by.</summary>
/// <param name="Id">Grows with time.</param>
/// <param name="Entry">What was logged.</param>
public sealed record AccessRow(long Id, AccessEntry Entry);
