using System.Collections.Immutable;
using Luxe.Storage.Commit;
using Luxe.Storage.Ledger;

namespace Luxe.Storage.Journal;

/// <summary>Appends to one or several journals on their way: rows, ledger entries and redactions in one.</summary>
internal sealed class JournalWrite : Write
{
    // The row before must be there (the last parameter; 0: none needed): a primary key alone would let a caller who is ahead leave a gap.
    // One row of VALUES, and a NULL where INSERT ... SELECT ... WHERE would say it better: that form makes SQLite copy every page it touches first.
    private static readonly Sql Insert = new("""
        INSERT OR IGNORE INTO journal (customer, seq, event_id, kind, tier, occurred_at, received_at, payload, checksum)
        VALUES (?1, CASE WHEN ?9 = 0 OR (SELECT 1 FROM journal WHERE customer = ?1 AND seq = ?9) IS NOT NULL THEN ?2 END, ?3, ?4, ?5, ?6, ?7, ?8, ?10)
        """)
    {
        MustAffect = true,
        Kinds = [SqlKind.Text, SqlKind.Number, SqlKind.Text, SqlKind.Text, SqlKind.Number, SqlKind.Number, SqlKind.Number, SqlKind.Bytes, SqlKind.Number, SqlKind.Number],
        // A scalar subquery, not EXISTS: that one may be planned as a hash over the whole journal.
        Bulk = """
            INSERT INTO journal (customer, seq, event_id, kind, tier, occurred_at, received_at, payload, checksum)
            SELECT n.customer, n.seq, n.event_id, n.kind, n.tier, n.occurred_at, n.received_at, n.payload, n.checksum
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS n (customer, seq, event_id, kind, tier, occurred_at, received_at, payload, before, checksum)
            WHERE n.before = 0 OR (SELECT 1 FROM journal j WHERE j.customer = n.customer AND j.seq = n.before) IS NOT NULL
            ON CONFLICT DO NOTHING
            """,
    };

    private static readonly Sql Redact = new("""
        UPDATE journal SET kind = 'redacted', payload = $1, checksum = NULL
        WHERE customer = $2 AND seq <= $3 AND tier > $4 AND kind <> 'redacted'
        """);

    private static readonly Sql RedactOne = new("UPDATE journal SET kind = 'redacted', payload = ?3, checksum = NULL WHERE customer = ?1 AND seq = ?2 AND kind <> 'redacted'")
    {
        Kinds = [SqlKind.Text, SqlKind.Number, SqlKind.Bytes],
        Bulk = """
            UPDATE journal AS j SET kind = 'redacted', payload = n.payload, checksum = NULL FROM unnest($1, $2, $3) AS n (customer, seq, payload)
            WHERE j.customer = n.customer AND j.seq = n.seq AND j.kind <> 'redacted'
            """,
    };

    private static readonly Sql ReleaseOne = new("UPDATE journal SET kind = 'redacted', payload = ?3, checksum = NULL, event_id = NULL WHERE customer = ?1 AND seq = ?2")
    {
        Kinds = RedactOne.Kinds,
        Bulk = """
            UPDATE journal AS j SET kind = 'redacted', payload = n.payload, checksum = NULL, event_id = NULL FROM unnest($1, $2, $3) AS n (customer, seq, payload)
            WHERE j.customer = n.customer AND j.seq = n.seq
            """,
    };

    private readonly ImmutableArray<JournalAppend> _appends;
    private readonly string[]? _streams;
    private readonly string _stream;

    public JournalWrite(ImmutableArray<JournalAppend> appends, int maxRowBytes)
    {
        _appends = appends;
        foreach (var append in appends)
        {
            JournalCheck.Append(append, maxRowBytes);
            Rows += append.Rows.Length + append.Ledger.Length + append.RedactSeqs.Length + append.ReleaseSeqs.Length + (append.RedactAboveTier is null ? 0 : 1);
            Bytes += append.Rows.Sum(static r => (long)r.Payload.Length) + append.Ledger.Sum(static r => (long)r.Payload.Length);
        }

        _stream = appends.IsEmpty ? "" : appends[0].Customer;
        _streams = appends.Length > 1 ? JournalCheck.Customers(appends) : null;
    }

    public override ReadOnlySpan<string> Streams => _streams is null ? new ReadOnlySpan<string>(in _stream) : _streams;

    public override int Rows { get; }

    public override long Bytes { get; }

    public override void Render(IStatements statements)
    {
        foreach (var append in _appends)
        {
            Render(append, statements);
        }
    }

    public override StorageException Refuse(IProbe probe) => JournalRefusal.Find(_appends, probe);

    private static void Render(JournalAppend append, IStatements statements)
    {
        // Later rows of one append follow the first by construction: only the first asks for the row before it.
        var before = append.ExpectedSeq;
        foreach (var row in append.Rows)
        {
            statements.Run(
                Insert,
                [append.Customer, row.Seq, row.EventId, row.Kind, row.Tier, row.OccurredAt, row.ReceivedAt, row.Payload, before, JournalChecksum.Of(append.Customer, row)]);
            before = 0;
        }

        foreach (var entry in append.Ledger)
        {
            LedgerInsert.Render(entry, statements);
        }

        if (append.RedactAboveTier is { } tier)
        {
            statements.Run(Redact, [ReadOnlyMemory<byte>.Empty, append.Customer, append.ExpectedSeq, tier]);
        }

        foreach (var seq in append.RedactSeqs)
        {
            statements.Run(RedactOne, [append.Customer, seq, ReadOnlyMemory<byte>.Empty]);
        }

        foreach (var seq in append.ReleaseSeqs)
        {
            statements.Run(ReleaseOne, [append.Customer, seq, ReadOnlyMemory<byte>.Empty]);
        }
    }
}
