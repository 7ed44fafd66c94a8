using System.Text.Json.Nodes;
using Luxe.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Luxe.App.Tests;

/// <summary>A newer notice that would allow more asks each client again, and changes nothing until she agrees. In a house of its own: the notice is everybody's.</summary>
[Collection(BrowserTests.Name)]
public sealed class AskedAgainTests(Maison maison, Browser browser) : IClassFixture<Maison>, IClassFixture<Browser>
{
    [BrowserFact]
    public async Task Notice_ThatAllowsMore_AsksAndWaits()
    {
        var (english, japanese) = (await HerPages.ConsideringAsync(maison, "Asked", "LX-8201"), await HerPages.ConsideringAsync(maison, "Sato", "LX-8202"));
        await maison.Post("api/policy", Wider());

        await AsksAsync(english, "en-GB", HerPages.Tablet, "Pieces you look at", "The record of who looked");
        await AsksAsync(japanese, "ja-JP", HerPages.Phone, "ご覧になった品", "閲覧の記録");
    }

    private async Task AsksAsync(string id, string locale, string device, string use, string kept)
    {
        await using var context = await browser.NewAsync(maison, locale, device);
        var page = await HerPages.EnterAsync(maison, context, id);
        await Expect(page.GetByTestId("asks")).ToContainTextAsync(use);
        await Expect(page.GetByTestId("asks")).ToContainTextAsync(kept);
        await Expect(page.GetByTestId("asks")).ToContainTextAsync("900");
        await PageChecks.FitsAsync(page, device == HerPages.Phone ? 390 : 1180);
        await HerPages.ShootAsync(page, $"5-asks-{device}-{locale[..2]}");

        // What she switches meanwhile is decided under the notice that she knows: the question stays.
        await page.Locator("[data-of='searches']").ClickAsync();
        await Expect(page.Locator("[data-of='searches']")).ToHaveAttributeAsync("aria-checked", "false");
        await Expect(page.GetByTestId("asks")).ToBeVisibleAsync();

        await page.GetByTestId("agree").ClickAsync();
        await Expect(page.GetByTestId("asks")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-of='searches']")).ToHaveAttributeAsync("aria-checked", "false");
        await HerPages.GotoAsync(page, "/me/history");
        await Expect(page.GetByTestId("history-entry").First).ToContainTextAsync("2026-11-wider");
        await Expect(page.GetByTestId("history-entry").Nth(1)).ToContainTextAsync("2026-11");
        await Expect(page.GetByTestId("history-entry").Nth(1)).Not.ToContainTextAsync("wider");
    }

    private static JsonObject Wider()
    {
        var policy = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "data", "policy", "2026-11.policy.json")))!.AsObject();
        policy["version"] = "2026-11-wider";
        policy["effectiveFrom"] = "2026-11-02T00:00:00Z";
        policy["uses"]!["productViews"]!["covers"]!.AsArray().Add("pictures");
        policy["keepDays"]!["accessLog"] = 900;
        return policy;
    }
}
