using System.Collections.Immutable;
using Luxe.Storage.Commit;

namespace Luxe.Storage.Identities;

/// <summary>One claim, which affects no row when somebody has the token.</summary>
internal sealed class ClaimWrite(TokenClaim claim) : Write
{
    private static readonly Sql Insert = new("INSERT INTO identity_claim (token, customer) VALUES ($1, $2) ON CONFLICT DO NOTHING");

    // Hers only if the token is hers: who comes second leaves nothing behind.
    private static readonly Sql Known = new("""
        INSERT INTO standing (customer, standing, namings)
        SELECT $1, $2, 0 WHERE EXISTS (SELECT 1 FROM identity_claim WHERE token = $3 AND customer = $1) ON CONFLICT DO NOTHING
        """);

    // No stream, hence the first lane, like every claim: two transactions of one silo never wait for each other's tokens.
    public override ReadOnlySpan<string> Streams => [];

    public override int Rows => claim.Standing is null ? 1 : 2;

    public override long Bytes => 0;

    public override void Render(IStatements statements)
    {
        statements.Run(Insert, [claim.Token, claim.Customer]);
        if (claim.Standing is { } standing)
        {
            statements.Run(Known, [claim.Customer, standing, claim.Token]);
        }
    }
}

/// <summary>Many claims in one: PostgreSQL takes them as arrays.</summary>
internal sealed class ClaimsWrite(ImmutableArray<TokenClaim> claims) : Write
{
    private static readonly Sql Insert = new("INSERT INTO identity_claim (token, customer) VALUES (?1, ?2) ON CONFLICT DO NOTHING")
    {
        Kinds = [SqlKind.Text, SqlKind.Text],
        Bulk = "INSERT INTO identity_claim (token, customer) SELECT n.token, n.customer FROM unnest($1, $2) AS n (token, customer) ON CONFLICT DO NOTHING",
    };

    // A NULL where INSERT ... SELECT ... WHERE would say it better: that form makes SQLite copy every page it touches first.
    private static readonly Sql Known = new("""
        INSERT OR IGNORE INTO standing (customer, standing, namings)
        VALUES (CASE WHEN (SELECT 1 FROM identity_claim WHERE token = ?3 AND customer = ?1) IS NOT NULL THEN ?1 END, ?2, 0)
        """)
    {
        Kinds = [SqlKind.Text, SqlKind.Number, SqlKind.Text],
        Bulk = """
            INSERT INTO standing (customer, standing, namings)
            SELECT n.customer, n.standing, 0 FROM unnest($1, $2, $3) AS n (customer, standing, token)
            JOIN identity_claim c ON c.token = n.token AND c.customer = n.customer ON CONFLICT DO NOTHING
            """,
    };

    public override ReadOnlySpan<string> Streams => [];

    public override int Rows { get; } = claims.Length + claims.Count(static claim => claim.Standing is not null);

    public override long Bytes => 0;

    public override void Render(IStatements statements)
    {
        foreach (var claim in claims)
        {
            statements.Run(Insert, [claim.Token, claim.Customer]);
        }

        foreach (var claim in claims)
        {
            if (claim.Standing is { } standing)
            {
                statements.Run(Known, [claim.Customer, standing, claim.Token]);
            }
        }
    }
}
