using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Grains.Identity;
using Luxe.Grains.Tests.Hosting;

namespace Luxe.Grains.Tests.Identity;

/// <summary>A token that two may claim: who keeps it, and what is queued for a human.</summary>
[Collection(ClusterTests.Name)]
public sealed class SharedTokenTests(GrainsCluster cluster) : StitchingScene(cluster)
{
    [Fact]
    public async Task Resolve_AnotherKnownClientOnTheDevice_TakesTheTokenAndNotTheHistory()
    {
        var (device, user, other) = (Anonymous(), User(), User());
        var known = await KnownAsync(ConsentTier.Behaviour, user);
        var second = await KnownAsync(ConsentTier.Behaviour, other);
        await StrangerAsync(ConsentTier.Behaviour, device, "seen");
        await Resolver.Resolve([device, user]);

        Assert.Equal(second, await Resolver.Resolve([device, other]));

        Assert.Equal(second, await Resolver.Resolve([device]));
        Assert.Equal(["seen"], await JourneyAsync(known));
        Assert.Empty(await JourneyAsync(second));
        Assert.Null((await Cluster.Merges(second).GetMerges(Viewer)).AbsorbedInto);
    }

    [Fact]
    public async Task Resolve_AKnownClientsDeviceAndANewName_IsANewClient()
    {
        var (device, user, newcomer) = (Anonymous(), User(), User());
        var known = await Resolver.Resolve([device, user]);

        var second = await Resolver.Resolve([device, newcomer]);

        Assert.NotEqual(known, second);
        Assert.Equal(known, await Resolver.Find(user));
        Assert.Equal(second, await Resolver.Find(device));
    }

    [Fact]
    public async Task Resolve_NamedAndStitchedAtOnce_IsEitherAndNeverTwoKnownClientsInOne()
    {
        for (var round = 0; round < 25; round++)
        {
            var (device, user, newcomer) = (Anonymous(), User(), User());
            var known = await Resolver.Resolve([user]);
            var stranger = await StrangerAsync(ConsentTier.Behaviour, device, "seen");

            var results = await Task.WhenAll(Resolver.Resolve([device, user]), Resolver.Resolve([device, newcomer]));

            Assert.Equal(known, results[0]);
            Assert.NotEqual(known, results[1]);
            Assert.Equal(results[1], await Resolver.Find(newcomer));
            var stitched = (await Cluster.Merges(stranger).GetMerges(Viewer)).AbsorbedInto;
            Assert.Equal(results[1] == stranger ? null : known, stitched);
        }
    }

    [Theory]
    [InlineData(IdentityKind.Email, MatchReason.SameEmail)]
    [InlineData(IdentityKind.Phone, MatchReason.SamePhone)]
    [InlineData(IdentityKind.Card, MatchReason.SameCard)]
    [InlineData(IdentityKind.UserId, MatchReason.Aliased)]
    public async Task Resolve_TwoKnownClientsWithOneToken_AreQueuedAndTheTokenStays(IdentityKind kind, MatchReason reason)
    {
        var (user, shared) = (User(), Of(kind));
        var first = await Resolver.Resolve([shared]);
        var second = await Resolver.Resolve([user]);

        Assert.Equal(second, await Resolver.Resolve(kind == IdentityKind.UserId ? [user, shared] : [shared, user]));

        Assert.Equal(first, await Resolver.Find(shared));
        Assert.Equal([reason], (await CandidateAsync(first, second))!.Reasons.ToArray());
        Assert.Null((await Cluster.Merges(first).GetMerges(Viewer)).AbsorbedInto);
    }

    [Fact]
    public async Task Resolve_TwoCreatedAtOnceWithOneToken_LoserIsQueued()
    {
        for (var round = 0; round < 15; round++)
        {
            var mail = Mail();
            var users = Enumerable.Range(0, 4).Select(_ => User()).ToArray();

            var created = await Task.WhenAll(users.Select(user => Resolver.Resolve([user, mail])));

            var owner = await Resolver.Find(mail);
            Assert.Contains(owner, created);
            foreach (var other in created.Where(one => one != owner).Distinct())
            {
                Assert.NotNull(await CandidateAsync(owner!, other));
            }
        }
    }

    [Fact]
    public async Task Resolve_AnAddressWithoutAccountThenAnAccount_IsOneClient()
    {
        var (mail, user, device) = (Mail(), User(), Anonymous());
        var reader = await Resolver.Resolve([mail, device]);

        Assert.Equal(reader, await Resolver.Resolve([user, mail]));

        Assert.Equal(reader, await Resolver.Find(user));
        Assert.Equal(Standing.Known, (await StandingOf(reader).Get()).Standing);
    }

    [Fact]
    public async Task Resolve_ASecondAccountOnAnAddress_IsANewClientAndQueued()
    {
        var (mail, user, second) = (Mail(), User(), User());
        var first = await Resolver.Resolve([user, mail]);

        var other = await Resolver.Resolve([second, mail]);

        Assert.NotEqual(first, other);
        Assert.Equal(first, await Resolver.Find(mail));
        Assert.Equal([MatchReason.SameEmail], (await CandidateAsync(first, other))!.Reasons.ToArray());
    }

    [Fact]
    public async Task Resolve_TwoAccountsAtOnceOnAnAddressWithoutOne_OnlyOneOfThemIsHers()
    {
        for (var round = 0; round < 15; round++)
        {
            var mail = Mail();
            var reader = await Resolver.Resolve([mail]);

            var accounts = await Task.WhenAll(Resolver.Resolve([User(), mail]), Resolver.Resolve([User(), mail]));

            Assert.Single(accounts, account => account == reader);
            Assert.NotNull(await CandidateAsync(accounts[0], accounts[1]));
        }
    }

    [Fact]
    public async Task Resolve_MergedByHandAlready_IsNoCandidate()
    {
        var (user, mail) = (User(), Mail());
        var first = await KnownAsync(ConsentTier.Behaviour, mail);
        var second = await KnownAsync(ConsentTier.Behaviour, user);
        await Cluster.Merges(second).Absorb(new MergeOrder(GrainsCluster.New("m"), first, "camille", "same-person", DateTimeOffset.UtcNow));

        Assert.Equal(second, await Resolver.Resolve([user, mail]));

        // The merge itself has settled the pair, so that nothing queues it.
        Assert.Equal(CandidateState.Merged, (await CandidateAsync(first, second))!.State);
    }
}
