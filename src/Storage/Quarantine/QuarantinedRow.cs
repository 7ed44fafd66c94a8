namespace Luxe.Storage;

/// <summary>
/// A journal row that could not be served. Ids and a word only, nothing about the person: tier None. Kept until the row is sound again and
/// released, or its client is erased; an export has no use for it.
/// </summary>
/// <param name="Customer">Whose journal.</param>
/// <param name="Seq">The row's number.</param>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="FoundAt">When it was met first; microseconds UTC.</param>
public sealed record QuarantinedRow(string Customer, long Seq, RowDamage Reason, DateTimeOffset FoundAt);
