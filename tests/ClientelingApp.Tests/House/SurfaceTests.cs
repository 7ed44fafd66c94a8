using System.Net;

namespace Luxe.ClientelingApp.Tests.House;

/// <summary>What the app answers over HTTP: assets outside Development, headers, sessions, roles, forms.</summary>
[Collection(AppHouseCollection.Name)]
public sealed class SurfaceTests(AppHouse house)
{
    [Theory]
    [InlineData("/_framework/blazor.web.js", "text/javascript")]
    [InlineData("/_content/Radzen.Blazor/css/humanistic-base.css", "text/css")]
    [InlineData("/_content/Radzen.Blazor/fonts/SourceSans3VF-Upright.ttf.woff2", "font/woff2")]
    [InlineData("/assets/luxe.css", "text/css")]
    [InlineData("/assets/pages.css", "text/css")]
    [InlineData("/assets/luxe.js", "text/javascript")]
    public async Task Asset_OutsideDevelopment_IsServed(string path, string type)
    {
        using var visitor = house.Visitor();
        using var answer = await visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync());

        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var unchanged = await visitor.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Page_Always_ForbidsWhatIsNotItsOwn()
    {
        using var visitor = house.Visitor();
        using var answer = await visitor.GetAsync("/signin");
        var policy = string.Join(';', answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        var html = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("associate", "/today", "/floor /journeys /privacy /duplicates")]
    [InlineData("manager", "/floor", "/today /journeys /privacy /duplicates")]
    [InlineData("office", "/journeys", "/today /floor /privacy /clients/c_1")]
    [InlineData("privacy", "/privacy", "/today /floor /journeys /clients/c_1")]
    public async Task Role_SeesOnlyItsPages(string user, string home, string others)
    {
        using var visitor = await house.SignedIn(user);
        using var root = await visitor.GetAsync("/");
        Assert.Equal(home, root.Headers.Location!.OriginalString);
        using var own = await visitor.GetAsync(home);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        foreach (var page in others.Split(' '))
        {
            using var answer = await visitor.GetAsync(page);
            Assert.Equal("/not-yours", answer.Headers.Location?.OriginalString);
        }

        using var refusal = await visitor.GetAsync("/not-yours");
        Assert.Equal(HttpStatusCode.Forbidden, refusal.StatusCode);
    }

    [Fact]
    public async Task SignIn_Once_KeepsAHiddenLaxCookie()
    {
        using var visitor = house.Visitor();
        using var answer = await AppHouse.SignIn(visitor, "Associate ", AppHouse.Password);
        Assert.Equal("/today", answer.Headers.Location!.OriginalString);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("luxe.session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("associate", "wrong")]
    [InlineData("nobody-of-that-name", "wrong")]
    [InlineData("no such/name", "wrong")]
    [InlineData("manager", "")]
    public async Task SignIn_ThatFails_TellsNobodyWhy(string user, string password)
    {
        using var visitor = house.Visitor();
        using var answer = await AppHouse.SignIn(visitor, user, password);
        Assert.Equal("/signin?again=1", answer.Headers.Location!.OriginalString);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.StartsWith("luxe.session=", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("/signin/submit")]
    [InlineData("/signout")]
    public async Task Form_WithoutItsToken_IsRefused(string path)
    {
        using var visitor = house.Visitor();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = "associate", ["password"] = AppHouse.Password });
        using var answer = await visitor.PostAsync(path, form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task SignIn_WithAnAddressElsewhere_GoesHome(string elsewhere)
    {
        using var visitor = house.Visitor();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["user"] = "manager", ["password"] = AppHouse.Password, ["returnUrl"] = elsewhere, [AppHouse.TokenField] = await AppHouse.Token(visitor, "/signin"),
        });
        using var answer = await visitor.PostAsync("/signin/submit", form);
        Assert.Equal("/floor", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Page_WhenNobodyIsSignedIn_LeadsToTheDoorAndBack()
    {
        using var visitor = house.Visitor();
        using var answer = await visitor.GetAsync("/today");
        Assert.Equal("/signin?returnUrl=%2Ftoday", answer.Headers.Location!.PathAndQuery);
    }

    [Fact]
    public async Task Hub_WithoutASessionOfAnAssociate_IsClosed()
    {
        using var visitor = house.Visitor();
        using var anonymous = await visitor.PostAsync("/hubs/clienteling/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);

        using var manager = await house.SignedIn("manager");
        using var refused = await manager.PostAsync("/hubs/clienteling/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        using var associate = await house.SignedIn("associate");
        using var open = await associate.PostAsync("/hubs/clienteling/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
    }

    [Fact]
    public async Task Lookup_OfAToken_NeverPutsItIntoAnAddress()
    {
        using var office = await house.SignedIn("office");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["kind"] = "email", ["token"] = "nobody@example.com", [AppHouse.TokenField] = await AppHouse.Token(office, "/journeys"),
        });
        using var answer = await office.PostAsync("/journeys/find", form);
        Assert.Equal("/journeys?none=1", answer.Headers.Location!.OriginalString);
    }
}
