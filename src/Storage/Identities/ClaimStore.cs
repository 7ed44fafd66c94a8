using System.Collections.Immutable;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Identities;

internal sealed class ClaimStore(Database database, Committer committer) : IClaims
{
    // Enough that a question's own cost does not count, few enough for any statement.
    private const int PerQuestion = 1_000;
    private const int Attempts = 5;

    private static readonly Sql Move = new("INSERT INTO identity_claim (token, customer) VALUES ($1, $2) ON CONFLICT (token) DO UPDATE SET customer = excluded.customer");
    private static readonly Sql Release = new("DELETE FROM identity_claim WHERE token = $1 AND customer = $2");

    public Task<string?> FindAsync(string token, CancellationToken cancellationToken = default) =>
        database.FirstAsync("SELECT customer FROM identity_claim WHERE token = $1", static row => row.GetString(0), cancellationToken, token);

    public async Task<IReadOnlyDictionary<string, string>> FindAsync(IReadOnlyCollection<string> tokens, CancellationToken cancellationToken = default)
    {
        var found = new Dictionary<string, string>(tokens.Count, StringComparer.Ordinal);
        var question = database.SelectAmong("token, customer", "identity_claim", "token", "$1");
        foreach (var some in tokens.Chunk(PerQuestion))
        {
            foreach (var (token, customer) in await database.QueryAsync(question, static row => (row.GetString(0), row.GetString(1)), cancellationToken, database.List(some)))
            {
                found[token] = customer;
            }
        }

        return found;
    }

    public async Task<string> ClaimAsync(TokenClaim claim, CancellationToken cancellationToken = default)
    {
        Checked(claim);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await committer.SubmitAsync(new ClaimWrite(claim), cancellationToken) > 0)
            {
                return claim.Customer;
            }

            // Somebody has it; unless it was released between the write and the question.
            if (await FindAsync(claim.Token, cancellationToken) is { } owner)
            {
                return owner;
            }
        }

        throw new StorageUnavailableException("A token is claimed and released all the time.");
    }

    public Task ClaimAsync(ImmutableArray<TokenClaim> claims, CancellationToken cancellationToken = default)
    {
        foreach (var claim in claims)
        {
            Checked(claim);
        }

        // In the order of their keys: neighbours share pages.
        return claims.IsEmpty ? Task.CompletedTask : committer.SubmitAsync(new ClaimsWrite(claims.Sort(static (one, other) => string.CompareOrdinal(one.Token, other.Token))), cancellationToken);
    }

    public Task MoveAsync(string token, string customer, CancellationToken cancellationToken = default) =>
        committer.SubmitAsync(StatementWrite.One(Move, Checked(new TokenClaim(token, customer)).Token, customer), cancellationToken);

    public Task ReleaseAsync(string token, string customer, CancellationToken cancellationToken = default) =>
        committer.SubmitAsync(StatementWrite.One(Release, token, customer), cancellationToken);

    private static TokenClaim Checked(TokenClaim claim)
    {
        Check.Key(claim.Token, nameof(claim.Token));
        Check.Key(claim.Customer, nameof(claim.Customer));
        return claim;
    }
}
