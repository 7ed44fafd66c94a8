using System.Collections.Immutable;

namespace Luxe.Storage;

/// <summary>
/// Whose a token is, by its keyed hash: one row per token, written once and first come first served, whoever else writes at the same moment.
/// Holds a customer id and nothing readable; a row lasts until it is released. The index that an erasure needs is by customer.
/// </summary>
public interface IClaims
{
    /// <summary>The customer who has the token, or null.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be read now.</exception>
    Task<string?> FindAsync(string token, CancellationToken cancellationToken = default);

    /// <summary>Who has which of these tokens; those that are nobody's are missing.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be read now.</exception>
    Task<IReadOnlyDictionary<string, string>> FindAsync(IReadOnlyCollection<string> tokens, CancellationToken cancellationToken = default);

    /// <summary>Claims the token unless somebody has it, and with it writes her standing where the claim says one; returns who has it afterwards, durably.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task<string> ClaimAsync(TokenClaim claim, CancellationToken cancellationToken = default);

    /// <summary>Claims all that is nobody's in one commit, standings with it; the rest stays as it is. Ask <see cref="FindAsync(IReadOnlyCollection{string}, CancellationToken)"/> who has them.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task ClaimAsync(ImmutableArray<TokenClaim> claims, CancellationToken cancellationToken = default);

    /// <summary>Gives the token to a customer, whoever has it.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task MoveAsync(string token, string customer, CancellationToken cancellationToken = default);

    /// <summary>Forgets the token if that customer has it.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task ReleaseAsync(string token, string customer, CancellationToken cancellationToken = default);
}

/// <summary>A token for a customer.</summary>
/// <param name="Token">Its keyed hash.</param>
/// <param name="Customer">Customer id.</param>
/// <param name="Standing">How she is known from then on, of a new customer: written only if the claim succeeds, together with it. Null writes nothing.</param>
public readonly record struct TokenClaim(string Token, string Customer, int? Standing = null);
