using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Luxe.App.Tests;

/// <summary>
/// Her own pages as she meets them: the link, the switches, the preview, the tablet that is handed over. A real process, a real browser, two languages,
/// a tablet and a phone.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class PreferencesTests(Maison maison, Browser browser) : IClassFixture<Maison>, IClassFixture<Browser>
{
    private const string HubProbe = "fetch('/hubs/clienteling/negotiate?negotiateVersion=1', { method: 'POST' }).then(answer => answer.status)";

    private const string LineProbe =
        """
        path => new Promise(done => {
          const line = new WebSocket(location.origin.replace('http', 'ws') + path);
          line.onopen = () => { line.close(); done('open'); };
          line.onerror = () => done('shut');
        })
        """;

    private static readonly string[] Pages = ["/me", "/me/history", "/me/looks", "/me/data", "/me/data?erase=1", "/me/ask", "/me/ask?ended=1", "/me/enter?over=1", "/me/gone"];
    private static readonly string[] StaffPages = ["/", "/today", "/signin", "/clients/c_1", "/duplicates"];

    public static TheoryData<string, string> Devices => HerPages.Devices;

    [BrowserTheory]
    [MemberData(nameof(Devices))]
    public async Task TierDown_ByOneTapOfHers_EmptiesTheTabletAndTheOpenPage(string locale, string device)
    {
        var (name, card) = device == HerPages.Phone ? ("Morgan", "LX-8001") : ("Hartley", "LX-8011");
        var id = await HerPages.ConsideringAsync(maison, name, card);
        await using var floor = await browser.NewContextAsync(maison.Luxe.Url, 1180, 820);
        var tablet = await Browser.SignInAsync(floor, "camille", "/today");
        await Expect(tablet.GetByTestId("connection")).ToHaveAttributeAsync("data-state", "live");
        await maison.Post("api/arrivals", new { storeId = Maison.Store, source = "qr", token = card, eventId = "in-" + card });
        var arrival = tablet.GetByTestId("arrival-card").Filter(new() { HasText = name });
        await Expect(arrival).ToContainTextAsync("Saddle tote in cognac", new() { IgnoreCase = true });
        var sheet = await floor.NewPageAsync();
        await sheet.GotoAsync($"/clients/{id}");
        await Expect(sheet.GetByTestId("client")).ToContainTextAsync("Saddle tote in cognac", new() { IgnoreCase = true });
        await Expect(sheet.GetByTestId("connection")).ToHaveAttributeAsync("data-state", "live");

        await using var hers = await browser.NewAsync(maison, locale, device);
        var mine = await HerPages.EnterAsync(maison, hers, id);
        await Expect(mine.GetByTestId("preview")).ToContainTextAsync("Saddle tote in cognac", new() { IgnoreCase = true });
        await mine.Locator("[data-testid='tier'][data-tier='category'] [data-testid='choose']").ClickAsync();

        await Expect(mine.GetByTestId("choices")).ToHaveAttributeAsync("data-tier", "category");
        await Expect(mine.GetByTestId("preview")).Not.ToContainTextAsync("Saddle tote");
        await Expect(arrival.GetByText("Saddle tote in cognac", new() { Exact = false })).ToHaveCountAsync(0);
        await Expect(sheet.GetByTestId("client")).Not.ToContainTextAsync("Saddle tote");
        await Expect(sheet.GetByTestId("client")).ToContainTextAsync("Ms " + name);
    }

    [BrowserTheory]
    [MemberData(nameof(Devices))]
    public async Task EverySwitch_GoesAndComesBackByOneTapEach(string locale, string device)
    {
        var id = await maison.NewClientAsync("u-switch-" + device, "Sorel", device == HerPages.Phone ? "LX-8002" : "LX-8012", "identity", recognition: true);
        await using var context = await browser.NewAsync(maison, locale, device);
        var page = await HerPages.EnterAsync(maison, context, id);
        var names = await page.GetByTestId("switch").EvaluateAllAsync<string[]>("all => all.map(e => e.dataset.of)");
        Assert.Equal(13 + 9 + 1, names.Length);
        var before = await ConsentAsync(id);
        var sent = 0;
        page.Request += (_, request) => sent += request.Method == "POST" ? 1 : 0;
        foreach (var name in names)
        {
            var button = page.Locator($"[data-of='{name}']");
            var stands = await button.GetAttributeAsync("aria-checked") == "true";
            var start = sent;
            await TurnAsync(button, !stands);
            var there = sent - start;
            await TurnAsync(button, stands);
            Assert.Equal((name, 1, 1), (name, there, sent - start - there));
        }

        Assert.Equal(Allowed(before), Allowed(await ConsentAsync(id)));

        foreach (var tier in (string[])["none", "identity", "behaviour", "category"])
        {
            await page.Locator($"[data-testid='tier'][data-tier='{tier}'] [data-testid='choose']").ClickAsync();
            await Expect(page.Locator($"[data-tier='{tier}'][data-testid='tier']")).ToHaveAttributeAsync("data-chosen", "true");
        }

        // One decision a tap, and every one of them told.
        await page.GotoAsync("/me/history");
        await Expect(page.GetByTestId("history-entry")).ToHaveCountAsync(1 + (2 * names.Length) + 4);
    }

    [BrowserTheory]
    [MemberData(nameof(Devices))]
    public async Task Preview_WithEachSwitch_IsWhatHerAssociateWouldSeeNow(string locale, string device)
    {
        var (name, card) = device == HerPages.Phone ? ("Bellini", "LX-8009") : ("Varga", "LX-8019");
        await using var context = await browser.NewAsync(maison, locale, device);
        var page = await HerPages.EnterAsync(maison, context, await HerPages.ConsideringAsync(maison, name, card));
        var preview = page.GetByTestId("preview");
        await Expect(preview).ToContainTextAsync("Saddle tote");

        // That she came back is a reading of what she looked at: it goes and comes with its switch.
        var returns = page.Locator("[data-of='returnVisits']");
        await TurnAsync(returns, on: false);
        await Expect(preview).Not.ToContainTextAsync("Saddle tote");
        await TurnAsync(returns, on: true);
        await Expect(preview).ToContainTextAsync("Saddle tote");

        // What she looked at is deleted with its own: the way back is open to what comes after.
        var views = page.Locator("[data-of='productViews']");
        await TurnAsync(views, on: false);
        await Expect(preview).Not.ToContainTextAsync("Saddle tote");
        await TurnAsync(views, on: true);
        await Expect(preview).Not.ToContainTextAsync("Saddle tote");
    }

    [BrowserFact]
    public async Task LeaveMeAlone_WhileItHolds_IsAllThatAnAssociateSees()
    {
        var id = await HerPages.ConsideringAsync(maison, "Vasseur", "LX-8003");
        await using var phone = await browser.NewContextAsync(maison.Luxe.Url, 390, 844);
        var page = await HerPages.EnterAsync(maison, phone, id);
        await page.Locator("[data-of='alone']").ClickAsync();

        await Expect(page.GetByTestId("preview").GetByTestId("left-alone")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("preview")).Not.ToContainTextAsync("Saddle tote");
        await HerPages.ShootAsync(page, "5-alone-phone-en");
        await using var floor = await browser.NewContextAsync(maison.Luxe.Url, 1180, 820);
        var tablet = await Browser.SignInAsync(floor, "camille", "/today");
        await tablet.GotoAsync($"/clients/{id}");
        await Expect(tablet.GetByTestId("left-alone")).ToBeVisibleAsync();
        await Expect(tablet.GetByTestId("client")).Not.ToContainTextAsync("Saddle tote");
    }

    [BrowserFact]
    public async Task Tablet_HandedOver_LeadsNowhereElseUntilItIsTakenBack()
    {
        var id = await HerPages.ConsideringAsync(maison, "Okada", "LX-8004");
        await using var context = await browser.NewContextAsync(maison.Luxe.Url, 1180, 820);
        var other = await Browser.SignInAsync(context, "camille", "/today");
        await Expect(other.GetByTestId("connection")).ToHaveAttributeAsync("data-state", "live");
        Assert.Equal("open", await other.EvaluateAsync<string>(LineProbe, "/hubs/clienteling"));
        var tablet = await context.NewPageAsync();
        await tablet.GotoAsync($"/clients/{id}");
        await tablet.GetByTestId("her-choices").ClickAsync();
        await Expect(tablet.GetByTestId("her-choices")).ToBeVisibleAsync();
        await HerPages.ShootAsync(tablet, "5-hand-over");
        await tablet.GetByTestId("hand-over").ClickAsync();
        await Expect(tablet.GetByTestId("choices")).ToBeVisibleAsync();

        // The page that was open beside it, Back, the address bar, a new tab: all are hers now.
        await other.WaitForURLAsync("**/me");
        await tablet.GoBackAsync();
        await Expect(tablet).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/me$"));
        await Expect(tablet.GetByTestId("choices")).ToBeVisibleAsync();
        var fresh = await context.NewPageAsync();
        foreach (var path in StaffPages)
        {
            await fresh.GotoAsync(path);
            Assert.Equal("/me", new Uri(fresh.Url).AbsolutePath);
        }

        Assert.Equal(403, await tablet.EvaluateAsync<int>(HubProbe));
        foreach (var line in (string[])["/hubs/clienteling", "/_blazor"])
        {
            Assert.Equal("shut", await tablet.EvaluateAsync<string>(LineProbe, line));
        }

        await HerPages.ShootAsync(tablet, "5-kiosk-tablet-en");

        await tablet.GetByTestId("give-back").ClickAsync();
        await tablet.GetByTestId("back-password").FillAsync("wrong");
        await tablet.GetByTestId("back-take").ClickAsync();
        await Expect(tablet.GetByTestId("back-again")).ToBeVisibleAsync();
        await tablet.GotoAsync("/today");
        Assert.Equal("/me", new Uri(tablet.Url).AbsolutePath);
        await tablet.GetByTestId("give-back").ClickAsync();
        await HerPages.ShootAsync(tablet, "5-give-back");
        await tablet.GetByTestId("back-password").FillAsync(Maison.Password);
        await tablet.GetByTestId("back-take").ClickAsync();
        await Expect(tablet.GetByTestId("client")).ToContainTextAsync("Ms Okada");

        // Back does not bring her pages back.
        await tablet.GoBackAsync();
        await Expect(tablet.GetByTestId("choices")).ToHaveCountAsync(0);
        await tablet.GotoAsync("/me");
        Assert.Equal("/me/ask", new Uri(tablet.Url).AbsolutePath);
    }

    [BrowserFact]
    public async Task Code_ShownByAnAssociate_OpensOnHerOwnPhone()
    {
        var id = await maison.NewClientAsync("u-code", "Rossi", "LX-8005", "category", recognition: true);
        await using var context = await browser.NewContextAsync(maison.Luxe.Url, 1180, 820);
        var tablet = await Browser.SignInAsync(context, "camille", "/today");
        await tablet.GotoAsync($"/clients/{id}/choices");
        await tablet.GetByTestId("show-code").ClickAsync();
        await Expect(tablet.GetByTestId("code")).ToBeVisibleAsync();
        await HerPages.ShootAsync(tablet, "5-code");
        var link = await tablet.GetByTestId("code").GetAttributeAsync("data-link");

        await using var phone = await browser.NewContextAsync(maison.Luxe.Url, 390, 844, locale: "it-IT");
        var page = await phone.NewPageAsync();
        await page.GotoAsync(link!);
        await HerPages.ShootAsync(page, "5-enter-phone-it");
        await page.GetByTestId("enter-open").ClickAsync();
        await Expect(page.GetByTestId("choices")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Le sue scelte");

        // Once: whoever looked over her shoulder finds it shut.
        await using var thief = await browser.NewContextAsync(maison.Luxe.Url, 390, 844);
        var second = await thief.NewPageAsync();
        await second.GotoAsync(link!);
        await second.GetByTestId("enter-open").ClickAsync();
        await Expect(second.GetByTestId("enter-over")).ToBeVisibleAsync();
    }

    [BrowserTheory]
    [InlineData("en-GB", "E-mail", "Your associate")]
    [InlineData("ja-JP", "電子メール", "担当者")]
    public async Task Choices_ByKeyboardAlone_AreReachedNamedAndSaid(string locale, string switchName, string associate)
    {
        var id = await HerPages.ConsideringAsync(maison, locale[..2] == "ja" ? "Ito" : "Lambert", "LX-80" + (locale[..2] == "ja" ? "07" : "17"));
        await using var context = await browser.NewAsync(maison, locale, HerPages.Tablet);
        var page = await HerPages.EnterAsync(maison, context, id);

        // The first stop leads past the navigation; what follows is where it says.
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("skip", await page.EvaluateAsync<string>("document.activeElement.className"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main")).ToBeFocusedAsync();

        // A switch is one to who listens: its name, what it means, how it stands; and what it did is said aloud.
        var email = page.GetByRole(AriaRole.Switch, new() { Name = switchName, Exact = true });
        Assert.NotEmpty(await email.EvaluateAsync<string>("e => document.getElementById(e.getAttribute('aria-describedby')).textContent.trim()"));
        await email.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(email).ToBeCheckedAsync();
        await Expect(email).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();

        // So is a tier, and whoever chose it stays where she was.
        var tier = page.Locator("[data-testid='tier'][data-tier='category'] [data-testid='choose']");
        await tier.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(tier).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(tier).ToBeFocusedAsync();
        await Expect(page.GetByTestId("preview").GetByRole(AriaRole.Heading, new() { Level = 2 }).First).ToContainTextAsync(associate.Split(' ')[^1]);

        // From here on keys go through in the order of the page.
        Assert.True(await page.EvaluateAsync<bool>("[...document.querySelectorAll('[tabindex]')].every(e => e.tabIndex <= 0)"));
    }

    [BrowserFact]
    public async Task Pages_AtEverySizeInTwoLanguages_FitAndAreNamed()
    {
        var id = await HerPages.ConsideringAsync(maison, "Faure", "LX-8006");
        foreach (var (device, width, height) in new[] { ("tablet", 1180, 820), ("phone", 390, 844) })
        {
            foreach (var (locale, scheme) in new[] { ("en-GB", ColorScheme.Light), ("ja-JP", ColorScheme.Light), ("ja-JP", ColorScheme.Dark) })
            {
                await using var context = await browser.NewContextAsync(maison.Luxe.Url, width, height, scheme, locale);
                var page = await HerPages.EnterAsync(maison, context, id);
                Assert.Equal(locale[..2], await page.EvaluateAsync<string>("document.documentElement.lang"));
                foreach (var path in Pages)
                {
                    await HerPages.GotoAsync(page, path);
                    await PageChecks.FitsAsync(page, width);
                    await HerPages.ShootAsync(page, $"5{path.Replace('/', '-').Replace('?', '-')}-{device}-{locale[..2]}-{scheme}");
                }
            }
        }
    }

    private static string Allowed(JsonElement consent) => $"{consent.GetProperty("tier")} {consent.GetProperty("purposes")} {(consent.TryGetProperty("withheld", out var withheld) ? withheld.ToString() : "")}";

    private static async Task TurnAsync(ILocator button, bool on)
    {
        await button.ClickAsync();
        await Expect(button).ToHaveAttributeAsync("aria-checked", on ? "true" : "false");
        await Expect(button).ToBeFocusedAsync(); // The page did not jump: the next tap is where the last one was.
    }

    private Task<JsonElement> ConsentAsync(string id) => maison.Management.GetFromJsonAsync<JsonElement>($"api/customers/{id}/consent");
}
