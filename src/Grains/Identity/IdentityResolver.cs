using System.Collections.Immutable;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Grains.Ids;
using Orleans.Concurrency;

namespace Luxe.Grains.Identity;

/// <summary>The front desk of identity. Holds nothing: every answer is an identity grain's.</summary>
/// <remarks>Reentrant: it has no state that another call could find half changed, and a claim waits for a disk.</remarks>
[StatelessWorker, Reentrant]
internal sealed partial class IdentityResolver(IdentityKeys keys, SettledPairs settled, IIdSource ids, TimeProvider time) : Grain, IIdentityResolver, IStitcher
{
    public Task<string?> Find(IdentityToken token) =>
        keys.KeyFor(token) is { } key ? Token(key).Resolve() : Task.FromResult<string?>(null);

    public async Task<string> Resolve(ImmutableArray<IdentityToken> tokens)
    {
        var links = ByStrength(tokens);
        if (links.Length == 0)
        {
            throw new ArgumentException("A person needs at least one token that means somebody.", nameof(tokens));
        }

        var owners = links.Length == 1 ? [await Token(links[0].Key).Resolve()] : await Task.WhenAll(links.Select(link => Token(link.Key).Resolve()));
        var customer = await Choose(links, owners);
        await LinkStrong(links, owners, customer);
        await LinkWeak(links, owners, customer);
        return customer;
    }

    /// <summary>
    /// Whose the tokens are: the strongest that is known decides, if it may. A weak one speaks for its client only where nothing strong is sent,
    /// or where she is still anonymous and so names herself: a device may be a family's, and a new name on it is a new client. So may an address,
    /// a number or a card be: a new user id is hers who had none, else a new client's, and a human is asked.
    /// </summary>
    private async Task<string> Choose(ImmutableArray<Link> links, string?[] owners)
    {
        for (var i = 0; i < links.Length; i++)
        {
            if (owners[i] is { } owner && await MaySpeak(links[i], links[0], owner))
            {
                return links[0].IsStrong && owners[0] is null ? owners[0] = await Join(links[0], links[i], owner) : owner;
            }
        }

        return links[0].Kind == IdentityKind.UserId ? await Token(links[0].Key).Claim(ids.Next("c")) : await Begin(links[0]);
    }

    /// <summary>Claims a new name for her through whom it came. Who was first with it, somewhere else at this moment, is the one it names.</summary>
    private async Task<string> Join(Link name, Link through, string customer)
    {
        var owner = await Token(name.Key).Claim(customer);
        if (owner != customer)
        {
            await (!through.IsStrong ? Client(customer).AbandonNaming(UserKey(name)) : name.Kind == IdentityKind.UserId ? Client(customer).Put(Standing.Named) : Task.CompletedTask);
        }

        return owner;
    }

    private async Task<bool> MaySpeak(Link link, Link strongest, string owner) =>
        link.IsStrong ? link.Kind == IdentityKind.UserId || strongest.Kind != IdentityKind.UserId || await Client(owner).TakeUserId(strongest.Key)
        : !strongest.IsStrong || (await Client(owner).BeginNaming(UserKey(strongest))).IsNamedWith(UserKey(strongest));

    private static string? UserKey(Link name) => name.Kind == IdentityKind.UserId ? name.Key : null;

    /// <summary>A new client without a user id. How she is known is written with her first token: cut off in between, nobody has her.</summary>
    private Task<string> Begin(Link first) => Token(first.Key).Begin(ids.Next("c"), first.IsStrong ? Standing.Named : Standing.Anonymous);

    /// <summary>Claims what is nobody's yet, and queues whose else the rest is. A strong token never moves.</summary>
    private async Task LinkStrong(ImmutableArray<Link> links, string?[] owners, string customer)
    {
        await ClaimFree(links, owners, customer, isStrong: true);
        for (var i = 0; i < links.Length && links[i].IsStrong; i++)
        {
            if (owners[i] != customer)
            {
                await Queue(customer, owners[i]!, links[i].Kind);
            }
        }
    }

    /// <summary>Claims side by side, so that they share a commit.</summary>
    private async Task ClaimFree(ImmutableArray<Link> links, string?[] owners, string customer, bool isStrong)
    {
        var free = Enumerable.Range(0, links.Length).Where(i => owners[i] is null && links[i].IsStrong == isStrong).ToArray();
        var claimed = await Task.WhenAll(free.Select(i => Token(links[i].Key).Claim(customer)));
        for (var at = 0; at < free.Length; at++)
        {
            owners[free[at]] = claimed[at];
        }
    }

    private async Task LinkWeak(ImmutableArray<Link> links, string?[] owners, string customer)
    {
        await ClaimFree(links, owners, customer, isStrong: false);
        for (var i = 0; i < links.Length; i++)
        {
            if (links[i].IsStrong)
            {
                continue;
            }

            if (owners[i] == customer)
            {
                await Name(links[0], customer);
            }
            else if (await Follows(owners[i]!, customer))
            {
                await Token(links[i].Key).Move(customer);
            }
        }
    }

    /// <summary>Who began with this device may be about to name herself, or was when a process ended: her own tokens are claimed by now.</summary>
    private async Task Name(Link strongest, string customer)
    {
        var byUserId = strongest.Kind == IdentityKind.UserId;
        var standing = byUserId ? "known" : "named";
        if (strongest.IsStrong && !settled.Holds(customer, standing))
        {
            await Client(customer).Name(byUserId);
            settled.Add(customer, standing);
        }
    }

    private ImmutableArray<Link> ByStrength(ImmutableArray<IdentityToken> tokens)
    {
        if (tokens.Length == 1)
        {
            return keys.KeyFor(tokens[0]) is { } key ? [new Link(tokens[0].Kind, key)] : [];
        }

        return
        [
            .. tokens
                .OrderBy(static token => Strength(token.Kind))
                .Select(token => new Link(token.Kind, keys.KeyFor(token)!))
                .Where(static link => link.Key is not null)
                .Distinct(),
        ];
    }

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

    private IStandingGrain Client(string customerId) => GrainFactory.GetGrain<IStandingGrain>(customerId);

    /// <summary>A token on its way to a client.</summary>
    private readonly record struct Link(IdentityKind Kind, string Key)
    {
        /// <summary>Whether it is one person's, and stays hers. An anonymous id or a device is whoever's uses it.</summary>
        public bool IsStrong => Kind is not (IdentityKind.AnonymousId or IdentityKind.Device);
    }
}
