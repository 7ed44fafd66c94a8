using System.Collections.Immutable;
using Luxe.Storage.Commit;
using Luxe.Storage.Ledger;
using Luxe.Storage.Rights;

namespace Luxe.Storage.Journal;

/// <summary>Appends to one or several journals on their way: rows, ledger entries, redactions and what stands beside them in one.</summary>
internal sealed class JournalWrite : Write
{
    private static readonly Sql Insert = Inserting(amongKeyless: false);
    private static readonly Sql InsertAmongKeyless = Inserting(amongKeyless: true);

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

    private static readonly Sql ReleaseOne = new("UPDATE journal SET kind = 'redacted', payload = ?3, checksum = NULL, event_id = NULL, event_key = NULL WHERE customer = ?1 AND seq = ?2")
    {
        Kinds = RedactOne.Kinds,
        Bulk = """
            UPDATE journal AS j SET kind = 'redacted', payload = n.payload, checksum = NULL, event_id = NULL, event_key = NULL FROM unnest($1, $2, $3) AS n (customer, seq, payload)
            WHERE j.customer = n.customer AND j.seq = n.seq
            """,
    };

    private static readonly Sql DueAnew = new("UPDATE retention_due SET due_at = 0 WHERE customer = ?1")
    {
        Kinds = [SqlKind.Text],
        Bulk = "UPDATE retention_due AS d SET due_at = 0 FROM unnest($1) AS n (customer) WHERE d.customer = n.customer",
    };

    /// <summary>A number that no row has: a bulk statement does not see its own rows, so that a repeat among them is refused by what it asks for.</summary>
    private const long NoRow = -1;

    private readonly ImmutableArray<JournalAppend> _appends;
    private readonly Sql _insert;
    private readonly (long Checksum, long EventKey)[] _marks;
    private readonly string[]? _streams;
    private readonly string _stream;

    // Among keyless rows: see KeylessRows.
    public JournalWrite(ImmutableArray<JournalAppend> appends, int maxRowBytes, bool amongKeyless = true)
    {
        _appends = appends;
        _insert = amongKeyless ? InsertAmongKeyless : Insert;
        foreach (var append in appends)
        {
            JournalCheck.Append(append, maxRowBytes);
            Rows += append.Rows.Length + append.Ledger.Length + append.RedactSeqs.Length + append.ReleaseSeqs.Length + append.Besides.Length
                + (append.RedactAboveTier is null ? 0 : 1) + (append.IsDueAnew ? 1 : 0) + (append.Retained?.ByRule.Count ?? 0);
            Bytes += append.Rows.Sum(static r => (long)r.Payload.Length) + append.Ledger.Sum(static r => (long)r.Payload.Length);
            Bytes += append.Besides.IsEmpty ? 0 : append.Besides.Sum(static beside => beside.Values.Sum(static value => (long)value.Bytes.Length));
        }

        _marks = Marks(appends);
        _stream = appends.IsEmpty ? "" : appends[0].Customer;
        _streams = appends.Length > 1 ? JournalCheck.Customers(appends) : null;
    }

    public override ReadOnlySpan<string> Streams => _streams is null ? new ReadOnlySpan<string>(in _stream) : _streams;

    public override int Rows { get; }

    public override long Bytes { get; }

    public override void Render(IStatements statements)
    {
        var marks = _marks.AsSpan();
        foreach (var append in _appends)
        {
            Render(append, marks, statements);
            marks = marks[append.Rows.Length..];
        }
    }

    public override StorageException Refuse(IProbe probe) => JournalRefusal.Find(_appends, probe);

    // Computed by the caller, not by the one thread that commits for all.
    private static (long Checksum, long EventKey)[] Marks(ImmutableArray<JournalAppend> appends)
    {
        var marks = new (long, long)[appends.Sum(static a => a.Rows.Length)];
        var next = 0;
        foreach (var append in appends)
        {
            foreach (var row in append.Rows)
            {
                marks[next++] = (JournalChecksum.Of(append.Customer, row), row.EventId is { } id ? EventKey.Of(append.Customer, id) : 0);
            }
        }

        return marks;
    }

    private void Render(JournalAppend append, ReadOnlySpan<(long Checksum, long EventKey)> marks, IStatements statements)
    {
        // Later rows of one append follow the first by construction: only the first asks for the row before it.
        var before = append.ExpectedSeq;
        var repeat = JournalCheck.FirstRepeat(append);
        for (var i = 0; i < append.Rows.Length; i++)
        {
            var (row, mark) = (append.Rows[i], marks[i]);
            statements.Run(
                _insert,
                [append.Customer, row.Seq, row.EventId, row.Kind, row.Tier, row.OccurredAt, row.ReceivedAt, row.Payload, i == repeat ? NoRow : before, mark.Checksum, mark.EventKey]);
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

        if (append.IsDueAnew)
        {
            statements.Run(DueAnew, [append.Customer]);
        }

        if (append.Retained is { } retained)
        {
            foreach (var (rule, count) in retained.ByRule)
            {
                CountedWrite.Render(statements, retained.Place, rule, count);
            }
        }

        foreach (var (sql, values) in append.Besides)
        {
            statements.Run(sql, values);
        }
    }

    // The row before must be there (0: none needed): a primary key alone would let a caller who is ahead leave a gap. And no row may have the event
    // id, neither one that has a key (3) nor one from before there were keys (4).
    // SQLite: one row of VALUES, and a NULL where INSERT ... SELECT ... WHERE would say it better: that form makes it copy every page it touches first.
    // PostgreSQL: scalar subqueries, not EXISTS: that one may be planned as a hash over the whole journal. The customer as an expression beside the
    // key, lest her index be read too. And no ON CONFLICT: it looks every row up once more, and a refusal undoes the batch either way.
    private static Sql Inserting(bool amongKeyless)
    {
        var keyless = amongKeyless ? "AND (SELECT 1 FROM journal INDEXED BY journal_event WHERE customer = ?1 AND event_id = ?3 AND event_key IS NULL) IS NULL" : "";
        var keylessBulk = amongKeyless ? "AND (SELECT 1 FROM journal j WHERE j.customer = n.customer AND j.event_id = n.event_id AND j.event_key IS NULL LIMIT 1) IS NULL" : "";
        return new Sql($"""
            INSERT OR IGNORE INTO journal (customer, seq, event_id, kind, tier, occurred_at, received_at, payload, checksum, event_key)
            VALUES (?1, CASE WHEN (?9 = 0 OR (SELECT 1 FROM journal WHERE customer = ?1 AND seq = ?9) IS NOT NULL)
                AND (?3 IS NULL OR ((SELECT 1 FROM journal INDEXED BY journal_event_key WHERE event_key = ?11 AND customer = ?1 AND event_id = ?3) IS NULL {keyless})) THEN ?2 END,
                ?3, ?4, ?5, ?6, ?7, ?8, ?10, CASE WHEN ?3 IS NOT NULL THEN ?11 END)
            """)
        {
            MustAffect = true,
            Kinds = [SqlKind.Text, SqlKind.Number, SqlKind.Text, SqlKind.Text, SqlKind.Number, SqlKind.Number, SqlKind.Number, SqlKind.Bytes, SqlKind.Number, SqlKind.Number, SqlKind.Number],
            Bulk = $"""
                INSERT INTO journal (customer, seq, event_id, kind, tier, occurred_at, received_at, payload, checksum, event_key)
                SELECT n.customer, n.seq, n.event_id, n.kind, n.tier, n.occurred_at, n.received_at, n.payload, n.checksum, CASE WHEN n.event_id IS NOT NULL THEN n.event_key END
                FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                    AS n (customer, seq, event_id, kind, tier, occurred_at, received_at, payload, before, checksum, event_key)
                WHERE (n.before = 0 OR (SELECT 1 FROM journal j WHERE j.customer = n.customer AND j.seq = n.before) IS NOT NULL)
                AND (n.event_id IS NULL OR (
                    (SELECT 1 FROM journal j WHERE j.event_key = n.event_key AND j.customer || '' = n.customer AND j.event_id = n.event_id LIMIT 1) IS NULL {keylessBulk}))
                """,
        };
    }
}
