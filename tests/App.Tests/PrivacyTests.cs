using System.Net.Http.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Luxe.App.Tests;

/// <summary>The privacy officer at her desk: a client's decisions, who looked at her, what clients allow. A real process, a real browser, three sizes.</summary>
[Collection(BrowserTests.Name)]
public sealed class PrivacyTests(Maison maison, Browser browser) : IClassFixture<Maison>, IClassFixture<Browser>
{
    private static readonly string[] Pages = ["/privacy", "/privacy/requests", "/privacy/looks", "/privacy/anomalies", "/privacy/tiers", "/privacy/policies", "/privacy/retention"];
    private static readonly (int Width, int Height)[] Sizes = [(1440, 900), (820, 1180), (390, 844)];

    [BrowserFact]
    public async Task Officer_FromAClientsDecisionsToWhoLooked_FindsTheColleagueAndHerself()
    {
        var client = await maison.NewClientAsync("u-noblecourt", "Noblecourt", "LX-8001", "behaviour", recognition: true);
        await using var officeContext = await browser.NewContextAsync(maison.Luxe.Url, 1440, 900);
        var office = await Browser.SignInAsync(officeContext, "henri", "/journeys");
        await office.GotoAsync($"/journeys/{client}");
        await Expect(office.GetByTestId("journey-entry").First).ToBeVisibleAsync();
        await using var context = await browser.NewContextAsync(maison.Luxe.Url, 1440, 900);
        var page = await OfficerAsync(context);

        await page.GetByTestId("ledger-id").FillAsync(client);
        await page.GetByTestId("ledger-open").ClickAsync();
        await page.WaitForURLAsync($"**/privacy/{client}");
        await Expect(page.GetByTestId("ledger-chain")).ToHaveTextAsync("One decision, as it was written.");
        await Expect(page.GetByTestId("consent-now")).ToContainTextAsync("being recognised in a store");
        await page.GetByRole(AriaRole.Link, new() { Name = "Who looked" }).ClickAsync();
        await Expect(page.GetByTestId("looks-of")).ToContainTextAsync(client);
        await Expect(page.Locator("[data-testid=look][data-viewer='ho-henri']").First).ToContainTextAsync("head office");
        await Expect(page.Locator("[data-testid=look][data-viewer='po-noor']").Filter(new() { HasText = "ledger" }).First).ToBeVisibleAsync();

        // By the colleague: the same look, the other way round.
        await page.Locator("[data-testid=look][data-viewer='ho-henri'] a").First.ClickAsync();
        await Expect(page.GetByTestId("looks-of")).ToContainTextAsync("By ho-henri");
        await Expect(page.GetByTestId("look").First).ToContainTextAsync(client);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Browser.Screens, "privacy-looks.png") });

        await page.GotoAsync("/privacy/tiers");
        await Expect(page.Locator("[data-of='Behaviour']")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Pages_InEverySize_NeverRunOverTheSideAndLabelEveryField()
    {
        foreach (var (width, height) in Sizes)
        {
            await using var context = await browser.NewContextAsync(maison.Luxe.Url, width, height);
            var page = await OfficerAsync(context);
            foreach (var address in Pages)
            {
                await page.GotoAsync(address);
                await Expect(page.Locator("section.office h1")).ToBeVisibleAsync();
                Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{address} at {width}");
                Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('main input:not([type=hidden]), main select')].filter(f => !f.labels || f.labels.length === 0).length"));
                Assert.Equal(0, await page.GetByTestId("failed").CountAsync());
            }

            await page.ScreenshotAsync(new() { Path = Path.Combine(Browser.Screens, $"privacy-{width}.png") });
        }
    }

    [BrowserFact]
    public async Task Pages_OfTheOfficer_AreNotThereForOthers()
    {
        await using var context = await browser.NewContextAsync(maison.Luxe.Url, 1024, 768);
        var page = await Browser.SignInAsync(context, "camille", "/today");
        foreach (var address in Pages)
        {
            await page.GotoAsync(address);
            Assert.EndsWith("/not-yours", page.Url, StringComparison.Ordinal);
        }
    }

    private async Task<IPage> OfficerAsync(IBrowserContext context)
    {
        using var answer = await maison.Management.PutAsJsonAsync("api/accounts/noor", new { staffId = "po-noor", displayName = "Noor Haddad", role = "privacyOfficer", storeId = (string?)null, password = Maison.Password });
        Assert.True(answer.IsSuccessStatusCode);
        return await Browser.SignInAsync(context, "noor", "/privacy");
    }
}
