using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Luxe.App.Tests;

/// <summary>
/// Two records of one person as people meet them: head office sees the pair and why, what a merge would be, merges, takes it back; the tablet of
/// whoever serves her follows. A real process, a real browser, a keyboard.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class DuplicatesTests(Maison maison, Browser browser) : IClassFixture<Maison>, IClassFixture<Browser>
{
    private static int _phones = 100;

    private static readonly (int Width, int Height)[] Sizes = [(1024, 768), (820, 1180), (390, 844)];

    [BrowserFact]
    public async Task Pair_ByKeyboardAlone_IsLookedAtMergedAndTakenBack()
    {
        var pair = await PairAsync("Aurelle", "behaviour", "Orelle", "category");
        await using var context = await browser.NewContextAsync(maison.Luxe.Url, 1024, 768);
        var page = await OfficeAsync(context);
        var card = page.Locator($"[data-candidate-id='{pair.Candidate}']");
        await Expect(card.GetByRole(AriaRole.Heading)).ToHaveTextAsync("One phone number");
        await Expect(card).Not.ToContainTextAsync("Aurelle");

        await PressAsync(page, "look", pair.Candidate);
        await Expect(card.GetByTestId("allowed")).ToHaveTextAsync("Category, with being recognised in a store.");
        await Expect(card.GetByTestId("result")).ToContainTextAsync("Only one of the two allowed the tier Behaviour");
        await Expect(card.GetByTestId("result")).ToContainTextAsync("Two purchases, € 300.");
        await Expect(card.GetByTestId("stays")).ToContainTextAsync(pair.Survivor == pair.First ? "Ms Aurelle" : "Ms Orelle");
        Assert.Equal("pair-" + pair.Candidate.Replace('~', '-'), await page.EvaluateAsync<string>("document.activeElement.id"));

        await PressAsync(page, "merge", pair.Candidate);
        await Expect(card.GetByTestId("confirm")).ToBeFocusedAsync();
        await PressAsync(page, "merge-now", pair.Candidate);
        await Expect(page.GetByTestId("told")).ToHaveTextAsync("Merged. Either id leads to one client now.");
        await Expect(page.GetByTestId("told")).ToBeFocusedAsync();
        await Expect(card).ToHaveCountAsync(0);

        // The survivor's journey holds both, as far as the stricter decision admits, by either id.
        foreach (var id in (string[])[pair.First, pair.Second])
        {
            Assert.Equal([pair.First + "-order", pair.Second + "-order"], await StepsAsync(page, id));
        }

        await page.GotoAsync("/duplicates");
        var merge = page.GetByTestId("merge-row").First;
        await Expect(merge).ToContainTextAsync("by you · one phone number");
        await PressAsync(page, "undo");
        await PressAsync(page, "undo-now");
        await Expect(page.GetByTestId("told")).ToHaveTextAsync("Taken back. Both are as they were, each with what happened since.");
        await Expect(merge.GetByTestId("undone")).ToContainTextAsync("Taken back");
        await Expect(merge.GetByTestId("undo")).ToHaveCountAsync(0);

        Assert.Equal([pair.First + "-view", pair.First + "-order"], await StepsAsync(page, pair.First));
        Assert.Equal([pair.Second + "-order"], await StepsAsync(page, pair.Second));
        await page.GotoAsync("/duplicates");
        await ReadyAsync(page);
        await Expect(card).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Pair_SetAside_DoesNotComeBack()
    {
        var pair = await PairAsync("Bellane", "category", "Bellane", "category");
        await using var context = await browser.NewContextAsync(maison.Luxe.Url, 820, 1180);
        var page = await OfficeAsync(context);
        var card = page.Locator($"[data-candidate-id='{pair.Candidate}']");
        await card.GetByTestId("look").ClickAsync();
        await card.GetByTestId("dismiss").ClickAsync();
        await Expect(page.GetByTestId("told")).ToHaveTextAsync("Set aside: these are two people.");
        await Expect(card).ToHaveCountAsync(0);

        // They go on sharing it.
        await maison.Post("v1/identify", new { userId = pair.SecondUser, messageId = pair.SecondUser + "-again", traits = new { phone = pair.Phone } });
        await page.ReloadAsync();
        await ReadyAsync(page);
        await Expect(card).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Merge_OfAPairThatSomebodyElseMergedMeanwhile_SaysSoAndChangesNothing()
    {
        var pair = await PairAsync("Cormeil", "category", "Cormeil", "category");
        var other = await maison.NewClientAsync("u-cormeil-3", "Cormeil", "LX-CORMEIL-3", "category", recognition: true);
        await using var context = await browser.NewContextAsync(maison.Luxe.Url, 1024, 768);
        var page = await OfficeAsync(context);
        var card = page.Locator($"[data-candidate-id='{pair.Candidate}']");
        await card.GetByTestId("look").ClickAsync();
        await card.GetByTestId("merge").ClickAsync();
        await maison.Post("api/merges", new { survivorId = other, absorbedId = pair.First, reason = "same-card" });

        await card.GetByTestId("merge-now").ClickAsync();

        await Expect(page.GetByTestId("told")).ToContainTextAsync("One of the two was merged with somebody else in the meantime");
        await Expect(page.GetByTestId("told")).ToContainTextAsync("Nothing was changed.");
        Assert.Equal([pair.Second + "-order"], await StepsAsync(page, pair.Second));

        // Looked at anew it says the same, and can be set aside.
        await page.GotoAsync("/duplicates");
        await card.GetByTestId("look").ClickAsync();
        await Expect(card.GetByTestId("refusal")).ToContainTextAsync("was merged with somebody else");
        await Expect(card.GetByTestId("merge")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task TakeBack_WhileAnotherMergeStandsOnIt_NamesThatOne()
    {
        string[] ids = [await ClientAsync("Doriane", "1"), await ClientAsync("Doriane", "2"), await ClientAsync("Doriane", "3")];
        await maison.Post("api/merges", new { survivorId = ids[0], absorbedId = ids[1], mergeId = "m-doriane-1" });
        await maison.Post("api/merges", new { survivorId = ids[0], absorbedId = ids[2], mergeId = "m-doriane-2" });
        await using var context = await browser.NewContextAsync(maison.Luxe.Url, 1024, 768);
        var page = await OfficeAsync(context);
        var first = page.Locator("[data-merge-id='m-doriane-1']");
        await first.GetByTestId("undo").ClickAsync();
        await first.GetByTestId("undo-now").ClickAsync();

        await Expect(page.GetByTestId("told")).ToContainTextAsync("First take back that of");
        await Expect(page.GetByTestId("told")).ToContainTextAsync($"{ids[2][..6]}…{ids[2][^4..]} joined {ids[0][..6]}…{ids[0][^4..]}");
        foreach (var merge in (string[])["m-doriane-2", "m-doriane-1"])
        {
            var row = page.Locator($"[data-merge-id='{merge}']");
            await row.GetByTestId("undo").ClickAsync();
            await row.GetByTestId("undo-now").ClickAsync();
            await Expect(row.GetByTestId("undone")).ToBeVisibleAsync();
        }
    }

    [BrowserFact]
    public async Task Page_OfOtherRoles_IsNotThere()
    {
        foreach (var (user, home) in new[] { ("camille", "/today"), ("manon", "/floor") })
        {
            await using var context = await browser.NewContextAsync(maison.Luxe.Url, 1024, 768);
            var page = await Browser.SignInAsync(context, user, home);
            await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Duplicates" })).ToHaveCountAsync(0);
            await page.GotoAsync("/duplicates");
            Assert.DoesNotContain("/duplicates", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
            await Expect(page.GetByTestId("duplicates")).ToHaveCountAsync(0);
        }
    }

    [BrowserFact]
    public async Task Tablet_WhileHerGuestIsMerged_FollowsAndComesBack()
    {
        var guest = await ClientAsync("Evremond", "1", "LX-EVR-1");
        var kept = await ClientAsync("Elvire", "2", "LX-EVR-2");
        await using var context = await browser.NewContextAsync(maison.Luxe.Url, 1180, 820);
        var tablet = await Browser.SignInAsync(context, "camille", "/today");
        await maison.Post("api/arrivals", new { storeId = Maison.Store, source = "card", token = "LX-EVR-1", eventId = "evr-in" });
        var card = tablet.GetByTestId("arrival-card");
        await Expect(card).ToContainTextAsync("Ms Evremond");

        await maison.Post("api/merges", new { survivorId = kept, absorbedId = guest, mergeId = "m-evr" });
        await Expect(card).ToContainTextAsync("Ms Elvire");
        await Expect(card).ToHaveCountAsync(1);
        await tablet.ReloadAsync();
        await Expect(card).ToContainTextAsync("Ms Elvire");

        await maison.Post("api/merges/m-evr/undo", new { survivorId = kept });
        await Expect(card).ToContainTextAsync("Ms Evremond");
        await maison.Post("api/merges", new { survivorId = kept, absorbedId = guest, mergeId = "m-evr-2" });
        await Expect(card).ToContainTextAsync("Ms Elvire");

        // She leaves by the card of the one she became.
        await maison.Post("api/departures", new { storeId = Maison.Store, source = "card", token = "LX-EVR-2", eventId = "evr-out" });
        await Expect(card).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Page_AtEverySizeAndScheme_FitsAndNamesItsControls()
    {
        var pair = await PairAsync("Faucigny", "identity", "Fossigny", "behaviour");
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            foreach (var (width, height) in Sizes)
            {
                await using var context = await browser.NewContextAsync(maison.Luxe.Url, width, height, scheme);
                var page = await OfficeAsync(context);
                var card = page.Locator($"[data-candidate-id='{pair.Candidate}']");
                await card.GetByTestId("look").ClickAsync();
                await card.GetByTestId("merge").ClickAsync();
                await Expect(card.GetByTestId("confirm")).ToBeVisibleAsync();

                Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
                Assert.Equal("", await page.EvaluateAsync<string>("[...document.querySelectorAll('button, a, input:not([type=hidden])')].filter(e => !(e.getAttribute('aria-label') || e.innerText || e.title || e.labels?.length)).map(e => e.outerHTML).join()"));
                Assert.Equal("", await page.EvaluateAsync<string>("[...document.querySelectorAll('main button')].filter(e => e.getBoundingClientRect().height < 40 && !e.classList.contains('plain')).map(e => e.outerHTML).join()"));
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Browser.Screens, $"4-duplicates-{width}-{scheme}.png"), FullPage = true });
            }
        }
    }

    private static async Task<IPage> OfficeAsync(IBrowserContext context)
    {
        var page = await Browser.SignInAsync(context, "henri", "/journeys");
        await page.GotoAsync("/duplicates");
        await ReadyAsync(page);
        return page;
    }

    private static Task ReadyAsync(IPage page) => Expect(page.Locator("[data-testid='duplicates'][data-ready]")).ToBeVisibleAsync();

    /// <summary>Goes to a control by the Tab key and presses it.</summary>
    private static async Task PressAsync(IPage page, string control, string? candidate = null)
    {
        for (var i = 0; i < 80; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>(
                "([control, candidate]) => document.activeElement.dataset.testid === control && (!candidate || document.activeElement.closest('article')?.dataset.candidateId === candidate)",
                new[] { control, candidate }))
            {
                await page.Keyboard.PressAsync("Enter");
                return;
            }
        }

        Assert.Fail($"The Tab key does not reach '{control}'.");
    }

    /// <summary>Her event ids as head office reads them, without what she declared.</summary>
    private static async Task<string[]> StepsAsync(IPage page, string customerId)
    {
        await page.GotoAsync($"/journeys/{customerId}");
        await Expect(page.Locator("[data-testid='journey'][data-ready]")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("journey-entry").First).ToBeVisibleAsync();
        return await page.GetByTestId("journey-entry").EvaluateAllAsync<string[]>("all => all.map(e => e.dataset.eventId).filter(id => !/-(id-[01]|phone)$/.test(id))");
    }

    private Task<string> ClientAsync(string name, string suffix, string? card = null) =>
        maison.NewClientAsync($"u-{name.ToLowerInvariant()}-{suffix}", name, card ?? $"LX-{name}-{suffix}", "category", recognition: true);

    /// <summary>Two clients who were given one phone number; the first has looked at a piece, both have bought one.</summary>
    private async Task<Pair> PairAsync(string one, string tier, string other, string otherTier)
    {
        var phone = $"+44 20 7946 0{Interlocked.Increment(ref _phones)}";
        string[] users = [$"u-{one.ToLowerInvariant()}-1", $"u-{other.ToLowerInvariant()}-2"];
        string[] ids = [await maison.NewClientAsync(users[0], one, $"LX-{one}-1", tier, recognition: true), await maison.NewClientAsync(users[1], other, $"LX-{other}-2", otherTier, recognition: true)];
        await maison.Post("v1/batch", new { batch = new[] { Event(users[0], ids[0] + "-view", "Product Viewed", 3), Event(users[0], ids[0] + "-order", "Order Completed", 2), Event(users[1], ids[1] + "-order", "Order Completed", 1) } });
        foreach (var user in users)
        {
            await maison.Post("v1/identify", new { userId = user, messageId = user + "-phone", traits = new { phone } });
        }

        var order = string.CompareOrdinal(ids[0], ids[1]) <= 0;
        var candidate = order ? $"{ids[0]}~{ids[1]}" : $"{ids[1]}~{ids[0]}";
        var found = await maison.Management.GetFromJsonAsync<JsonElement>($"api/merges/candidates/{candidate}");
        Assert.Equal("open", found.GetProperty("state").GetString());
        return new Pair(ids[0], ids[1], order ? ids[0] : ids[1], candidate, users[1], phone);
    }

    private static object Event(string userId, string messageId, string name, int daysAgo) => new
    {
        type = "track",
        @event = name,
        userId,
        messageId,
        timestamp = DateTimeOffset.UtcNow.AddDays(-daysAgo).ToString("O"),
        properties = new { product_id = "tote-cognac", name = "Saddle tote in cognac", category = "leather-goods", order_id = messageId, total = 150, currency = "EUR" },
    };

    private sealed record Pair(string First, string Second, string Survivor, string Candidate, string SecondUser, string Phone);
}
