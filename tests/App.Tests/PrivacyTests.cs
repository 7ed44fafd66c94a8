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
        await Expect(page.Locator("[data-testid=look][data-viewer='po-noor']").Filter(new() { HasText = "decisions" }).First).ToBeVisibleAsync();

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
                if (address == "/privacy/tiers")
                {
                    await Expect(page.Locator("[data-of='Behaviour']")).ToBeVisibleAsync(); // Until they are counted, the page loads itself again.
                }

                await PageChecks.FitsAsync(page, width);
                Assert.Equal(0, await page.GetByTestId("failed").CountAsync());
            }

            await page.ScreenshotAsync(new() { Path = Path.Combine(Browser.Screens, $"privacy-{width}.png") });
        }
    }

    [BrowserFact]
    public async Task Requests_OfWhichOneIsOverdue_BeginWithItAndAreAnsweredOnTheirPage()
    {
        var late = await maison.NewClientAsync("u-latecourt", "Latecourt", "LX-8101", "category", recognition: false);
        var soon = await maison.NewClientAsync("u-sooncourt", "Sooncourt", "LX-8102", "category", recognition: false);
        await maison.Post("api/requests", new { id = "r-soon", kind = "export", customerId = soon, channel = "web" });
        await maison.Post("api/requests", new { id = "r-late", kind = "rectification", customerId = late, channel = "mail", askedAt = DateTimeOffset.UtcNow.AddDays(-40) });
        await using var context = await browser.NewContextAsync(maison.Luxe.Url, 1180, 820);
        var page = await OfficerAsync(context);

        await Expect(page.GetByTestId("requests-waiting")).ToContainTextAsync("overdue");
        await page.GetByTestId("requests-waiting").GetByRole(AriaRole.Link).ClickAsync();
        await page.WaitForURLAsync("**/privacy/requests");
        await Expect(page.GetByTestId("request").First).ToHaveAttributeAsync("data-request-id", "r-late");
        await Expect(page.GetByTestId("request-due").First).ToContainTextAsync("Overdue by");
        await page.GetByTestId("request").First.GetByRole(AriaRole.Link).ClickAsync();
        await page.WaitForURLAsync("**/privacy/requests/r-late");
        await PageChecks.FitsAsync(page, 1180);

        await page.GetByTestId("request-note-text").FillAsync("Asked back by letter");
        await page.GetByTestId("request-note-keep").ClickAsync();
        await Expect(page.GetByTestId("request-note")).ToHaveTextAsync("Asked back by letter");
        await page.GetByTestId("request-outcome-choice").SelectOptionAsync("refused");
        await page.GetByTestId("request-close").ClickAsync();
        await Expect(page.GetByTestId("request-fault")).ToContainTextAsync("reason");
        await page.GetByTestId("request-outcome-choice").SelectOptionAsync("refused");
        await page.GetByTestId("request-reason").FillAsync("Nothing of it is held");
        await page.GetByTestId("request-close").ClickAsync();
        await Expect(page.GetByTestId("request-outcome")).ToContainTextAsync("po-noor");
        await Expect(page.GetByTestId("request-close")).ToHaveCountAsync(0);

        await page.GotoAsync("/privacy/requests");
        await Expect(page.Locator("[data-request-id=r-soon]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-request-id=r-late]")).ToHaveCountAsync(0);
        await page.GotoAsync("/privacy/requests?state=refused");
        await Expect(page.Locator("[data-request-id=r-late]")).ToContainTextAsync("Nothing of it is held");
    }

    [BrowserFact]
    public async Task Request_OfAClientsLedger_IsWrittenDownAndItsCopyIsHandedOut()
    {
        var client = await maison.NewClientAsync("u-papercourt", "Papercourt", "LX-8103", "behaviour", recognition: false);
        await using var context = await browser.NewContextAsync(maison.Luxe.Url, 820, 1180);
        var page = await OfficerAsync(context);
        await page.GotoAsync($"/privacy/{client}");
        await PageChecks.FitsAsync(page, 820);

        await page.GetByTestId("ask-kind").SelectOptionAsync("export");
        await page.GetByTestId("ask-write").ClickAsync();
        await Expect(page.GetByTestId("request-client")).ToHaveTextAsync(client);
        var copy = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("request-copy").ClickAsync());

        Assert.Equal("export.zip", copy.SuggestedFilename);
        using var zip = System.IO.Compression.ZipFile.OpenRead(await copy.PathAsync());
        Assert.NotEmpty(zip.Entries);
        await page.GetByTestId("request-close").ClickAsync();
        await Expect(page.GetByTestId("request-outcome")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Erasure_OrderedFromARequest_LeavesAReceiptAndALedgerUnderAPseudonym()
    {
        var client = await maison.NewClientAsync("u-gonecourt", "Gonecourt", "LX-8104", "behaviour", recognition: false);
        await maison.Post("api/requests", new { id = "r-gone", kind = "erasure", customerId = client, channel = "mail" });
        await using var context = await browser.NewContextAsync(maison.Luxe.Url, 1180, 820);
        var page = await OfficerAsync(context);
        await page.GotoAsync("/privacy/requests/r-gone");

        await page.GetByTestId("request-erase").ClickAsync();
        await page.GetByTestId("request-erase-sure").ClickAsync();
        await Expect(page.GetByTestId("receipt")).ToBeVisibleAsync();
        while (await page.GetByTestId("receipt").GetAttributeAsync("data-done") != "true")
        {
            await page.ReloadAsync(); // The other systems follow by themselves.
        }

        var pseudonym = await page.GetByTestId("receipt-pseudonym").InnerTextAsync();
        await Expect(page.GetByTestId("request-client")).ToHaveTextAsync(pseudonym);
        await PageChecks.FitsAsync(page, 1180);
        foreach (var typed in (string[])[pseudonym, client])
        {
            await page.GotoAsync("/privacy");
            await page.GetByTestId("ledger-id").FillAsync(typed);
            await page.GetByTestId("ledger-open").ClickAsync();
            await Expect(page.GetByTestId("erased")).ToContainTextAsync("for-r-gone");
            await Expect(page.GetByTestId("ledger")).ToHaveAttributeAsync("data-customer-id", pseudonym);
            await Expect(page.GetByTestId("ledger-entry")).ToHaveCountAsync(2);
        }
    }

    [BrowserFact]
    public async Task Pages_OfTheOfficer_AreNotThereForOthers()
    {
        foreach (var (user, home) in ((string, string)[])[("camille", "/today"), ("manon", "/floor"), ("henri", "/journeys")])
        {
            await using var context = await browser.NewContextAsync(maison.Luxe.Url, 1024, 768);
            var page = await Browser.SignInAsync(context, user, home);
            foreach (var address in Pages)
            {
                await page.GotoAsync(address);
                Assert.EndsWith("/not-yours", page.Url, StringComparison.Ordinal);
            }
        }
    }

    private async Task<IPage> OfficerAsync(IBrowserContext context)
    {
        using var answer = await maison.Management.PutAsJsonAsync("api/accounts/noor", new { staffId = "po-noor", displayName = "Noor Haddad", role = "privacyOfficer", storeId = (string?)null, password = Maison.Password });
        Assert.True(answer.IsSuccessStatusCode);
        return await Browser.SignInAsync(context, "noor", "/privacy");
    }
}
