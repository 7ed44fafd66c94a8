using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Grains.Customers;
using Luxe.Grains.Identity;
using Luxe.Grains.Tests.Hosting;

namespace Luxe.Grains.Tests.Identity;

/// <summary>Who a token belongs to, with the real customer grains behind: one process, so nothing is proved of two silos.</summary>
[Collection(ClusterTests.Name)]
public sealed class StitchingTests(GrainsCluster cluster) : StitchingScene(cluster)
{
    [Fact]
    public async Task Resolve_AnonymousHistoryThenASignIn_IsTheKnownClientsHistory()
    {
        var (device, user) = (Anonymous(), User());
        var known = await KnownAsync(ConsentTier.Identity, user);
        var stranger = await StrangerAsync(ConsentTier.Behaviour, device, "seen-before");

        Assert.Equal(known, await Resolver.Resolve([device, user]));

        Assert.Equal(["seen-before"], await JourneyAsync(known));
        Assert.Equal(ConsentTier.Behaviour, (await Cluster.Views(known).GetConsent()).Tier);
        Assert.Equal(new StandingView(Standing.Stitched, known), await StandingOf(stranger).Get());

        // The token stays: who comes by it is passed on, so that the merge can be taken back.
        Assert.Equal(stranger, await Resolver.Resolve([device]));
        await Cluster.Customer(stranger).Record([View("seen-after")]);
        Assert.Equal(["seen-after", "seen-before"], await JourneyAsync(known));
    }

    [Fact]
    public async Task Resolve_TheSameSignInManyTimesAtOnce_IsOneMerge()
    {
        var (device, user) = (Anonymous(), User());
        var known = await KnownAsync(ConsentTier.Behaviour, user);
        await StrangerAsync(ConsentTier.Behaviour, device, "seen");

        var all = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Resolver.Resolve([device, user])));

        Assert.Equal([known], all.Distinct());
        Assert.Single((await Cluster.Merges(known).GetMerges(Viewer)).Merges);
        Assert.Equal(["seen"], await JourneyAsync(known));
    }

    [Fact]
    public async Task Resolve_StitchTakenBack_IsNotRepeated()
    {
        var (device, user) = (Anonymous(), User());
        var known = await KnownAsync(ConsentTier.Behaviour, user);
        var stranger = await StrangerAsync(ConsentTier.Behaviour, device, "seen");
        await Resolver.Resolve([device, user]);
        var merge = Assert.Single((await Cluster.Merges(known).GetMerges(Viewer)).Merges);
        Assert.Equal("identity", merge.Actor);

        Assert.Equal(UndoResult.Done, (await Cluster.Merges(known).Undo(merge.MergeId, "camille")).Result);
        Assert.Equal(known, await Resolver.Resolve([device, user]));

        Assert.Empty(await JourneyAsync(known));
        Assert.Equal(["seen"], await JourneyAsync(stranger));
        Assert.NotNull(Assert.Single((await Cluster.Merges(known).GetMerges(Viewer)).Merges).UndoneBy);
    }

    [Fact]
    public async Task Resolve_KnownClientErased_TheDeviceMovesOnAndNothingIsStitched()
    {
        var (device, user) = (Anonymous(), User());
        var known = await KnownAsync(ConsentTier.Behaviour, user);
        var stranger = await StrangerAsync(ConsentTier.Behaviour, device, "seen");
        await Cluster.Grains.GetGrain<ICustomerErasure>(known).Erase(new ErasureOrder(GrainsCluster.New("erase"), "client"));

        Assert.Equal(known, await Resolver.Resolve([device, user]));

        Assert.Equal(known, await Resolver.Find(device));
        Assert.Equal(["seen"], await JourneyAsync(stranger));
    }

    [Fact]
    public async Task Resolve_KnownClientWasMergedByHand_StitchesIntoHerSurvivor()
    {
        var (device, user) = (Anonymous(), User());
        var known = await KnownAsync(ConsentTier.Behaviour, user);
        var survivor = await KnownAsync(ConsentTier.Behaviour, User());
        await StrangerAsync(ConsentTier.Behaviour, device, "seen");
        await Cluster.Merges(survivor).Absorb(new MergeOrder(GrainsCluster.New("m"), known, "camille", "same-person", DateTimeOffset.UtcNow));

        Assert.Equal(known, await Resolver.Resolve([device, user]));

        Assert.Equal(["seen"], await JourneyAsync(survivor));
    }

    [Fact]
    public async Task Resolve_CutOffBeforeTheMerge_TheNextEventMerges()
    {
        var (device, user) = (Anonymous(), User());
        var known = await KnownAsync(ConsentTier.Behaviour, user);
        var stranger = await StrangerAsync(ConsentTier.Behaviour, device, "seen");
        await StandingOf(stranger).Stitch(known);

        await Resolver.Resolve([device, user]);

        Assert.Equal(["seen"], await JourneyAsync(known));
    }

    [Fact]
    public async Task Resolve_CutOffAfterTheClaimThatNamesHer_TheNextEventMakesHerKnown()
    {
        var (device, mail, user) = (Anonymous(), Mail(), User());
        var stranger = await Resolver.Resolve([device]);
        await StandingOf(stranger).BeginNaming(null);
        await Token(mail).Claim(stranger);

        Assert.Equal(stranger, await Resolver.Resolve([mail, device]));

        Assert.Equal(Standing.Named, (await StandingOf(stranger).Get()).Standing);
        Assert.NotEqual(stranger, await Resolver.Resolve([device, user]));
    }

    [Fact]
    public async Task Resolve_CutOffBeforeTheClaimThatNamesHer_TheNextEventNamesHer()
    {
        var (device, mail) = (Anonymous(), Mail());
        var stranger = await Resolver.Resolve([device]);
        await StandingOf(stranger).BeginNaming(null);

        Assert.Equal(stranger, await Resolver.Resolve([mail, device]));

        Assert.Equal(stranger, await Resolver.Find(mail));
        Assert.Equal(Standing.Named, (await StandingOf(stranger).Get()).Standing);
    }

    [Fact]
    public async Task Resolve_TwoAnonymousSequencesAliased_AreOne()
    {
        var (phone, laptop, user) = (Anonymous(), Anonymous(), User());
        var one = await StrangerAsync(ConsentTier.Behaviour, phone, "on-the-phone");
        var other = await StrangerAsync(ConsentTier.Behaviour, laptop, "on-the-laptop");

        Assert.Equal(one, await Resolver.Resolve([phone, laptop]));
        Assert.Equal(one, await Resolver.Resolve([user, phone]));

        Assert.Equal(["on-the-laptop", "on-the-phone"], await JourneyAsync(one));
        Assert.Equal(one, (await Cluster.Merges(other).GetMerges(Viewer)).AbsorbedInto);
    }

    [Fact]
    public async Task Resolve_Device_FindsTheClientWhoLastSignedInOnIt()
    {
        var (device, user) = (Of(IdentityKind.Device), User());
        var stranger = await StrangerAsync(ConsentTier.Behaviour, device, "seen");
        var known = await KnownAsync(ConsentTier.Behaviour, user);

        Assert.Equal(known, await Resolver.Resolve([user, device]));

        Assert.Equal(["seen"], await JourneyAsync(known));
        Assert.Equal(stranger, await Resolver.Resolve([device]));
    }

    [Fact]
    public async Task Resolve_OnlyTokensThatAreNobody_Throws() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Resolver.Resolve([new IdentityToken(IdentityKind.UserId, "undefined"), new IdentityToken(IdentityKind.Phone, "n/a")]));
}
