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
    private static readonly string[] StaffPages = ["/", "/today", "/signin", "/clients/c_1", "/duplicates"];

    [BrowserFact]
    public async Task TierDown_ByOneTapOfHers_EmptiesTheTabletAndTheOpenPage()
    {
        var id = await ConsideringAsync("Morgan", "LX-8001");
        await using var floor = await browser.NewContextAsync(maison.Luxe.Url, 1180, 820);
        var tablet = await Browser.SignInAsync(floor, "camille", "/today");
        await Expect(tablet.GetByTestId("connection")).ToHaveAttributeAsync("data-state", "live");
        await maison.Post("api/arrivals", new { storeId = Maison.Store, source = "qr", token = "LX-8001", eventId = "in-8001" });
        await Expect(tablet.GetByTestId("arrival-card")).ToContainTextAsync("Saddle tote in cognac", new() { IgnoreCase = true });
        var sheet = await floor.NewPageAsync();
        await sheet.GotoAsync($"/clients/{id}");
        await Expect(sheet.GetByTestId("client")).ToContainTextAsync("Saddle tote in cognac", new() { IgnoreCase = true });
        await Expect(sheet.GetByTestId("connection")).ToHaveAttributeAsync("data-state", "live");

        await using var phone = await browser.NewContextAsync(maison.Luxe.Url, 390, 844);
        var mine = await EnterAsync(phone, id);
        await Expect(mine.GetByTestId("preview")).ToContainTextAsync("Saddle tote in cognac", new() { IgnoreCase = true });
        await mine.Locator("[data-tier='category'] [data-testid='choose']").ClickAsync();

        await Expect(mine.GetByTestId("choices")).ToHaveAttributeAsync("data-tier", "category");
        await Expect(mine.GetByTestId("preview")).Not.ToContainTextAsync("Saddle tote");
        await Expect(tablet.GetByText("Saddle tote in cognac", new() { Exact = false })).ToHaveCountAsync(0);
        await Expect(sheet.GetByTestId("client")).Not.ToContainTextAsync("Saddle tote");
        await Expect(sheet.GetByTestId("client")).ToContainTextAsync("Ms Morgan");
    }

    [BrowserFact]
    public async Task EverySwitch_GoesAndComesBackByOneTapEach()
    {
        var id = await maison.NewClientAsync("u-switch", "Sorel", "LX-8002", "identity", recognition: true);
        await using var context = await browser.NewContextAsync(maison.Luxe.Url, 1180, 820);
        var page = await EnterAsync(context, id);
        var names = await page.GetByTestId("switch").EvaluateAllAsync<string[]>("all => all.map(e => e.dataset.of)");
        Assert.Equal(13 + 9 + 1, names.Length);
        var before = await ConsentAsync(id);
        foreach (var name in names)
        {
            var button = page.Locator($"[data-of='{name}']");
            var stands = await button.GetAttributeAsync("aria-checked");
            await button.ClickAsync();
            await Expect(button).ToHaveAttributeAsync("aria-checked", stands == "true" ? "false" : "true");
            await Expect(button).ToBeFocusedAsync(); // The page did not jump: the next tap is where the last one was.
            await button.ClickAsync();
            await Expect(button).ToHaveAttributeAsync("aria-checked", stands!);
        }

        Assert.Equal(Allowed(before), Allowed(await ConsentAsync(id)));

        foreach (var tier in (string[])["none", "identity", "behaviour", "category"])
        {
            await page.Locator($"[data-tier='{tier}'] [data-testid='choose']").ClickAsync();
            await Expect(page.Locator($"[data-tier='{tier}'][data-testid='tier']")).ToHaveAttributeAsync("data-chosen", "true");
        }

        // One decision a tap, and every one of them told.
        await page.GotoAsync("/me/history");
        await Expect(page.GetByTestId("history-entry")).ToHaveCountAsync(1 + (2 * names.Length) + 4);
    }

    [BrowserFact]
    public async Task LeaveMeAlone_WhileItHolds_IsAllThatAnAssociateSees()
    {
        var id = await ConsideringAsync("Vasseur", "LX-8003");
        await using var phone = await browser.NewContextAsync(maison.Luxe.Url, 390, 844);
        var page = await EnterAsync(phone, id);
        await page.Locator("[data-of='alone']").ClickAsync();

        await Expect(page.GetByTestId("preview").GetByTestId("left-alone")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("preview")).Not.ToContainTextAsync("Saddle tote");
        await ShootAsync(page, "5-alone-phone-en");
        await using var floor = await browser.NewContextAsync(maison.Luxe.Url, 1180, 820);
        var tablet = await Browser.SignInAsync(floor, "camille", "/today");
        await tablet.GotoAsync($"/clients/{id}");
        await Expect(tablet.GetByTestId("left-alone")).ToBeVisibleAsync();
        await Expect(tablet.GetByTestId("client")).Not.ToContainTextAsync("Saddle tote");
    }

    [BrowserFact]
    public async Task Tablet_HandedOver_LeadsNowhereElseUntilItIsTakenBack()
    {
        var id = await ConsideringAsync("Okada", "LX-8004");
        await using var context = await browser.NewContextAsync(maison.Luxe.Url, 1180, 820);
        var other = await Browser.SignInAsync(context, "camille", "/today");
        await Expect(other.GetByTestId("connection")).ToHaveAttributeAsync("data-state", "live");
        var tablet = await context.NewPageAsync();
        await tablet.GotoAsync($"/clients/{id}");
        await tablet.GetByTestId("her-choices").ClickAsync();
        await Expect(tablet.GetByTestId("her-choices")).ToBeVisibleAsync();
        await ShootAsync(tablet, "5-hand-over");
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
        await ShootAsync(tablet, "5-kiosk-tablet-en");

        await tablet.GetByTestId("give-back").ClickAsync();
        await tablet.GetByTestId("back-password").FillAsync("wrong");
        await tablet.GetByTestId("back-take").ClickAsync();
        await Expect(tablet.GetByTestId("back-again")).ToBeVisibleAsync();
        await tablet.GotoAsync("/today");
        Assert.Equal("/me", new Uri(tablet.Url).AbsolutePath);
        await tablet.GetByTestId("give-back").ClickAsync();
        await ShootAsync(tablet, "5-give-back");
        await tablet.GetByTestId("back-password").FillAsync(Maison.Password);
        await tablet.GetByTestId("back-take").ClickAsync();
        await Expect(tablet.GetByTestId("client")).ToContainTextAsync("Ms Okada");
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
        await ShootAsync(tablet, "5-code");
        var link = await tablet.GetByTestId("code").GetAttributeAsync("data-link");

        await using var phone = await browser.NewContextAsync(maison.Luxe.Url, 390, 844, locale: "it-IT");
        var page = await phone.NewPageAsync();
        await page.GotoAsync(link!);
        await ShootAsync(page, "5-enter-phone-it");
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

    [BrowserFact]
    public async Task Pages_AtEverySizeInTwoLanguages_FitAndAreNamed()
    {
        var id = await ConsideringAsync("Faure", "LX-8006");
        foreach (var (device, width, height) in new[] { ("tablet", 1180, 820), ("phone", 390, 844) })
        {
            foreach (var (locale, scheme) in new[] { ("en-GB", ColorScheme.Light), ("ja-JP", ColorScheme.Light), ("ja-JP", ColorScheme.Dark) })
            {
                await using var context = await browser.NewContextAsync(maison.Luxe.Url, width, height, scheme, locale);
                var page = await EnterAsync(context, id);
                Assert.Equal(locale[..2], await page.EvaluateAsync<string>("document.documentElement.lang"));
                foreach (var path in (string[])["/me", "/me/history", "/me/ask"])
                {
                    await page.GotoAsync(path);
                    await PageChecks.FitsAsync(page, width);
                    await ShootAsync(page, $"5{path.Replace('/', '-')}-{device}-{locale[..2]}-{scheme}");
                }
            }
        }
    }

    private static string Allowed(JsonElement consent) => $"{consent.GetProperty("tier")} {consent.GetProperty("purposes")} {(consent.TryGetProperty("withheld", out var withheld) ? withheld.ToString() : "")}";

    private static Task ShootAsync(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Browser.Screens, $"{name}.png"), FullPage = true });

    private Task<JsonElement> ConsentAsync(string id) => maison.Management.GetFromJsonAsync<JsonElement>($"api/customers/{id}/consent");

    /// <summary>A client who came back to a piece three times this week.</summary>
    private async Task<string> ConsideringAsync(string name, string card)
    {
        var user = "u-" + name.ToLowerInvariant();
        var id = await maison.NewClientAsync(user, name, card, "behaviour", recognition: true);
        await maison.Post("v1/batch", new
        {
            batch = Enumerable.Range(0, 3).Select(i => new
            {
                type = "track",
                @event = "Product Viewed",
                userId = user,
                messageId = $"{user}-view-{i}",
                timestamp = DateTimeOffset.UtcNow.AddDays(-5 + (2 * i)).ToString("O"),
                properties = new { product_id = "tote-cognac", name = "Saddle tote in cognac", category = "leather-goods" },
            }).ToArray(),
        });
        return id;
    }

    /// <summary>Makes a link and goes in by it, as she would.</summary>
    private async Task<IPage> EnterAsync(IBrowserContext context, string id)
    {
        using var answer = await maison.Management.PostAsync($"api/customers/{id}/links", null);
        var link = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("url").GetString()!;
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(link).PathAndQuery);
        await page.GetByTestId("enter-open").ClickAsync();
        await Expect(page.GetByTestId("choices")).ToBeVisibleAsync();
        return page;
    }
}
