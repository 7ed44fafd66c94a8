using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Luxe.App.Tests;

/// <summary>A client at her own pages, on a device of her own.</summary>
internal static class HerPages
{
    public const string Tablet = "tablet";
    public const string Phone = "phone";

    /// <summary>The two languages and two sizes of the preference centre.</summary>
    public static TheoryData<string, string> Devices => new() { { "en-GB", Tablet }, { "ja-JP", Phone } };

    public static Task<IBrowserContext> NewAsync(this Browser browser, Maison maison, string locale, string device, ColorScheme scheme = ColorScheme.Light) =>
        device == Tablet ? browser.NewContextAsync(maison.Luxe.Url, 1180, 820, scheme, locale) : browser.NewContextAsync(maison.Luxe.Url, 390, 844, scheme, locale);

    /// <summary>Makes a link, as a system of the maison would for a letter it sends anyway.</summary>
    public static async Task<string> LinkAsync(Maison maison, string id)
    {
        using var answer = await maison.Management.PostAsync($"api/customers/{id}/links", null);
        return new Uri((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("url").GetString()!).PathAndQuery;
    }

    /// <summary>Makes a link and goes in by it, as she would.</summary>
    public static async Task<IPage> EnterAsync(Maison maison, IBrowserContext context, string id)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(await LinkAsync(maison, id));
        await page.GetByTestId("enter-open").ClickAsync();
        await Expect(page.GetByTestId("choices")).ToBeVisibleAsync();
        await ReadyAsync(page);
        return page;
    }

    /// <summary>Opens a page of hers and waits for its script: until then a tap is answered by a whole new page, after it in place.</summary>
    public static async Task GotoAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        await ReadyAsync(page);
    }

    public static Task ReadyAsync(IPage page) => Expect(page.Locator("html")).ToHaveAttributeAsync("data-pages", "ready");

    /// <summary>A client who came back to a piece three times this week.</summary>
    public static async Task<string> ConsideringAsync(Maison maison, string name, string card)
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

    public static Task ShootAsync(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Browser.Screens, $"{name}.png"), FullPage = true });
}
