using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Grains.Customers;
using Luxe.Grains.Identity;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;

namespace Luxe.Grains.Tests.Identity;

/// <summary>Who a token belongs to, with the real customer grains behind: one process, so nothing is proved of two silos.</summary>
[Collection(ClusterTests.Name)]
public sealed class StitchingTests(GrainsCluster cluster)
{
    private static readonly Viewer Viewer = new("tests", ViewerRole.HeadOffice, "test");

    private IIdentityResolver Resolver => cluster.Grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key);

    [Fact]
    public async Task Resolve_AnonymousHistoryThenASignIn_IsTheKnownClientsHistory()
    {
        var (device, user) = (Anonymous(), User());
        var known = await KnownAsync(ConsentTier.Identity, user);
        var stranger = await StrangerAsync(ConsentTier.Behaviour, device, "seen-before");

        Assert.Equal(known, await Resolver.Resolve([device, user]));

        Assert.Equal(["seen-before"], await JourneyAsync(known));
        Assert.Equal(ConsentTier.Behaviour, (await cluster.Views(known).GetConsent()).Tier);
        Assert.Equal(new StandingView(Standing.Stitched, known), await StandingOf(stranger).Get());

        // The token stays: who comes by it is passed on, so that the merge can be taken back.
        Assert.Equal(stranger, await Resolver.Resolve([device]));
        await cluster.Customer(stranger).Record([View("seen-after")]);
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
        Assert.Single((await cluster.Merges(known).GetMerges(Viewer)).Merges);
        Assert.Equal(["seen"], await JourneyAsync(known));
    }

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
        Assert.Null((await cluster.Merges(second).GetMerges(Viewer)).AbsorbedInto);
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
    public async Task Resolve_StitchTakenBack_IsNotRepeated()
    {
        var (device, user) = (Anonymous(), User());
        var known = await KnownAsync(ConsentTier.Behaviour, user);
        var stranger = await StrangerAsync(ConsentTier.Behaviour, device, "seen");
        await Resolver.Resolve([device, user]);
        var merge = Assert.Single((await cluster.Merges(known).GetMerges(Viewer)).Merges);
        Assert.Equal("identity", merge.Actor);

        Assert.Equal(UndoResult.Done, (await cluster.Merges(known).Undo(merge.MergeId, "camille")).Result);
        Assert.Equal(known, await Resolver.Resolve([device, user]));

        Assert.Empty(await JourneyAsync(known));
        Assert.Equal(["seen"], await JourneyAsync(stranger));
        Assert.NotNull(Assert.Single((await cluster.Merges(known).GetMerges(Viewer)).Merges).UndoneBy);
    }

    [Fact]
    public async Task Resolve_KnownClientErased_TheDeviceMovesOnAndNothingIsStitched()
    {
        var (device, user) = (Anonymous(), User());
        var known = await KnownAsync(ConsentTier.Behaviour, user);
        var stranger = await StrangerAsync(ConsentTier.Behaviour, device, "seen");
        await cluster.Grains.GetGrain<ICustomerErasure>(known).Erase(new ErasureOrder(GrainsCluster.New("erase"), "client"));

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
        await cluster.Merges(survivor).Absorb(new MergeOrder(GrainsCluster.New("m"), known, "camille", "same-person", DateTimeOffset.UtcNow));

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
        await StandingOf(stranger).BeginNaming();
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
        await StandingOf(stranger).BeginNaming();

        Assert.Equal(stranger, await Resolver.Resolve([mail, device]));

        Assert.Equal(stranger, await Resolver.Find(mail));
        Assert.Equal(Standing.Named, (await StandingOf(stranger).Get()).Standing);
    }

    [Fact]
    public async Task Resolve_NamedAndStitchedAtOnce_IsEitherAndNeverTwoKnownClientsInOne()
    {
        for (var round = 0; round < 25; round++)
        {
            var (device, user, newcomer) = (Anonymous(), User(), User());
            var known = await Resolver.Resolve([user]);
            var stranger = await Resolver.Resolve([device]);

            var results = await Task.WhenAll(Resolver.Resolve([device, user]), Resolver.Resolve([device, newcomer]));

            Assert.Equal(known, results[0]);
            Assert.NotEqual(known, results[1]);
            Assert.Equal(results[1], await Resolver.Find(newcomer));
            var stitched = (await cluster.Merges(stranger).GetMerges(Viewer)).AbsorbedInto;
            Assert.Equal(results[1] == stranger ? null : known, stitched);
        }
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
        Assert.Equal(one, (await cluster.Merges(other).GetMerges(Viewer)).AbsorbedInto);
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
        Assert.Null((await cluster.Merges(first).GetMerges(Viewer)).AbsorbedInto);
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
        await cluster.Merges(second).Absorb(new MergeOrder(GrainsCluster.New("m"), first, "camille", "same-person", DateTimeOffset.UtcNow));

        Assert.Equal(second, await Resolver.Resolve([user, mail]));

        // The merge itself has settled the pair, so that nothing queues it.
        Assert.Equal(CandidateState.Merged, (await CandidateAsync(first, second))!.State);
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

    private static IdentityToken User() => Of(IdentityKind.UserId);

    private static IdentityToken Anonymous() => Of(IdentityKind.AnonymousId);

    private static IdentityToken Mail() => Of(IdentityKind.Email);

    private static IdentityToken Of(IdentityKind kind) => new(kind, kind switch
    {
        IdentityKind.Email => GrainsCluster.New("m") + "@example.com",
        IdentityKind.Phone => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"+336{Random.Shared.Next(10_000_000, 99_999_999)}"),
        _ => GrainsCluster.New(kind.ToString()),
    });

    private static Interaction View(string eventId) => new()
    {
        EventId = eventId,
        Kind = InteractionKind.ProductViewed,
        OccurredAt = Lives.Start,
        ReceivedAt = Lives.Start,
        Items = [new InteractionItem("p1")],
    };

    private async Task<string> KnownAsync(ConsentTier tier, params IdentityToken[] tokens)
    {
        var id = await Resolver.Resolve([.. tokens]);
        await cluster.Customer(id).Decide(Lives.Decision(GrainsCluster.New("d"), tier, Lives.Start));
        return id;
    }

    private async Task<string> StrangerAsync(ConsentTier tier, IdentityToken device, string eventId)
    {
        var id = await KnownAsync(tier, device);
        await cluster.Customer(id).Record([View(eventId)]);
        return id;
    }

    private async Task<string[]> JourneyAsync(string customer) =>
        [.. (await cluster.Views(customer).GetJourney(Viewer, null, 100)).Interactions.Select(static step => step.EventId).Order(StringComparer.Ordinal)];

    private IStandingGrain StandingOf(string customer) => cluster.Grains.GetGrain<IStandingGrain>(customer);

    private IIdentityGrain Token(IdentityToken token) => cluster.Grains.GetGrain<IIdentityGrain>(cluster.Service<IdentityKeys>().KeyFor(token)!);

    private Task<MergeCandidate?> CandidateAsync(string one, string other) =>
        cluster.Grains.GetGrain<IMergeCandidateGrain>(MergeCandidate.IdOf(one, other)).Get();
}
