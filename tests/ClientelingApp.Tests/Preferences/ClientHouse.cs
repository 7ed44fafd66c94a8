using Luxe.ClientelingApp.Tests.House;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Doors;

namespace Luxe.ClientelingApp.Tests.Preferences;

/// <summary>Clients of the house at their own pages.</summary>
internal sealed class ClientHouse(AppHouse house)
{
    public static string Enter(string link) => "/me/enter?k=" + link;

    /// <summary>A client at Behaviour who told her name; her id.</summary>
    public async Task<string> New()
    {
        var id = $"c_{Guid.NewGuid():N}"[..24];
        var client = house.Grains.GetGrain<ICustomerGrain>(id);
        var since = DateTimeOffset.UtcNow.AddDays(-1);
        await client.Decide(new ConsentDecision(id + "-d", ConsentTier.Behaviour, Purposes.InStoreRecognition, "2026-11", "en", "store", "seed", since));
        await client.Record([new Interaction
        {
            EventId = id + "-i",
            Kind = InteractionKind.Identified,
            OccurredAt = since,
            ReceivedAt = since,
            Channel = Channel.Store,
            Traits = new Traits { Title = "Ms", FamilyName = "Aubrac", City = "Lyon", Language = "fr", Country = "FR", Sizes = [new("shoes", "38")], Categories = ["knitwear"] },
        }]);
        return id;
    }

    public async Task<string> Link(string id) =>
        (await house.Grains.GetGrain<IPreferenceDoor>(IPreferenceDoor.Key).Open(id, DoorChannels.Code, new Viewer(AppHouse.Associate, ViewerRole.Associate, "preferences"))).Token;

    public async Task<ClientVisitor> Inside(string id, string? language = null)
    {
        var visitor = new ClientVisitor(house.Url, language);
        var link = await Link(id);
        Assert.Equal("/me", await visitor.Post(Enter(link), "/me/enter", ("token", link)));
        return visitor;
    }

    public async Task<ClientVisitor> HandedOver(string id)
    {
        var tablet = new ClientVisitor(house.Url);
        Assert.Equal("/today", await tablet.Post("/signin", "/signin/submit", ("user", "associate"), ("password", AppHouse.Password)));
        Assert.Equal("/me", await tablet.Post($"/clients/{id}/choices", "/me/kiosk", ("customer", id)));
        return tablet;
    }
}
