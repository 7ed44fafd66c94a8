using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Identity;
using Luxe.Grains.Tests.Hosting;

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
    public async Task Resolve_ADeviceThatSignsIn_FollowsThePerson()
    {
        var (device, user) = (GrainsCluster.New("anon"), GrainsCluster.New("u"));
        var known = await Resolver.Resolve(Tokens((IdentityKind.UserId, user)));
        var stranger = await Resolver.Resolve(Tokens((IdentityKind.AnonymousId, device)));
        Assert.NotEqual(known, stranger);

        var signedIn = await Resolver.Resolve(Tokens((IdentityKind.AnonymousId, device), (IdentityKind.UserId, user)));

        // The device's own id is a signpost to her from now on.
        Assert.Equal(known, signedIn);
        Assert.Equal(stranger, await Resolver.Resolve(Tokens((IdentityKind.AnonymousId, device))));
        Assert.Equal(known, (await cluster.Merges(stranger).GetMerges(new Viewer("tests", ViewerRole.HeadOffice, "test"))).AbsorbedInto);
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
