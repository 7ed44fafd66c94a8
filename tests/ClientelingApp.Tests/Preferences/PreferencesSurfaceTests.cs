using System.Net;
using Luxe.ClientelingApp.Tests.House;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;

namespace Luxe.ClientelingApp.Tests.Preferences;

/// <summary>Her pages over HTTP: doors, forms, sessions, the tablet that was handed over.</summary>
[Collection(AppHouseCollection.Name)]
public sealed class PreferencesSurfaceTests(AppHouse house)
{
    private readonly ClientHouse clients = new(house);

    private static readonly string[] ClosedPages = ["/", "/today", "/clients/c_1", "/signin", "/not-yours", "/me2", "/nowhere"];
    private static readonly string[] OpenPages = ["/me", "/me/history", "/me/looks", "/me/data", "/me/phone", "/me/back", "/assets/luxe.css", "/_framework/blazor.web.js"];

    [Fact]
    public async Task Link_LookedAtByAProgram_OpensAfterwardsAndOnce()
    {
        var link = await clients.Link(await clients.New());
        using var visitor = new ClientVisitor(house.Url);
        Assert.Equal("/me/ask", (await visitor.Get("/me")).To);

        Assert.Equal(HttpStatusCode.OK, (await visitor.Get(ClientHouse.Enter(link))).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get(ClientHouse.Enter(link))).Status);
        Assert.Equal("/me", await visitor.Post(ClientHouse.Enter(link), "/me/enter", ("token", link)));
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/me")).Status);

        using var second = new ClientVisitor(house.Url);
        Assert.Equal("/me/enter?over=1", await second.Post(ClientHouse.Enter(link), "/me/enter", ("token", link)));
        Assert.Equal("/me/ask", (await second.Get("/me")).To);
    }

    [Fact]
    public async Task Choice_OfOneTap_IsDecidedWholeAndNamesItsDoor()
    {
        var id = await clients.New();
        using var visitor = await clients.Inside(id, "ja");

        Assert.Equal("/me", await visitor.Post("/me", "/me/choose", ("tap", "searches=off")));
        Assert.Equal("/me", await visitor.Post("/me", "/me/choose", ("tap", "email=on")));
        Assert.Equal("/me", await visitor.Post("/me", "/me/choose", ("tap", "tier=identity")));

        var now = await house.Grains.GetGrain<ICustomerViews>(id).GetConsent();
        Assert.Equal((ConsentTier.Identity, Purposes.Email | Purposes.InStoreRecognition, DataUses.Searches), (now.Tier, now.Purposes, now.Withheld));
        var ledger = await house.Grains.GetGrain<ICustomerViews>(id).GetLedger(new Viewer("noor", ViewerRole.PrivacyOfficer, "test"));
        var decision = ledger.Entries[^1].Decision;
        Assert.Equal(("client", "store", "ja"), (decision.Actor, decision.Channel, decision.Locale));
        Assert.StartsWith("link:", decision.Evidence, StringComparison.Ordinal);
        Assert.Equal(4, ledger.Entries.Length);

        // What is so already is not decided again.
        Assert.Equal("/me", await visitor.Post("/me", "/me/choose", ("tap", "email=on")));
        Assert.Equal(4, (await house.Grains.GetGrain<ICustomerViews>(id).GetLedger(new Viewer("noor", ViewerRole.PrivacyOfficer, "test"))).Entries.Length);
    }

    [Fact]
    public async Task Choices_OnTheirWayTogether_DoNotTakeEachOtherBack()
    {
        var id = await clients.New();
        using var visitor = await clients.Inside(id);
        string[] taps = ["email=on", "sms=on", "phone=on", "post=on", "searches=off", "cartActivity=off", "messaging=on", "productViews=off"];

        await Task.WhenAll(taps.Select(tap => visitor.Post("/me", "/me/choose", ("tap", tap))));

        var now = await house.Grains.GetGrain<ICustomerViews>(id).GetConsent();
        Assert.Equal(Purposes.InStoreRecognition | Purposes.Email | Purposes.Sms | Purposes.Phone | Purposes.Post | Purposes.Messaging, now.Purposes);
        Assert.Equal(DataUses.Searches | DataUses.CartActivity | DataUses.ProductViews, now.Withheld);
    }

    [Fact]
    public async Task Choice_WithoutItsFormsToken_OrThatIsNone_ChangesNothing()
    {
        var id = await clients.New();
        using var visitor = await clients.Inside(id);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("tap", "tier=none")]);
        using var answer = await visitor.Http.PostAsync("/me/choose", form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("BadRequest", await visitor.Post("/me", "/me/choose", ("tap", "tier=everything")));
        Assert.Equal(ConsentTier.Behaviour, (await house.Grains.GetGrain<ICustomerViews>(id).GetConsent()).Tier);
    }

    [Theory]
    [InlineData("fr-CA,fr;q=0.9,en;q=0.5", "fr", "Vos choix")]
    [InlineData("it", "it", "Le sue scelte")]
    [InlineData("de, ja;q=0.8", "ja", "お客様の選択")]
    [InlineData("de", "en", "Your choices")]
    public async Task Page_InTheLanguageOfTheDevice_SaysSo(string asked, string tag, string title)
    {
        using var visitor = await clients.Inside(await clients.New(), asked);
        var html = WebUtility.HtmlDecode(await visitor.Http.GetStringAsync("/me"));
        Assert.Contains($"<html lang=\"{tag}\"", html, StringComparison.Ordinal);
        Assert.Contains(title, html, StringComparison.Ordinal);

        // And in the one she chooses.
        Assert.Equal("/me", (await visitor.Get("/me/language?to=en&back=//elsewhere.example")).To);
        Assert.Contains("Your choices", await visitor.Http.GetStringAsync("/me"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_ForAnyAddress_AnswersAlike()
    {
        using var visitor = new ClientVisitor(house.Url);
        foreach (var address in (string[])["nobody@example.com", "not an address", "", new string('x', 400)])
        {
            Assert.Equal("/me/ask?sent=1", await visitor.Post("/me/ask", "/me/ask", ("email", address)));
        }
    }

    [Fact]
    public async Task StaffPages_WithAClientsCookie_StayShut()
    {
        using var visitor = await clients.Inside(await clients.New());
        Assert.Equal("/signin?returnUrl=%2Ftoday", (await visitor.Get("/today")).To);
        Assert.Equal("/signin?returnUrl=%2Fprivacy", (await visitor.Get("/privacy")).To);
    }

    [Fact]
    public async Task Tablet_HandedOver_ShowsHerPagesAloneUntilThePasswordTakesItBack()
    {
        var id = await clients.New();
        using var tablet = await clients.HandedOver(id);

        foreach (var page in ClosedPages)
        {
            Assert.Equal((HttpStatusCode.Redirect, "/me"), await tablet.Get(page));
        }

        foreach (var page in OpenPages)
        {
            Assert.Equal(HttpStatusCode.OK, (await tablet.Get(page)).Status);
        }

        using var hub = await tablet.Http.PostAsync("/hubs/clienteling/negotiate?negotiateVersion=1", null);
        using var circuit = await tablet.Http.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (hub.StatusCode, circuit.StatusCode));

        Assert.Equal("/me/back?again=1", await tablet.Post("/me/back", "/me/back", ("password", "wrong")));
        Assert.Equal((HttpStatusCode.Redirect, "/me"), await tablet.Get("/today"));
        Assert.Equal($"/clients/{id}", await tablet.Post("/me/back", "/me/back", ("password", AppHouse.Password)));
        Assert.Equal(HttpStatusCode.OK, (await tablet.Get("/today")).Status);
        Assert.Equal("/me/ask", (await tablet.Get("/me")).To);
    }

    [Fact]
    public async Task Tablet_HandedOver_RidOfItsCookies_IsASignInForm()
    {
        using var tablet = await clients.HandedOver(await clients.New());
        tablet.Drop("luxe.kiosk");
        Assert.Equal("/signin?returnUrl=%2Ftoday", (await tablet.Get("/today")).To);
    }

    [Fact]
    public async Task Tablet_HandedOver_SaysSoInTheLedger()
    {
        var id = await clients.New();
        using var tablet = await clients.HandedOver(id);
        Assert.Equal("/me", await tablet.Post("/me", "/me/choose", ("tap", "alone=on")));
        var ledger = await house.Grains.GetGrain<ICustomerViews>(id).GetLedger(new Viewer("noor", ViewerRole.PrivacyOfficer, "test"));
        Assert.Equal(("kiosk:" + AppHouse.Associate, "store", true), (ledger.Entries[^1].Decision.Evidence, ledger.Entries[^1].Decision.Channel, ledger.Entries[^1].Decision.LeaveMeAlone));

        // When she closes her pages the tablet waits for the associate.
        Assert.Equal("/me/back", await tablet.Post("/me", "/me/leave"));
        Assert.Equal("/me/back", (await tablet.Get("/me")).To);
    }

    [Fact]
    public async Task HandOver_ByOthersThanThoseWhoServe_IsRefused()
    {
        using var office = new ClientVisitor(house.Url);
        Assert.Equal("/journeys", await office.Post("/signin", "/signin/submit", ("user", "office"), ("password", AppHouse.Password)));
        Assert.Equal("/not-yours", await office.Post("/journeys", "/me/kiosk", ("customer", await clients.New())));
    }
}
