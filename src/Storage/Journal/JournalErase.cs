using Luxe.Storage.Commit;

namespace Luxe.Storage;

/// <summary>Makes of an append the erasure of its client: what it writes proves that nobody wrote meanwhile, and goes with all the rest.</summary>
public static class JournalErase
{
    /// <summary>The place and the name of the first system of every erasure, which is done with the transaction itself.</summary>
    public static (int Place, string System) First => (1, "client");

    // PostgreSQL: a row that is inserted here and deleted leaves its number free, and who waits for that number, having seen the row before it, would write behind
    // nothing. Until this is committed nobody else inserts; who comes then looks again, and finds that the row before is gone. SQLite has one writer.
    private static readonly Sql Alone = new("UPDATE erasure SET done_at = done_at WHERE 0 = 1") { Bulk = "LOCK TABLE journal IN SHARE ROW EXCLUSIVE MODE" };

    private static readonly Sql Journal = new("DELETE FROM journal WHERE customer = $1");
    private static readonly Sql Key = new("DELETE FROM client_key WHERE customer = $1");
    private static readonly Sql Due = new("DELETE FROM retention_due WHERE customer = $1");
    private static readonly Sql Quarantine = new("DELETE FROM quarantine WHERE customer = $1");
    private static readonly Sql Ledger = new("UPDATE ledger SET customer = $1 WHERE customer = $2");
    private static readonly Sql Leaves = new("UPDATE ledger_leaf SET customer = $1 WHERE customer = $2");

    private static readonly Sql Row = new("""
        INSERT INTO erasure (pseudonym, order_id, part_of, actor, channel, erased_at, ledger_seq, ledger_hash, subject) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """);

    private static readonly Sql Step = new("INSERT INTO erasure_step (order_id, place, system, state, affected, at) VALUES ($1, $2, $3, 'done', $4, $5) ON CONFLICT DO NOTHING");

    /// <summary>
    /// The append with her erasure in its transaction: after its rows, every row of her journal is deleted, those just written too, her key and what was put on
    /// lists of damage; her ledger is kept under the pseudonym; the erasure is written down.
    /// </summary>
    /// <param name="append">One row and the ledger's last entry, from where her journal ends.</param>
    /// <param name="row">Who was erased, and when.</param>
    public static JournalAppend Of(JournalAppend append, ErasureRow row)
    {
        Beside[] besides =
        [
            new(Alone, []),
            .. Taken(append.Customer, row.Pseudonym),
            new(Row, [row.Pseudonym, row.OrderId, row.PartOf, row.Actor, row.Channel, row.ErasedAt, row.LedgerSeq, row.LedgerHash, row.Subject]),
        ];
        return append with
        {
            Besides = row.PartOf is not null ? [.. append.Besides, .. besides]
                : [.. append.Besides, .. besides, new Beside(Step, [row.OrderId, (long)First.Place, First.System, append.ExpectedSeq, row.ErasedAt])],
        };
    }

    /// <summary>How many statements <see cref="Taken"/> and <see cref="RenderAlone"/> are.</summary>
    internal static int Statements => 7;

    /// <summary>From here on nobody else inserts into a journal before the transaction is over.</summary>
    internal static void RenderAlone(IStatements statements) => statements.Run(Alone, []);

    /// <summary>Everything of a client that is deleted, and what is filed under a pseudonym: ledger before leaves (see ADR 0016).</summary>
    internal static Beside[] Taken(string customer, string pseudonym) =>
    [
        new(Journal, [customer]),
        new(Key, [customer]),
        new(Quarantine, [customer]),
        new(Due, [customer]),
        new(Ledger, [pseudonym, customer]),
        new(Leaves, [pseudonym, customer]),
    ];
}
