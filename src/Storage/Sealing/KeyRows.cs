using Luxe.Storage.Commit;

namespace Luxe.Storage.Sealing;

/// <summary>The statements of clients' keys.</summary>
internal static class KeyRows
{
    /// <summary>Her first append brings her key; when there is one already, the append is refused whole, or rows would be sealed that nobody could open.</summary>
    public static readonly Sql First = new("INSERT OR IGNORE INTO client_key (customer, master, wrapped, made_at) VALUES (?1, ?2, ?3, ?4)")
    {
        MustAffect = true,
        Kinds = [SqlKind.Text, SqlKind.Number, SqlKind.Bytes, SqlKind.Number],
        Bulk = """
            INSERT INTO client_key (customer, master, wrapped, made_at)
            SELECT n.customer, n.master, n.wrapped, n.made_at FROM unnest($1, $2, $3, $4) AS n (customer, master, wrapped, made_at)
            ON CONFLICT DO NOTHING
            """,
    };

    /// <summary>A key that is known here must still be there when a journal begins anew: hers may have been destroyed since.</summary>
    public static readonly Sql Still = new("UPDATE client_key SET master = master WHERE customer = $1") { MustAffect = true };

    /// <summary>
    /// The key of somebody who has rows from before there were keys. Nobody without a row gets one: it would be all that is known of her, and no erasure would find it.
    /// </summary>
    public static readonly Sql Late = new("""
        INSERT INTO client_key (customer, master, wrapped, made_at)
        SELECT $1, $2, $3, $4 WHERE EXISTS (SELECT 1 FROM journal WHERE customer = $1) ON CONFLICT DO NOTHING
        """);

    /// <summary>The house's own, which seals what is nobody's yet.</summary>
    public static readonly Sql House = new("INSERT INTO client_key (customer, master, wrapped, made_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING");

    /// <summary>The same key under another master.</summary>
    public static readonly Sql Rewrap = new("UPDATE client_key SET master = $1, wrapped = $2 WHERE customer = $3 AND master = $4");

    public const string Find = "SELECT master, wrapped FROM client_key WHERE customer = $1";

    public const string Page = "SELECT customer, wrapped FROM client_key WHERE customer > $1 AND master = $2 ORDER BY customer LIMIT $3";

    public const string Masters = "SELECT master, COUNT(*) FROM client_key GROUP BY master ORDER BY master";

    /// <summary>Whether anything of hers was sealed; the second parameter is <see cref="Mark"/>, which both databases compare with a payload's first byte.</summary>
    public const string HasSealed = "SELECT COUNT(*) FROM (SELECT 1 FROM journal WHERE customer = $1 AND tier > 0 AND substr(payload, 1, 1) = $2 LIMIT 1) AS one";

    /// <summary>The first byte of what is sealed, as a parameter.</summary>
    public static byte[] Mark => [Sealed.Mark];
}
