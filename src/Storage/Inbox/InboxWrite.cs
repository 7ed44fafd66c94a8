using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Inbox;

/// <summary>Items on their way into an inbox.</summary>
internal sealed class InboxWrite : Write
{
    // As in the journal: the item before must be there.
    private static readonly Sql Insert = new("""
        INSERT OR IGNORE INTO inbox (associate, number, item_id, customer, at, expires_at, state, is_open, payload)
        VALUES (?1, CASE WHEN ?10 = 0 OR (SELECT 1 FROM inbox WHERE associate = ?1 AND number = ?10) IS NOT NULL THEN ?2 END, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """)
    {
        MustAffect = true,
        Kinds = [SqlKind.Text, SqlKind.Number, SqlKind.Text, SqlKind.Text, SqlKind.Number, SqlKind.Number, SqlKind.Text, SqlKind.Number, SqlKind.Bytes, SqlKind.Number],
        Bulk = """
            INSERT INTO inbox (associate, number, item_id, customer, at, expires_at, state, is_open, payload)
            SELECT n.associate, n.number, n.item_id, n.customer, n.at, n.expires_at, n.state, n.is_open, n.payload
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS n (associate, number, item_id, customer, at, expires_at, state, is_open, payload, before)
            WHERE n.before = 0 OR (SELECT 1 FROM inbox i WHERE i.associate = n.associate AND i.number = n.before) IS NOT NULL
            ON CONFLICT DO NOTHING
            """,
    };

    private static readonly Sql Head = new("SELECT MAX(number) FROM inbox WHERE associate = $1");
    private static readonly Sql HasItem = new("SELECT 1 FROM inbox WHERE associate = $1 AND item_id = $2");
    private readonly InboxAppend _append;
    private readonly string _stream;

    public InboxWrite(InboxAppend append, int maxRowBytes)
    {
        _append = append;
        _stream = "inbox/" + append.Associate;
        Check.Key(append.Associate, nameof(append.Associate));
        ArgumentOutOfRangeException.ThrowIfNegative(append.ExpectedNumber);
        var next = append.ExpectedNumber;
        foreach (var row in append.Rows)
        {
            if (row.Number != ++next)
            {
                throw new ArgumentException(FormattableString.Invariant($"Item {row.Number} stands where {next} must be."), nameof(append));
            }

            Check.Key(row.ItemId, nameof(row.ItemId));
            Check.Text(row.Customer, nameof(row.Customer));
            Check.Key(row.State, nameof(row.State));
            Check.Size(row.Payload, maxRowBytes);
        }

        Bytes = append.Rows.Sum(static r => (long)r.Payload.Length);
    }

    // Told apart from customers: an associate and a customer may share an id, not a stream.
    public override ReadOnlySpan<string> Streams => new(in _stream);

    public override int Rows => _append.Rows.Length;

    public override long Bytes { get; }

    public override void Render(IStatements statements)
    {
        var before = _append.ExpectedNumber;
        foreach (var row in _append.Rows)
        {
            statements.Run(Insert, [_append.Associate, row.Number, row.ItemId, row.Customer, row.At, row.ExpiresAt, row.State, row.IsOpen, row.Payload, before]);
            before = 0;
        }
    }

    public override StorageException Refuse(IProbe probe)
    {
        var head = probe.Number(Head, [_append.Associate]) ?? 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var duplicate = head != _append.ExpectedNumber
            ? null
            : _append.Rows.Select(static r => r.ItemId)
                .FirstOrDefault(id => !seen.Add(id) || probe.Number(HasItem, [_append.Associate, id]) is not null);
        return new InboxConflictException(_append.Associate, _append.ExpectedNumber, head, duplicate);
    }
}
