using System.Collections.Immutable;
using Luxe.Contracts.Identity;
using Luxe.Grains.Ids;
using Luxe.Storage;

namespace Luxe.Grains.Identity;

/// <summary>
/// Introduces many people at once, each by one token that comes with no other: what <see cref="IIdentityResolver.Resolve"/> answers for such a
/// token, with one question and one commit for all of them instead of a grain and a commit for each. The claim's own row decides who was first.
/// </summary>
public sealed class Introductions
{
    private readonly IdentityKeys _keys;
    private readonly IClaims _claims;
    private readonly IIdSource _ids;

    internal Introductions(IdentityKeys keys, IClaims claims, IIdSource ids) => (_keys, _claims, _ids) = (keys, claims, ids);

    /// <summary>Under which key a token is filed; null when it means nobody.</summary>
    public string? KeyOf(IdentityToken token) => _keys.KeyFor(token);

    /// <summary>Whose each token is, durably; a new client for each that is nobody's.</summary>
    /// <param name="strangers">Key and kind of each token, every key once.</param>
    /// <param name="cancellationToken">Withdraws the claims as long as their commit has not begun.</param>
    /// <exception cref="StorageUnavailableException">The database is away; the same may be asked again.</exception>
    public async Task<Introduced> IntroduceAsync(IReadOnlyDictionary<string, IdentityKind> strangers, CancellationToken cancellationToken = default)
    {
        var owners = new Dictionary<string, string>(await _claims.FindAsync([.. strangers.Keys], cancellationToken), StringComparer.Ordinal);
        ImmutableArray<TokenClaim> claims = [.. strangers.Where(token => !owners.ContainsKey(token.Key)).Select(token => new TokenClaim(token.Key, _ids.Next("c"), (int?)Begins(token.Value)))];
        await _claims.ClaimAsync(claims, cancellationToken);

        // Somebody else may have been first.
        var made = await _claims.FindAsync([.. claims.Select(static claim => claim.Token)], cancellationToken);
        var born = new HashSet<string>(claims.Length, StringComparer.Ordinal);
        foreach (var claim in claims)
        {
            if (made.TryGetValue(claim.Token, out var owner))
            {
                owners[claim.Token] = owner;
                if (owner == claim.Customer)
                {
                    born.Add(owner);
                }
            }
        }

        return new Introduced(owners, born);
    }

    /// <summary>Whoever has a user id from the start needs no standing.</summary>
    private static Standing? Begins(IdentityKind kind) => kind switch
    {
        IdentityKind.UserId => null,
        IdentityKind.AnonymousId or IdentityKind.Device => Standing.Anonymous,
        _ => Standing.Named,
    };
}

/// <summary>Who was introduced.</summary>
/// <param name="Owners">Whose each key is.</param>
/// <param name="Born">Clients who did not exist before.</param>
public sealed record Introduced(IReadOnlyDictionary<string, string> Owners, IReadOnlySet<string> Born);
