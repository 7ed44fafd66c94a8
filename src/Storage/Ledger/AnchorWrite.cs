using Luxe.Storage.Commit;

namespace Luxe.Storage.Ledger;

/// <summary>An anchor with its leaves. Refused whole when another stands on the same root, or when a ledger is not as it was read.</summary>
internal sealed class AnchorWrite(AnchorRow anchor, IReadOnlyList<AnchorHead> heads) : Write
{
    private static readonly string Stream = "ledger anchors";

    private static readonly Sql Insert = new("INSERT INTO ledger_anchor (number, day, previous, root, leaves, made_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING")
    {
        MustAffect = true,
    };

    // Taken from the ledger itself: one that is filed under a pseudonym meanwhile must not leave the client's id here. PostgreSQL waits for whoever
    // is at that, and whoever comes later waits for this.
    private static readonly Sql Leaf = new("INSERT INTO ledger_leaf (number, customer, seq, hash) SELECT ?1, customer, seq, hash FROM ledger WHERE customer = ?2 AND seq = ?3 AND hash = ?4")
    {
        MustAffect = true,
        Kinds = [SqlKind.Number, SqlKind.Text, SqlKind.Number, SqlKind.Text],
        Bulk = """
            INSERT INTO ledger_leaf (number, customer, seq, hash)
            SELECT n.number, l.customer, l.seq, l.hash FROM unnest($1, $2, $3, $4) AS n (number, customer, seq, hash)
            JOIN ledger l ON l.customer = n.customer AND l.seq = n.seq AND l.hash = n.hash
            FOR KEY SHARE OF l
            """,
    };

    public override ReadOnlySpan<string> Streams => new(in Stream);

    public override int Rows => heads.Count + 1;

    public override long Bytes => heads.Count * 128L;

    public override void Render(IStatements statements)
    {
        statements.Run(Insert, [anchor.Number, anchor.Day.Stored(), anchor.Previous, anchor.Root, anchor.Leaves, anchor.MadeAt]);
        foreach (var head in heads)
        {
            statements.Run(Leaf, [anchor.Number, head.Customer, head.Seq, head.Hash]);
        }
    }
}
