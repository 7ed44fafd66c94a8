using Luxe.Storage.Commit;
using Luxe.Storage.Databases;
using Luxe.Storage.Ledger;

namespace Luxe.Storage.Journal;

/// <summary>An append on its way: rows, ledger entries and a redaction in one.</summary>
internal sealed class JournalWrite : Write
{
    // The row before must be there (the last parameter; 0: none needed): a primary key alone would let a caller who is ahead leave a gap.
    // One row of VALUES, and a NULL where INSERT ... SELECT ... WHERE would say it better: that form makes SQLite copy every page it touches first.
    private static readonly Sql Insert = new("""
        INSERT OR IGNORE INTO journal (customer, seq, event_id, kind, tier, occurred_at, received_at, payload)
        VALUES (?1, CASE WHEN ?9 = 0 OR (SELECT 1 FROM journal WHERE customer = ?1 AND seq = ?9) IS NOT NULL THEN ?2 END, ?3, ?4, ?5, ?6, ?7, ?8)
        """)
    {
        MustAffect = true,
        Kinds = [SqlKind.Text, SqlKind.Number, SqlKind.Text, SqlKind.Text, SqlKind.Number, SqlKind.Number, SqlKind.Number, SqlKind.Bytes, SqlKind.Number],
        // A scalar subquery, not EXISTS: that one may be planned as a hash over the whole journal.
        Bulk = """
            INSERT INTO journal (customer, seq, event_id, kind, tier, occurred_at, received_at, payload)
            SELECT n.customer, n.seq, n.event_id, n.kind, n.tier, n.occurred_at, n.received_at, n.payload
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) AS n (customer, seq, event_id, kind, tier, occurred_at, received_at, payload, before)
            WHERE n.before = 0 OR (SELECT 1 FROM journal j WHERE j.customer = n.customer AND j.seq = n.before) IS NOT NULL
            ON CONFLICT DO NOTHING
            """,
    };

    private static readonly Sql Redact = new("""
        UPDATE journal SET kind = 'redacted', payload = $1
        WHERE customer = $2 AND seq <= $3 AND tier > $4 AND kind <> 'redacted'
        """);

    private static readonly Sql Head = new("SELECT MAX(seq) FROM journal WHERE customer = $1");
    private static readonly Sql HasEvent = new("SELECT 1 FROM journal WHERE customer = $1 AND event_id = $2");
    private readonly JournalAppend _append;

    public JournalWrite(JournalAppend append, int maxRowBytes)
    {
        _append = append;
        Check.Key(append.Customer, nameof(append.Customer));
        ArgumentOutOfRangeException.ThrowIfNegative(append.ExpectedSeq);
        CheckRows(append, maxRowBytes);
        foreach (var entry in append.Ledger)
        {
            LedgerInsert.Check(entry, maxRowBytes);
        }

        Rows = append.Rows.Length + append.Ledger.Length + (append.RedactAboveTier is null ? 0 : 1);
        Bytes = append.Rows.Sum(static r => (long)r.Payload.Length) + append.Ledger.Sum(static r => (long)r.Payload.Length);
    }

    public override string? Stream => _append.Customer;

    public override int Rows { get; }

    public override long Bytes { get; }

    public override void Render(IStatements statements)
    {
        // Later rows of one append follow the first by construction: only the first asks for the row before it.
        var before = _append.ExpectedSeq;
        foreach (var row in _append.Rows)
        {
            statements.Run(Insert, [_append.Customer, row.Seq, row.EventId, row.Kind, row.Tier, row.OccurredAt, row.ReceivedAt, row.Payload, before]);
            before = 0;
        }

        foreach (var entry in _append.Ledger)
        {
            LedgerInsert.Render(entry, statements);
        }

        if (_append.RedactAboveTier is { } tier)
        {
            statements.Run(Redact, [ReadOnlyMemory<byte>.Empty, _append.Customer, _append.ExpectedSeq, tier]);
        }
    }

    public override StorageException Refuse(IProbe probe)
    {
        var head = probe.Number(Head, [_append.Customer]) ?? 0;
        if (head == _append.ExpectedSeq)
        {
            foreach (var row in _append.Rows)
            {
                if (row.EventId is not null && probe.Number(HasEvent, [_append.Customer, row.EventId]) is not null)
                {
                    return new DuplicateEventIdException(_append.Customer, _append.ExpectedSeq, head, row.EventId);
                }
            }

            return FindRepeat() is { } repeat
                ? new DuplicateEventIdException(_append.Customer, _append.ExpectedSeq, head, repeat)
                : new JournalConflictException(_append.Customer, _append.ExpectedSeq, head);
        }

        return new JournalConflictException(_append.Customer, _append.ExpectedSeq, head);
    }

    private string? FindRepeat()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return _append.Rows.Select(static r => r.EventId).FirstOrDefault(id => id is not null && !seen.Add(id));
    }

    private static void CheckRows(JournalAppend append, int maxRowBytes)
    {
        var next = append.ExpectedSeq;
        foreach (var row in append.Rows)
        {
            if (row.Seq != ++next)
            {
                throw new ArgumentException(FormattableString.Invariant($"Row {row.Seq} stands where {next} must be."), nameof(append));
            }

            Check.Key(row.Kind, nameof(row.Kind));
            Check.Text(row.EventId, nameof(row.EventId));
            Check.Size(row.Payload, maxRowBytes);
        }
    }
}
