using System.Collections.Immutable;
using Luxe.Contracts.Identity;
using Luxe.Grains.Ids;

namespace Luxe.Grains.Identity;

/// <summary>The front desk of identity. Holds nothing: every answer is an identity grain's.</summary>
[StatelessWorker]
internal sealed class IdentityResolver(IdentityKeys keys, IIdSource ids) : Grain, IIdentityResolver
{
    public Task<string?> Find(IdentityToken token) =>
        keys.KeyFor(token) is { } key ? Token(key).Resolve() : Task.FromResult<string?>(null);

    public async Task<string> Resolve(ImmutableArray<IdentityToken> tokens)
    {
        var known = ByStrength(tokens);
        if (known.Length == 0)
        {
            throw new ArgumentException("A person needs at least one token that is not empty.", nameof(tokens));
        }

        var owners = await Task.WhenAll(known.Select(token => Token(token.Key).Resolve()));

        // The strongest token that is known decides. Nobody is: the claim on the strongest token decides who creates her.
        var customer = owners.FirstOrDefault(static owner => owner is not null) ?? await Token(known[0].Key).Claim(ids.Next("c"));
        for (var i = 0; i < known.Length; i++)
        {
            await Link(known[i], owners[i], customer);
        }

        return customer;
    }

    private async Task Link((IdentityKind Kind, string Key) token, string? owner, string customer)
    {
        if (owner is null)
        {
            owner = await Token(token.Key).Claim(customer);
        }

        // A device follows the person who signs in on it; an address stays with whom it was given to.
        if (owner != customer && token.Kind is IdentityKind.AnonymousId or IdentityKind.Device)
        {
            await Token(token.Key).Move(customer);
        }
    }

    private ImmutableArray<(IdentityKind Kind, string Key)> ByStrength(ImmutableArray<IdentityToken> tokens) =>
    [
        .. tokens
            .OrderBy(static token => Strength(token.Kind))
            .Select(token => (token.Kind, Key: keys.KeyFor(token)!))
            .Where(static token => token.Key is not null)
            .Distinct(),
    ];

    private static int Strength(IdentityKind kind) => kind switch
    {
        IdentityKind.UserId => 0,
        IdentityKind.Card => 1,
        IdentityKind.Email => 2,
        IdentityKind.Phone => 3,
        IdentityKind.AnonymousId => 4,
        IdentityKind.Device => 5,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No strength is stated for this kind of token."),
    };

    private IIdentityGrain Token(string key) => GrainFactory.GetGrain<IIdentityGrain>(key);
}
