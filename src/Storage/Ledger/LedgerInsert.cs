using Luxe.Storage.Commit;

namespace Luxe.Storage.Ledger;

/// <summary>How a ledger entry joins a journal append.</summary>
internal static class LedgerInsert
{
    private static readonly Sql Insert = new("""
        INSERT INTO ledger (customer, seq, at, hash, previous_hash, payload, written_at) VALUES ($1, $2, $3, $4, $5, $6, NULLIF($7, 0))
        ON CONFLICT DO NOTHING
        """)
    {
        MustAffect = true,
    };

    public static void Render(LedgerRow row, IStatements statements) =>
        statements.Run(Insert, [row.Customer, row.Seq, row.At, row.Hash, row.PreviousHash, row.Payload, row.WrittenAt is { } at ? at : 0]);

    public static void Check(LedgerRow row, int maxRowBytes)
    {
        Databases.Check.Key(row.Customer, nameof(row.Customer));
        Databases.Check.Text(row.Hash, nameof(row.Hash));
        Databases.Check.Text(row.PreviousHash, nameof(row.PreviousHash));
        Databases.Check.Size(row.Payload, maxRowBytes);
    }
}
