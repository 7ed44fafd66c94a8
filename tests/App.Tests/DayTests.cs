using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Luxe.App.Tests;

/// <summary>
/// The walking skeleton as people meet it: events come in, a client arrives, the tablet says so, the associate answers,
/// the manager and head office see it. A real process, a real browser, a line that is really cut.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class DayTests(Maison maison, Browser browser) : IClassFixture<Maison>, IClassFixture<Browser>
{
    private static readonly string[] Views = ["v-1", "v-2", "v-3"];

    [BrowserFact]
    public async Task Arrival_WithTabletFloorAndHeadOfficeOpen_IsSeenOnceByEachAndSurvivesACutAndAReload()
    {
        await using var line = new CuttableLine(maison.Port);
        var morgan = await maison.NewClientAsync("u-morgan", "Morgan", "LX-7001", "behaviour", recognition: true);
        await using var tabletContext = await browser.NewContextAsync(line.Url, 1180, 820);
        var tablet = await Browser.SignInAsync(tabletContext, "camille", "/today");
        await Expect(tablet.GetByTestId("connection")).ToHaveAttributeAsync("data-state", "live");
        await using var floorContext = await browser.NewContextAsync(maison.Luxe.Url, 1180, 820);
        var floor = await Browser.SignInAsync(floorContext, "manon", "/floor");
        await Expect(floor.GetByTestId("floor")).ToBeVisibleAsync();

        // She looked at one piece three times this week, then shows her loyalty QR at the door.
        await maison.Post("v1/batch", new { batch = Views.Select((id, i) => View("u-morgan", id, daysAgo: 5 - (2 * i))).ToArray() });
        await ArriveAsync("LX-7001", "arrival-1");
        var card = tablet.GetByTestId("arrival-card");
        await Expect(card).ToHaveCountAsync(1);
        await Expect(card).ToContainTextAsync("Ms Morgan");
        await Expect(card.GetByTestId("brief")).ToBeVisibleAsync();
        await Expect(card.GetByTestId("prompt-reason").First).ToContainTextAsync("Saddle tote in cognac", new() { IgnoreCase = true });
        await ShootAsync(tablet, "1-arrival");

        // The line is cut; another client arrives meanwhile; the line is mended: she is there, once, without a reload.
        await maison.NewClientAsync("u-okafor", "Okafor", "LX-7002", "category", recognition: true);
        line.Cut();
        await ArriveAsync("LX-7002", "arrival-2");
        line.Mend();
        await Expect(card).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        await Expect(card.Filter(new() { HasText = "Ms Okafor" })).ToHaveCountAsync(1);
        await tablet.ReloadAsync();
        await Expect(card).ToHaveCountAsync(2);

        // A repeated check-in changes nothing.
        await ArriveAsync("LX-7002", "arrival-2");
        await Expect(floor.GetByTestId("floor-guest")).ToHaveCountAsync(2);
        await Expect(card).ToHaveCountAsync(2);

        // She serves Ms Morgan; the manager sees who serves.
        await card.Filter(new() { HasText = "Ms Morgan" }).GetByTestId("ack").ClickAsync();
        var guest = floor.GetByTestId("floor-guest").Filter(new() { HasText = "Ms Morgan" });
        await Expect(guest.GetByTestId("floor-state")).ToHaveTextAsync("On the way");
        await Expect(guest.GetByTestId("floor-associate")).ToContainTextAsync("Camille");
        await ShootAsync(floor, "2-floor");

        // Head office reads the same steps in the same order.
        await using var officeContext = await browser.NewContextAsync(maison.Luxe.Url, 1440, 900);
        var office = await Browser.SignInAsync(officeContext, "henri", "/journeys");
        await office.GotoAsync($"/journeys/{morgan}");
        var entries = office.GetByTestId("journey-entry");
        await Expect(entries.First).ToBeVisibleAsync();
        var steps = await entries.EvaluateAllAsync<string[]>("all => all.map(e => e.dataset.eventId)");
        Assert.Equal([.. Views, "u-morgan-id-1", "arrival-1"], steps);
        await ShootAsync(office, "3-journey");

        // She withdraws to Category: her browsing is gone from the journey, and the prompt that rested on it from the tablet.
        await maison.ConsentAsync(morgan, "category", recognition: true);
        await Expect(tablet.GetByText("Saddle tote in cognac", new() { Exact = false })).ToHaveCountAsync(0);
        await office.ReloadAsync();
        await Expect(entries.First).ToBeVisibleAsync();
        Assert.Equal(["u-morgan-id-1", "arrival-1"], await entries.EvaluateAllAsync<string[]>("all => all.map(e => e.dataset.eventId)"));
    }

    [BrowserFact]
    public async Task Arrival_WithoutRecognition_StaysUnseen()
    {
        await maison.NewClientAsync("u-lindqvist", "Lindqvist", "LX-7003", "identity", recognition: false);
        await maison.NewClientAsync("u-sato", "Sato", "LX-7004", "category", recognition: true);
        await using var context = await browser.NewContextAsync(maison.Luxe.Url, 820, 1180);
        var tablet = await Browser.SignInAsync(context, "camille", "/today");
        await ArriveAsync("LX-7003", "arrival-3");
        await ArriveAsync("LX-7004", "arrival-4");
        await Expect(tablet.GetByTestId("arrival-card").Filter(new() { HasText = "Ms Sato" })).ToHaveCountAsync(1);
        await Expect(tablet.GetByText("Lindqvist")).ToHaveCountAsync(0);
    }

    private static object View(string userId, string messageId, int daysAgo) => new
    {
        type = "track",
        @event = "Product Viewed",
        userId,
        messageId,
        timestamp = DateTimeOffset.UtcNow.AddDays(-daysAgo).ToString("O"),
        properties = new { product_id = "tote-cognac", name = "Saddle tote in cognac", category = "leather-goods" },
    };

    private Task ArriveAsync(string token, string eventId) =>
        maison.Post("api/arrivals", new { storeId = Maison.Store, source = "qr", token, eventId });

    private static Task ShootAsync(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Browser.Screens, $"{name}.png") });
}
