using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Identity;
using Luxe.Grains.Tests.Hosting;

namespace Luxe.Grains.Tests.Identity;

/// <summary>What holds whatever a few people do on a few devices, several of them at once. Seeds are fixed, so that a failure comes back.</summary>
[Collection(ClusterTests.Name)]
public sealed class ResolverProperties(GrainsCluster cluster)
{
    private static readonly Viewer Viewer = new("tests", ViewerRole.HeadOffice, "test");

    private IIdentityResolver Resolver => cluster.Grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Resolve_RandomPeopleOnRandomDevices_NeverMakesOneOfTwoKnownClients(int atOnce)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random((seed * 31) + atOnce);
            var pool = Pool();
            var strong = new Dictionary<IdentityToken, string>();
            for (var round = 0; round < 12; round++)
            {
                var events = Enumerable.Range(0, atOnce).Select(_ => Event(pool, random)).ToArray();
                var customers = await Task.WhenAll(events.Select(tokens => Resolver.Resolve(tokens)));
                for (var i = 0; i < events.Length; i++)
                {
                    await CheckEventAsync(events[i], customers[i], $"seed {seed}, round {round}");
                }

                await CheckStrongAsync(pool, strong, $"seed {seed}, round {round}");
            }

            await CheckMergesAsync(pool, $"seed {seed}");
        }
    }

    /// <summary>A known user id is hers; whoever else is named keeps what is hers and is queued with her.</summary>
    private async Task CheckEventAsync(ImmutableArray<IdentityToken> tokens, string customer, string where)
    {
        foreach (var token in tokens.Where(static token => token.Kind is IdentityKind.UserId or IdentityKind.Email or IdentityKind.Card))
        {
            var owner = await Resolver.Find(token);
            Assert.True(owner is not null, where);
            Assert.True(token.Kind != IdentityKind.UserId || owner == customer, where);
            if (owner != customer)
            {
                var candidate = await cluster.Grains.GetGrain<IMergeCandidateGrain>(MergeCandidate.IdOf(customer, owner!)).Get();
                Assert.True(candidate is { State: CandidateState.Open }, where);
            }
        }
    }

    /// <summary>A strong token never moves, and no client has two user ids.</summary>
    private async Task CheckStrongAsync(IdentityToken[] pool, Dictionary<IdentityToken, string> before, string where)
    {
        var users = new HashSet<string>();
        foreach (var token in pool.Where(static token => token.Kind is not IdentityKind.AnonymousId))
        {
            if (await Resolver.Find(token) is { } owner)
            {
                Assert.True(!before.TryGetValue(token, out var former) || former == owner, where);
                before[token] = owner;
                Assert.True(token.Kind != IdentityKind.UserId || users.Add(owner), where);
            }
        }
    }

    /// <summary>Nobody who owns a strong token was absorbed, and everything absorbed was an anonymous client's.</summary>
    private async Task CheckMergesAsync(IdentityToken[] pool, string where)
    {
        foreach (var token in pool)
        {
            if (await Resolver.Find(token) is not { } owner)
            {
                continue;
            }

            var into = (await cluster.Merges(owner).GetMerges(Viewer)).AbsorbedInto;
            var standing = await cluster.Grains.GetGrain<IStandingGrain>(owner).Get();
            Assert.True(into is null || (token.Kind == IdentityKind.AnonymousId && standing.Standing == Standing.Stitched && standing.Into == into), $"{where}, {token.Kind}");
            Assert.True(standing.Standing is not (Standing.Naming or Standing.Stitching), $"{where}, {standing.Standing}");
        }
    }

    private static IdentityToken[] Pool() =>
    [
        .. Enumerable.Range(0, 3).Select(static _ => new IdentityToken(IdentityKind.UserId, GrainsCluster.New("u"))),
        .. Enumerable.Range(0, 3).Select(static _ => new IdentityToken(IdentityKind.Email, GrainsCluster.New("m") + "@example.com")),
        .. Enumerable.Range(0, 2).Select(static _ => new IdentityToken(IdentityKind.Card, GrainsCluster.New("k"))),
        .. Enumerable.Range(0, 4).Select(static _ => new IdentityToken(IdentityKind.AnonymousId, GrainsCluster.New("a"))),
    ];

    /// <summary>At most one token of a kind, at least one in all.</summary>
    private static ImmutableArray<IdentityToken> Event(IdentityToken[] pool, Random random)
    {
        while (true)
        {
            ImmutableArray<IdentityToken> tokens =
            [
                .. pool.GroupBy(static token => token.Kind)
                    .Where(_ => random.Next(5) < 2)
                    .Select(kind => kind.ElementAt(random.Next(kind.Count()))),
            ];
            if (tokens.Length > 0)
            {
                return tokens;
            }
        }
    }
}
