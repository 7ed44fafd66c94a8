using Luxe.Contracts.Identity;
using Luxe.Storage;

namespace Luxe.Grains.Identity;

/// <summary>
/// Whose a token is. One grain per token, so the first claim decides and the others learn of it; the row it writes shares its commit, and
/// refuses a second claim by itself, wherever that comes from. That a token is nobody's is never remembered: an import claims without asking here.
/// </summary>
internal sealed class IdentityGrain(IClaims claims) : Grain, IIdentityGrain
{
    private string? _owner;

    private string Token => this.GetPrimaryKeyString();

    public async Task<string?> Resolve() => _owner ??= await claims.FindAsync(Token);

    public async Task<string> Claim(string customerId) => _owner ??= await claims.ClaimAsync(new TokenClaim(Token, customerId));

    public async Task<string> Begin(string customerId, Standing standing) => _owner ??= await claims.ClaimAsync(new TokenClaim(Token, customerId, (int)standing));

    public async Task Move(string customerId)
    {
        if (_owner != customerId)
        {
            // Unknown until it is durable: after a fault the row says.
            _owner = null;
            await claims.MoveAsync(Token, customerId);
            _owner = customerId;
        }
    }

    public async Task Release(string customerId)
    {
        _owner = null;
        await claims.ReleaseAsync(Token, customerId);
    }
}
