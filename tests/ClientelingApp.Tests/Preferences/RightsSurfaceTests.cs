using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Luxe.ClientelingApp.Preferences;
using Luxe.ClientelingApp.Tests.House;
using Luxe.Contracts.Access;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Rights;

namespace Luxe.ClientelingApp.Tests.Preferences;

/// <summary>Her rights over HTTP: what is held, put right, taken along, erased; and what a tablet that was handed over keeps of it, which is nothing.</summary>
[Collection(AppHouseCollection.Name)]
public sealed partial class RightsSurfaceTests(AppHouse house)
{
    private static readonly string[] Hers = ["/me", "/me/history", "/me/looks", "/me/data", "/me/phone"];
    private readonly ClientHouse clients = new(house);

    [Fact]
    public async Task Rectify_WhatSheChangedAndEmptied_IsAllThatIsSaid()
    {
        var id = await clients.New();
        using var visitor = await clients.Inside(id);

        Assert.Equal("/me/data?saved=1", await visitor.Post("/me/data", "/me/data", ("title", "Ms"), ("familyName", " Aubrac-Lys "), ("city", ""), ("country", "france"), ("birthday", "no day"), ("forget", "sizes"), ("forget", "membership")));

        var traits = (await Profile(id)).Traits!;
        Assert.Equal(("Ms", "Aubrac-Lys", null, "FR", null, "fr"), (traits.Title, traits.FamilyName, traits.City, traits.Country, traits.Birthday, traits.Language));
        Assert.Empty(traits.Sizes);
        Assert.Equal(["knitwear"], traits.Categories.AsEnumerable());
        Assert.Contains("value=\"Aubrac-Lys\"", await visitor.Http.GetStringAsync("/me/data"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rectify_WhatSheWithholds_IsNotAsked()
    {
        var id = await clients.New();
        using var visitor = await clients.Inside(id);
        Assert.Contains("field-birthday", await visitor.Http.GetStringAsync("/me/data"), StringComparison.Ordinal);

        await visitor.Post("/me", "/me/choose", ("tap", "demographics=off"));
        var page = await visitor.Http.GetStringAsync("/me/data");
        Assert.DoesNotContain("field-birthday", page, StringComparison.Ordinal);
        Assert.Contains("field-familyName", page, StringComparison.Ordinal);

        await visitor.Post("/me", "/me/choose", ("tap", "tier=none"));
        Assert.DoesNotContain("field-familyName", await visitor.Http.GetStringAsync("/me/data"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("it", "it")]
    [InlineData("ja", "ja")]
    public async Task Export_OnHerOwnDevice_IsAZipInHerLanguage(string asked, string tag)
    {
        using var visitor = await clients.Inside(await clients.New(), asked);
        using var answer = await visitor.Http.GetAsync("/me/data/export.zip");
        Assert.Equal(("application/zip", true), (answer.Content.Headers.ContentType!.MediaType, answer.Headers.CacheControl!.NoStore));
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        using var page = new StreamReader(zip.GetEntry("index.html")!.Open());
        Assert.Contains($"<html lang=\"{tag}\"", await page.ReadToEndAsync(), StringComparison.Ordinal);
        using var profile = new StreamReader(zip.GetEntry("profile.json")!.Open());
        Assert.Contains("Aubrac", await profile.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proof_OnHerOwnDevice_IsAFile()
    {
        using var visitor = await clients.Inside(await clients.New(), "fr");
        foreach (var (path, type) in new[] { ("/me/proof.html", "text/html"), ("/me/proof.json", "application/json") })
        {
            using var answer = await visitor.Http.GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, type, "attachment"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType));
        }
    }

    [Fact]
    public async Task Tablet_HandedOver_KeepsNothingOfHersAndErasesNobody()
    {
        var id = await clients.New();
        using var tablet = await clients.HandedOver(id);
        foreach (var file in (string[])["/me/data/export.zip", "/me/proof.html", "/me/proof.json"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await tablet.Get(file)).Status);
        }

        var page = await tablet.Http.GetStringAsync("/me/data?erase=1");
        Assert.DoesNotContain("data-testid=\"export\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("erase", page.Replace("/me/data?erase", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("BadRequest", await tablet.Post("/me/data", "/me/erase", ("order", "erase-me-" + new string('a', 32))));
        Assert.NotNull((await Profile(id)).Traits);
        foreach (var path in Hers)
        {
            using var answer = await tablet.Http.GetAsync(path);
            Assert.True(answer.Headers.CacheControl!.NoStore, path);
        }
    }

    [Fact]
    public async Task Code_FromATabletHandedOver_OpensHerPagesAndNamesWhoHandedItOver()
    {
        var id = await clients.New();
        using var tablet = await clients.HandedOver(id);
        var page = await Form(tablet, "/me/phone");
        using var phone = new ClientVisitor(house.Url);
        var link = LinkOf().Match(WebUtility.HtmlDecode(page)).Groups[1].Value;
        Assert.Equal("/me", await phone.Post(ClientHouse.Enter(link), "/me/enter", ("token", link)));
        Assert.Equal(HttpStatusCode.OK, (await phone.Get("/me/data/export.zip")).Status);

        // Who may open her pages anywhere else does it under the name of whoever handed the tablet over.
        var looks = await house.Grains.GetGrain<ICustomerRights>(id).GetLooks(new Viewer(id, ViewerRole.Client, "own looks"), long.MaxValue, 100);
        Assert.Contains(looks.Looks, look => look is { Viewer: AppHouse.Associate, Role: nameof(ViewerRole.Associate), What: "link-qr" });

        // On a device of her own there is nothing to send.
        Assert.DoesNotContain("show-code", await phone.Http.GetStringAsync("/me/phone"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_ByTwoTaps_EndsInTheReceiptAndShutsEveryDoor()
    {
        var id = await clients.New();
        var spare = await clients.Link(id);
        using var elsewhere = await clients.Inside(id);
        using var visitor = await clients.Inside(id);
        var order = EraseOrders.New();

        Assert.Equal("/me/gone?order=" + order, await visitor.Post("/me/data?erase=1", "/me/erase", ("order", order)));

        Assert.Equal("/me/ask", (await visitor.Get("/me")).To);
        var receipt = (await house.Grains.GetGrain<IErasure>(order).Continue())!;
        Assert.NotNull(receipt.DoneAt);
        var page = WebUtility.HtmlDecode(await visitor.Http.GetStringAsync("/me/gone?order=" + order));
        Assert.Contains(receipt.Pseudonym, page, StringComparison.Ordinal);
        Assert.DoesNotContain(id, page, StringComparison.Ordinal);

        // A link that was on its way opens nothing, and a visit on another device ends with the next tap.
        using var late = new ClientVisitor(house.Url);
        Assert.Equal("/me/enter?over=1", await late.Post(ClientHouse.Enter(spare), "/me/enter", ("token", spare)));
        Assert.Equal("/me/enter?over=1", await elsewhere.Post("/me", "/me/choose", ("tap", "email=on")));
        Assert.Equal("/me/ask", (await elsewhere.Get("/me")).To);
    }

    [Fact]
    public async Task Receipt_InEveryLanguage_NamesEverySystem()
    {
        var id = await clients.New();
        var order = EraseOrders.New();
        await house.Grains.GetGrain<IErasure>(order).Order(new ErasureRequest(id, "client", "web"));
        var receipt = (await house.Grains.GetGrain<IErasure>(order).Continue())!;
        foreach (var words in PreferenceWords.All)
        {
            Assert.All(receipt.Systems, system => Assert.NotEqual(system.System, words.ErasedSystem(system.System)));
            Assert.All(receipt.NotReached, limit => Assert.NotEqual(limit, words.NotReached(limit)));
        }
    }

    [Fact]
    public async Task Receipt_OfAnOrderNobodyGave_IsNone()
    {
        using var visitor = new ClientVisitor(house.Url);
        foreach (var order in (string[])["", "x", EraseOrders.New()])
        {
            Assert.Contains("gone-none", await visitor.Http.GetStringAsync("/me/gone?order=" + order), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Session_ThatIsOver_SaysSoAtTheDoor()
    {
        using var visitor = new ClientVisitor(house.Url);
        visitor.Cookies.Add(new Cookie("luxe.client", "long-over", "/me", house.Url.Host));
        Assert.Equal("/me/ask?ended=1", (await visitor.Get("/me")).To);
        Assert.Contains("ask-ended", await visitor.Http.GetStringAsync("/me/ask?ended=1"), StringComparison.Ordinal);
    }

    private async Task<CustomerProfile> Profile(string id) => (await house.Grains.GetGrain<ICustomerViews>(id).GetProfile(new Viewer(id, ViewerRole.Client, "test")))!;

    /// <summary>Sends a page's own form, as its only button would.</summary>
    private static async Task<string> Form(ClientVisitor visitor, string path)
    {
        var html = await visitor.Http.GetStringAsync(path);
        using var form = new FormUrlEncodedContent(Hidden().Matches(html).Select(static field => KeyValuePair.Create(field.Groups[1].Value, field.Groups[2].Value)));
        using var answer = await visitor.Http.PostAsync(path, form);
        return await answer.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("data-link=\"[^\"]*/me/enter\\?k=([^\"]+)\"")]
    private static partial Regex LinkOf();
}
