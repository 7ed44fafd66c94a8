using System.Net;
using Luxe.ClientelingApp.Tests.House;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Rights;

namespace Luxe.ClientelingApp.Tests.Privacy;

/// <summary>The officer's pages over HTTP: who may see them, and that what is typed into a field never gets into an address unless it is an id.</summary>
[Collection(AppHouseCollection.Name)]
public sealed class OfficePagesTests(AppHouse house)
{
    private static readonly string[] Pages = ["/privacy", "/privacy/requests", "/privacy/looks", "/privacy/anomalies", "/privacy/tiers", "/privacy/policies", "/privacy/retention", "/privacy/requests/r-none", "/privacy/c_1"];

    [Theory]
    [InlineData("associate")]
    [InlineData("manager")]
    [InlineData("office")]
    public async Task Page_ForAnybodyElse_IsNotTheirs(string user)
    {
        using var visitor = await house.SignedIn(user);
        foreach (var page in Pages)
        {
            using var answer = await visitor.GetAsync(page);
            Assert.Equal("/not-yours", answer.Headers.Location?.OriginalString);
        }
    }

    [Fact]
    public async Task Page_ForTheOfficer_IsThereAndSaysWhatItIs()
    {
        using var officer = await house.SignedIn("privacy");
        foreach (var page in Pages)
        {
            using var answer = await officer.GetAsync(page);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.DoesNotContain("data-testid=\"failed\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/privacy/find/ledger", "lea@example.com", "", "/privacy?unknown=1")]
    [InlineData("/privacy/find/ledger", " c_lea ", "", "/privacy/c_lea")]
    [InlineData("/privacy/find/looks", "lea@example.com", "client", "/privacy/looks?none=1")]
    [InlineData("/privacy/find/looks", "+33 6 12 34 56 78", "staff", "/privacy/looks?none=1")]
    [InlineData("/privacy/find/looks", "camille", "staff", "/privacy/looks?viewer=camille")]
    [InlineData("/privacy/find/looks", "l_0123456789abcdef0123456789", "client", "/privacy/looks?client=l_0123456789abcdef0123456789")]
    public async Task Field_OfAnything_LeadsToAnIdOrSaysThatItIsNone(string form, string typed, string by, string expected)
    {
        using var officer = await house.SignedIn("privacy");
        using var fields = new FormUrlEncodedContent(new Dictionary<string, string> { ["id"] = typed, ["by"] = by, [AppHouse.TokenField] = await AppHouse.Token(officer, "/privacy") });

        using var answer = await officer.PostAsync(form, fields);

        Assert.Equal(expected, answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Requests_OfWhichOneIsOverdue_BeginWithItAndTheFirstPageSaysSo()
    {
        var desk = house.Grains.GetGrain<IRightsDesk>(IRightsDesk.Key);
        var now = DateTimeOffset.UtcNow;
        await desk.Ask(new NewRequest("r-soon", RequestKind.Export, "c_soon", "web", "client"));
        await desk.Ask(new NewRequest("r-late", RequestKind.Objection, "c_late", "mail", "noor", now.AddMonths(-1).AddDays(-2)));
        await desk.Ask(new NewRequest("r-done", RequestKind.Objection, "c_done", "mail", "noor", now.AddMonths(-2)));
        await desk.Settle("r-done", RequestState.Done, "noor", "she was called");
        using var officer = await house.SignedIn("privacy");

        var open = await officer.GetStringAsync("/privacy/requests");
        var done = await officer.GetStringAsync("/privacy/requests?state=done");
        var home = await officer.GetStringAsync("/privacy");

        var (late, soon) = (open.IndexOf("data-request-id=\"r-late\"", StringComparison.Ordinal), open.IndexOf("data-request-id=\"r-soon\"", StringComparison.Ordinal));
        Assert.InRange(late, 0, soon);
        Assert.Contains("Overdue by", open, StringComparison.Ordinal);
        Assert.DoesNotContain("r-done", open, StringComparison.Ordinal);
        Assert.Contains("she was called", done, StringComparison.Ordinal);
        Assert.DoesNotContain("r-late", done, StringComparison.Ordinal);
        Assert.Contains("overdue", home, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WrittenDownNotedAndRefused_NeedsAReasonAndStandsAsItWasSettled()
    {
        using var officer = await house.SignedIn("privacy");
        var asked = DateTime.UtcNow.AddDays(-40).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal("/privacy/requests/r-paper", await PostAsync(officer, "write", ("id", "r-paper"), ("client", "c_paper"), ("kind", "rectification"), ("channel", "mail"), ("asked", asked)));

        Assert.Equal("/privacy/requests/r-paper", await PostAsync(officer, "r-paper/note", ("note", "  asked back  ")));
        Assert.Equal("/privacy/requests/r-paper?without=reason", await PostAsync(officer, "r-paper/settle", ("outcome", "refused"), ("reason", " ")));
        Assert.Equal(RequestState.Open, (await FindAsync("r-paper"))!.State);
        await PostAsync(officer, "r-paper/settle", ("outcome", "refused"), ("reason", "nobody could say who she is"));
        await PostAsync(officer, "r-paper/settle", ("outcome", "done"));
        await PostAsync(officer, "r-paper/note", ("note", "afterthought"));

        var settled = (await FindAsync("r-paper"))!;
        Assert.Equal((RequestState.Refused, "noor", "nobody could say who she is"), (settled.State, settled.Actor, settled.Note));
        Assert.True(settled.DueAt < DateTimeOffset.UtcNow);
        Assert.Contains("nobody could say who she is", await officer.GetStringAsync("/privacy/requests/r-paper"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_ForACopy_GivesTheZipAndIsStillOpen()
    {
        const string Client = "c_copied";
        await house.Grains.GetGrain<ICustomerGrain>(Client).Decide(new ConsentDecision("d-1", ConsentTier.Category, Purposes.None, "2026-11", "en", "web", "client", DateTimeOffset.UtcNow));
        await house.Grains.GetGrain<IRightsDesk>(IRightsDesk.Key).Ask(new NewRequest("r-copy", RequestKind.Export, Client, "web", "client"));
        using var officer = await house.SignedIn("privacy");
        using var fields = new FormUrlEncodedContent(new Dictionary<string, string> { [AppHouse.TokenField] = await AppHouse.Token(officer, "/privacy") });

        using var answer = await officer.PostAsync("/privacy/requests/r-copy/copy", fields);

        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        using var zip = new System.IO.Compression.ZipArchive(await answer.Content.ReadAsStreamAsync());
        Assert.NotEmpty(zip.Entries);
        Assert.Equal(RequestState.Open, (await FindAsync("r-copy"))!.State);
    }

    [Fact]
    public async Task Request_ToBeErased_IsDoneOnceWhenItIsSaidTwiceAndNotWithoutTheWord()
    {
        const string Client = "c_leaves";
        await house.Grains.GetGrain<ICustomerGrain>(Client).Decide(new ConsentDecision("d-1", ConsentTier.Category, Purposes.None, "2026-11", "en", "web", "client", DateTimeOffset.UtcNow));
        await house.Grains.GetGrain<IRightsDesk>(IRightsDesk.Key).Ask(new NewRequest("r-erase", RequestKind.Erasure, Client, "mail", "noor"));
        using var officer = await house.SignedIn("privacy");

        Assert.Equal("/privacy/requests/r-erase?without=word", await PostAsync(officer, "r-erase/erase"));
        Assert.Equal(RequestState.Open, (await FindAsync("r-erase"))!.State);
        Assert.Equal("/privacy/requests/r-erase", await PostAsync(officer, "r-erase/erase", ("sure", "yes")));
        await PostAsync(officer, "r-erase/erase", ("sure", "yes"));

        var receipt = (await house.Grains.GetGrain<IErasure>("for-r-erase").Continue())!;
        Assert.NotNull(receipt.DoneAt);
        Assert.Equal((RequestState.Done, receipt.Pseudonym), (await FindAsync("r-erase")) is { } request ? (request.State, request.Client) : default);
        var page = await officer.GetStringAsync("/privacy/requests/r-erase");
        Assert.Contains($"href=\"/privacy/{receipt.Pseudonym}\"", page, StringComparison.Ordinal);
        Assert.Contains("order for-r-erase", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Client, page, StringComparison.Ordinal);
        Assert.Contains("data-testid=\"erased\"", await officer.GetStringAsync($"/privacy/{receipt.Pseudonym}"), StringComparison.Ordinal);
        Assert.Contains(receipt.Pseudonym, await officer.GetStringAsync($"/privacy/{Client}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proof_OfAClient_IsAPageOfItsOwnAndJson()
    {
        const string Client = "c_proven";
        await house.Grains.GetGrain<ICustomerGrain>(Client).Decide(new ConsentDecision("d-1", ConsentTier.Category, Purposes.None, "2026-11", "en", "web", "client", DateTimeOffset.UtcNow));
        using var officer = await house.SignedIn("privacy");

        using var page = await officer.GetAsync($"/privacy/{Client}/proof");
        Assert.Contains(Client, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", string.Join("", page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Contains("luxe.consent-proof", await officer.GetStringAsync($"/privacy/{Client}/proof.json"), StringComparison.Ordinal);
        using var none = await officer.GetAsync("/privacy/c_nobody-here/proof");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private Task<RightsRequest?> FindAsync(string id) => house.Grains.GetGrain<IRightsDesk>(IRightsDesk.Key).Get(new Viewer("noor", ViewerRole.PrivacyOfficer, "test"), id);

    private static async Task<string?> PostAsync(HttpClient officer, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Append((AppHouse.TokenField, await AppHouse.Token(officer, "/privacy"))).Select(static field => KeyValuePair.Create(field.Item1, field.Item2)));
        using var answer = await officer.PostAsync("/privacy/requests/" + path, form);
        return answer.Headers.Location?.OriginalString;
    }

    [Fact]
    public async Task Looks_AtAClient_NameTheAssociateAndTheLedgerLeadsToThem()
    {
        const string Client = "c_looked-at";
        await house.Grains.GetGrain<ICustomerGrain>(Client).Decide(new ConsentDecision("d-1", ConsentTier.Category, Purposes.None, "2026-11", "en", "web", "client", DateTimeOffset.UtcNow));
        await house.Grains.GetGrain<ICustomerViews>(Client).GetProfile(new Viewer(AppHouse.Associate, ViewerRole.Associate, "client page", AppHouse.Store));
        using var officer = await house.SignedIn("privacy");

        var ledger = await officer.GetStringAsync($"/privacy/{Client}");
        var looks = await officer.GetStringAsync($"/privacy/looks?client={Client}");

        Assert.Contains($"href=\"/privacy/looks?client={Client}\"", ledger, StringComparison.Ordinal);
        Assert.Contains($"data-viewer=\"{AppHouse.Associate}\"", looks, StringComparison.Ordinal);
        Assert.Contains("data-viewer=\"noor\"", looks, StringComparison.Ordinal);
    }
}
