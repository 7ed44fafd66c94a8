using Luxe.Contracts.Access;
using Luxe.Contracts.Doors;
using Luxe.Contracts.Identity;
using Luxe.Grains.Doors;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Doors;

[Collection(ClusterTests.Name)]
public sealed class DoorTests(GrainsCluster cluster)
{
    private static readonly Viewer Camille = new("as-camille", ViewerRole.Associate, "preferences", "s1");

    private IPreferenceDoor Door => cluster.Grains.GetGrain<IPreferenceDoor>(IPreferenceDoor.Key);

    [Fact]
    public async Task Enter_WithALink_OpensOnceAndSaysWhose()
    {
        var customer = GrainsCluster.New("c");
        var link = await Door.Open(customer, DoorChannels.Code, Camille);
        Assert.Equal(43, link.Token.Length);

        var guest = await Door.Enter(link.Token);

        Assert.Equal((customer, DoorChannels.Code), (guest!.CustomerId, guest.Channel));
        Assert.Equal("link:" + LinkToken.HashOf(link.Token)![..8], guest.Evidence);
        Assert.Null(await Door.Enter(link.Token));
    }

    [Fact]
    public async Task Enter_OfAHandedOverTablet_NamesWhoHandedIt()
    {
        var link = await Door.Open(GrainsCluster.New("c"), DoorChannels.Kiosk, Camille);
        Assert.Equal("kiosk:as-camille", (await Door.Enter(link.Token))!.Evidence);
    }

    [Fact]
    public async Task Enter_WithWhatAThiefOfTheTableHas_OpensNothing()
    {
        var link = await Door.Open(GrainsCluster.New("c"), DoorChannels.Mail, Camille);
        var hash = LinkToken.HashOf(link.Token)!;

        Assert.Null(await Door.Enter(hash));
        Assert.Null(await Door.Enter(hash[..43]));
        Assert.Null(await Door.Enter(""));
        Assert.Null(await Door.Enter(new string('é', 43)));
        Assert.NotNull(await Door.Enter(link.Token));
    }

    [Fact]
    public async Task Open_ByAnybody_IsInTheAccessLog()
    {
        var customer = GrainsCluster.New("c");
        await Door.Open(customer, DoorChannels.Code, Camille);

        var look = Assert.Single(await cluster.Service<IAccessLog>().ReadByCustomerAsync(customer, 10)).Entry;
        Assert.Equal(("as-camille", "Associate", "link-qr"), (look.Viewer, look.Role, look.What));
    }

    [Fact]
    public async Task AskByMail_KnownOrNot_WaitsInOneFormForWhoeverWritesTheLetter()
    {
        // This silo has no postman: what is asked stays until it is read here.
        await Door.AskByMail(new IdentityToken(IdentityKind.Email, "mailto:Asks.Once@Example.COM"), "ja", "::1");
        await Door.AskByMail(new IdentityToken(IdentityKind.Email, "not an address"), "ja", "::1");
        await Door.AskByMail(new IdentityToken(IdentityKind.Phone, "+33123456789"), "ja", "::1");
        await Door.AskByMail(new IdentityToken(IdentityKind.Email, "asks.last@example.com"), "fr", "::1");

        var asked = new List<LinkAsk>();
        await foreach (var ask in cluster.Service<LinkAsks>().ReadAsync(CancellationToken.None))
        {
            asked.Add(ask);
            if (ask.Email.Value == "asks.last@example.com")
            {
                break;
            }
        }

        Assert.Equal([("asks.once@example.com", "ja"), ("asks.last@example.com", "fr")], asked.Select(static ask => (ask.Email.Value, ask.Locale)));
    }
}
