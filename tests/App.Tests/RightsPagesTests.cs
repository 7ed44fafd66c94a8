using System.IO.Compression;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Luxe.App.Tests;

/// <summary>Her rights as she meets them: what is held put right, taken along, looked up, erased; on her own device and on a tablet that was handed over.</summary>
[Collection(BrowserTests.Name)]
public sealed class RightsPagesTests(Maison maison, Browser browser) : IClassFixture<Maison>, IClassFixture<Browser>
{
    public static TheoryData<string, string> Devices => HerPages.Devices;

    [BrowserTheory]
    [MemberData(nameof(Devices))]
    public async Task Data_PutRightByHer_IsWhatHerAssociateSees(string locale, string device)
    {
        var id = await maison.NewClientAsync("u-right-" + device, "Misspelt", "LX-8101-" + device, "behaviour", recognition: true);
        await using var context = await browser.NewAsync(maison, locale, device);
        var page = await HerPages.EnterAsync(maison, context, id);
        await HerPages.GotoAsync(page, "/me/data");
        await page.GetByTestId("field-familyName").FillAsync("Delacroix");
        await page.GetByTestId("field-language").SelectOptionAsync("");
        await page.GetByTestId("field-country").SelectOptionAsync("IT");
        Assert.Equal(locale == "ja-JP" ? "イタリア" : "Italy", await page.GetByTestId("field-country").EvaluateAsync<string>("list => list.selectedOptions[0].text"));
        await page.GetByTestId("rectify").ClickAsync();
        await Expect(page.GetByTestId("rectified")).Not.ToBeEmptyAsync();
        await Expect(page.GetByTestId("field-familyName")).ToHaveValueAsync("Delacroix");
        await Expect(page.GetByTestId("field-country")).ToHaveValueAsync("IT");
        await HerPages.ShootAsync(page, $"6-rectified-{device}-{locale[..2]}");

        var traits = (await maison.Management.GetFromJsonAsync<JsonElement>($"api/customers/{id}")).GetProperty("traits");
        Assert.Equal(("Delacroix", "Ms", "IT", JsonValueKind.Null), (
            traits.GetProperty("familyName").GetString(), traits.GetProperty("title").GetString(), traits.GetProperty("country").GetString(), Kind(traits, "language")));
        await using var floor = await browser.NewContextAsync(maison.Luxe.Url, 1180, 820);
        var tablet = await Browser.SignInAsync(floor, "camille", "/today");
        await tablet.GotoAsync($"/clients/{id}");
        await Expect(tablet.GetByTestId("client")).ToContainTextAsync("Ms Delacroix");
    }

    [BrowserTheory]
    [MemberData(nameof(Devices))]
    public async Task Export_Downloaded_IsAZipThatOpensAndIsWhole(string locale, string device)
    {
        var id = await HerPages.ConsideringAsync(maison, "Export" + device, "LX-8102-" + device);
        await using var context = await browser.NewAsync(maison, locale, device);
        var page = await HerPages.EnterAsync(maison, context, id);
        await HerPages.GotoAsync(page, "/me/data");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("export").ClickAsync());

        using var zip = ZipFile.OpenRead((await download.PathAsync())!);
        var manifest = JsonDocument.Parse(await TextAsync(zip, "manifest.json")).RootElement.GetProperty("files");
        Assert.NotEqual(0, manifest.GetArrayLength());
        foreach (var file in manifest.EnumerateArray())
        {
            using var bytes = zip.GetEntry(file.GetProperty("name").GetString()!)!.Open();
            Assert.Equal(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes)));
        }

        Assert.Contains("Export" + device, await TextAsync(zip, "profile.json"), StringComparison.Ordinal);
        Assert.Contains("tote-cognac", await TextAsync(zip, "interactions.csv"), StringComparison.Ordinal);
        Assert.Contains($"lang=\"{locale[..2]}\"", await TextAsync(zip, "index.html"), StringComparison.Ordinal);
        var proof = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("proof-data").ClickAsync());
        Assert.Contains(id, await File.ReadAllTextAsync((await proof.PathAsync())!), StringComparison.Ordinal);
    }

    [BrowserTheory]
    [MemberData(nameof(Devices))]
    public async Task Looks_OfHerAssociate_AreToldWithTheirReason(string locale, string device)
    {
        var id = await maison.NewClientAsync("u-looks-" + device, "Regard", "LX-8103-" + device, "category", recognition: true);
        await using var floor = await browser.NewContextAsync(maison.Luxe.Url, 1180, 820);
        var tablet = await Browser.SignInAsync(floor, "camille", "/today");
        await tablet.GotoAsync($"/clients/{id}");
        await Expect(tablet.GetByTestId("client")).ToBeVisibleAsync();
        await using var context = await browser.NewAsync(maison, locale, device);
        var page = await HerPages.EnterAsync(maison, context, id);

        await HerPages.GotoAsync(page, "/me/looks");
        var hers = page.Locator("[data-testid=look][data-role=Associate]");
        await Expect(hers).ToHaveCountAsync(1);
        await Expect(hers).ToContainTextAsync(locale == "ja-JP" ? "お迎えの準備のため" : "to prepare for you");
        await Expect(page.Locator("[data-testid=look][data-role=Client]")).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("looks")).Not.ToContainTextAsync("camille");
        await HerPages.ShootAsync(page, $"6-looks-{device}-{locale[..2]}");
    }

    [BrowserTheory]
    [MemberData(nameof(Devices))]
    public async Task Erase_ByTwoTaps_EndsInTheReceiptAndTheLinkIsDead(string locale, string device)
    {
        var id = await HerPages.ConsideringAsync(maison, "Adieu" + device, "LX-8104-" + device);
        await using var context = await browser.NewAsync(maison, locale, device);
        var page = await HerPages.EnterAsync(maison, context, id);
        var spare = await HerPages.LinkAsync(maison, id);
        await HerPages.GotoAsync(page, "/me/data");
        await page.GetByTestId("erase").ClickAsync();
        await HerPages.ShootAsync(page, $"6-erase-{device}-{locale[..2]}");
        await page.GetByTestId("erase-now").ClickAsync();

        await Expect(page.GetByTestId("gone-state")).ToHaveAttributeAsync("data-done", "true");
        Assert.True(await page.GetByTestId("gone-system").CountAsync() > 10);
        await Expect(page.GetByTestId("gone")).Not.ToContainTextAsync(id);
        await PageChecks.FitsAsync(page, device == HerPages.Phone ? 390 : 1180);
        await HerPages.ShootAsync(page, $"6-gone-{device}-{locale[..2]}");
        foreach (var path in (string[])["/me", "/me/data", "/me/history"])
        {
            await page.GotoAsync(path);
            Assert.Equal("/me/ask", new Uri(page.Url).AbsolutePath);
        }

        await page.GotoAsync(spare);
        await page.GetByTestId("enter-open").ClickAsync();
        await Expect(page.GetByTestId("enter-over")).ToBeVisibleAsync();
        await page.GetByTestId("enter-again").ClickAsync();
        await Expect(page.GetByTestId("ask-email")).ToBeVisibleAsync();

        await using var floor = await browser.NewContextAsync(maison.Luxe.Url, 1180, 820);
        var tablet = await Browser.SignInAsync(floor, "camille", "/today");
        await tablet.GotoAsync($"/clients/{id}");
        await Expect(tablet.GetByTestId("no-client")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Tablet_HandedOver_LeavesHerDataToHerOwnPhone()
    {
        var id = await maison.NewClientAsync("u-phone", "Moreau", "LX-8105", "behaviour", recognition: true);
        await using var context = await browser.NewContextAsync(maison.Luxe.Url, 1180, 820);
        var tablet = await Browser.SignInAsync(context, "camille", "/today");
        await tablet.GotoAsync($"/clients/{id}/choices");
        await tablet.GetByTestId("hand-over").ClickAsync();
        await Expect(tablet.GetByTestId("choices")).ToBeVisibleAsync();
        await HerPages.GotoAsync(tablet, "/me/data");
        await Expect(tablet.GetByTestId("on-your-phone")).ToBeVisibleAsync();
        foreach (var absent in (string[])["export", "proof-page", "proof-data", "erase"])
        {
            await Expect(tablet.GetByTestId(absent)).ToHaveCountAsync(0);
        }

        await HerPages.ShootAsync(tablet, "6-kiosk-data-fr");
        await tablet.GetByTestId("to-phone").ClickAsync();
        await tablet.GetByTestId("show-code").ClickAsync();
        await Expect(tablet.GetByTestId("code")).ToBeVisibleAsync();
        await PageChecks.FitsAsync(tablet, 1180);
        await HerPages.ShootAsync(tablet, "6-kiosk-code-fr");
        var link = await tablet.GetByTestId("code").GetAttributeAsync("data-link");

        await using var hers = await browser.NewContextAsync(maison.Luxe.Url, 390, 844, locale: "fr-FR");
        var phone = await hers.NewPageAsync();
        await phone.GotoAsync(link!);
        await phone.GetByTestId("enter-open").ClickAsync();
        await Expect(phone.GetByTestId("choices")).ToBeVisibleAsync();
        await HerPages.GotoAsync(phone, "/me/data");
        await phone.RunAndWaitForDownloadAsync(() => phone.GetByTestId("export").ClickAsync());
        await Expect(tablet.GetByTestId("code")).ToBeVisibleAsync(); // The tablet stays hers until the password takes it back.
    }

    private static JsonValueKind Kind(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.ValueKind : JsonValueKind.Null;

    private static async Task<string> TextAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return await reader.ReadToEndAsync();
    }
}
