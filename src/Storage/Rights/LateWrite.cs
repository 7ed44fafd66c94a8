using Luxe.Storage.Commit;

namespace Luxe.Storage.Rights;

/// <summary>Takes away what was written of a client after she was erased, and files a ledger that began anew. In the order of the erasure itself, ledger before leaves.</summary>
internal sealed class LateWrite(string customer, ErasureRow late) : Write
{
    private static readonly Sql Row = new("""
        INSERT INTO erasure (pseudonym, order_id, part_of, actor, channel, erased_at, ledger_seq, ledger_hash, done_at)
        SELECT $1, $2, $3, $4, $5, $6, seq, hash, $7 FROM ledger WHERE customer = $8 ORDER BY seq DESC LIMIT 1
        """);

    private readonly string _customer = customer;

    public override ReadOnlySpan<string> Streams => new(in _customer);

    public override int Rows => JournalErase.Statements + 1;

    public override long Bytes => 0;

    public override void Render(IStatements statements)
    {
        JournalErase.RenderAlone(statements);
        statements.Run(Row, [late.Pseudonym, late.OrderId, late.PartOf, late.Actor, late.Channel, late.ErasedAt, late.ErasedAt, _customer]);
        foreach (var (sql, values) in JournalErase.Taken(_customer, late.Pseudonym))
        {
            statements.Run(sql, values);
        }
    }
}
