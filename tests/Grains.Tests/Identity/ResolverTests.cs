using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Identity;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Identity;

[Collection(ClusterTests.Name)]
public sealed class ResolverTests(GrainsCluster cluster)
{
    private IIdentityResolver Resolver => cluster.Grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key);

    [Fact]
    public async Task Resolve_OnePersonFirstSeenManyTimesAtOnce_IsOneCustomer()
    {
        var tokens = Tokens((IdentityKind.UserId, GrainsCluster.New("u")), (IdentityKind.Email, GrainsCluster.New("m") + "@example.com"));

        var customers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Resolver.Resolve(tokens)));

        Assert.Single(customers.Distinct());
        Assert.Matches("^c_[0-9A-Za-z]{22}$", customers[0]);
        Assert.Equal(customers[0], await Resolver.Find(tokens[1]));
    }

    [Fact]
    public async Task Resolve_ADeviceOfWhomNothingIsKnownSignsIn_FollowsThePersonAndMergesNothing()
    {
        var (device, user) = (GrainsCluster.New("anon"), GrainsCluster.New("u"));
        var known = await Resolver.Resolve(Tokens((IdentityKind.UserId, user)));
        var stranger = await Resolver.Resolve(Tokens((IdentityKind.AnonymousId, device)));
        Assert.NotEqual(known, stranger);

        var signedIn = await Resolver.Resolve(Tokens((IdentityKind.AnonymousId, device), (IdentityKind.UserId, user)));

        Assert.Equal(known, signedIn);
        Assert.Equal(known, await Resolver.Resolve(Tokens((IdentityKind.AnonymousId, device))));
        Assert.Null((await cluster.Merges(stranger).GetMerges(new Viewer("tests", ViewerRole.HeadOffice, "test"))).AbsorbedInto);
        Assert.Equal((0, 0), (await cluster.Service<IJournal>().GetHeadAsync(known), await cluster.Service<IJournal>().GetHeadAsync(stranger)));
    }

    [Fact]
    public async Task Resolve_TwoDevicesOfOneOfWhomNothingIsKnown_BothFollowThePerson()
    {
        var (phone, laptop, user) = (GrainsCluster.New("anon"), GrainsCluster.New("device"), GrainsCluster.New("u"));
        var known = await Resolver.Resolve(Tokens((IdentityKind.UserId, user)));
        await Resolver.Resolve(Tokens((IdentityKind.AnonymousId, phone), (IdentityKind.Device, laptop)));

        await Resolver.Resolve(Tokens((IdentityKind.UserId, user), (IdentityKind.AnonymousId, phone)));
        await Resolver.Resolve(Tokens((IdentityKind.UserId, user), (IdentityKind.Device, laptop)));

        Assert.Equal(known, await Resolver.Find(new IdentityToken(IdentityKind.AnonymousId, phone)));
        Assert.Equal(known, await Resolver.Find(new IdentityToken(IdentityKind.Device, laptop)));
    }

    [Fact]
    public async Task Resolve_AStrangerWhoNamesHerself_StaysWhoSheWas()
    {
        var (device, mail) = (GrainsCluster.New("anon"), GrainsCluster.New("m") + "@example.com");
        var stranger = await Resolver.Resolve(Tokens((IdentityKind.AnonymousId, device)));

        Assert.Equal(stranger, await Resolver.Resolve(Tokens((IdentityKind.AnonymousId, device), (IdentityKind.Email, mail.ToUpperInvariant()))));
        Assert.Equal(stranger, await Resolver.Find(new IdentityToken(IdentityKind.Email, mail)));
    }

    [Fact]
    public async Task Find_UnknownOrEmpty_IsNull()
    {
        Assert.Null(await Resolver.Find(new IdentityToken(IdentityKind.Card, GrainsCluster.New("card"))));
        Assert.Null(await Resolver.Find(new IdentityToken(IdentityKind.Email, "  ")));
    }

    private static ImmutableArray<IdentityToken> Tokens(params (IdentityKind Kind, string Value)[] tokens) =>
        [.. tokens.Select(static token => new IdentityToken(token.Kind, token.Value))];
}
