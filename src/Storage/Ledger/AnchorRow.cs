namespace Luxe.Storage;

/// <summary>An anchor.</summary>
/// <param name="Number">1, 2, 3, ...</param>
/// <param name="Day">The day (UTC) whose end it covers.</param>
/// <param name="Previous">The root before it; 64 zeros for the first.</param>
/// <param name="Root">SHA-256 (lower-case hex) of the lines: previous root, day as yyyy-MM-dd, then "seq:hash" of each leaf in the order of the hashes.</param>
/// <param name="Leaves">How many ledgers it covers.</param>
/// <param name="MadeAt">When; microseconds UTC.</param>
public sealed record AnchorRow(long Number, DateOnly Day, string Previous, string Root, long Leaves, DateTimeOffset MadeAt);

/// <summary>A ledger's head in an anchor.</summary>
/// <param name="Anchor">The anchor.</param>
/// <param name="Seq">The entry's number in the ledger.</param>
/// <param name="Hash">The entry's hash.</param>
public sealed record AnchorLeaf(AnchorRow Anchor, long Seq, string Hash);
