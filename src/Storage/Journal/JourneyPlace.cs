namespace Luxe.Storage;

/// <summary>A place in a journal in order of when things happened: where a page of a journey continues.</summary>
/// <param name="OccurredAt">When it happened; microseconds UTC.</param>
/// <param name="Seq">The row's number, which orders what happened at the same moment.</param>
public readonly record struct JourneyPlace(DateTimeOffset OccurredAt, long Seq);
