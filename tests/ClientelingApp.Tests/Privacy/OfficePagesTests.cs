using System.Net;
using Luxe.ClientelingApp.Tests.House;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.ClientelingApp.Tests.Privacy;

/// <summary>The officer's pages over HTTP: who may see them, and that what is typed into a field never gets into an address unless it is an id.</summary>
[Collection(AppHouseCollection.Name)]
public sealed class OfficePagesTests(AppHouse house)
{
    private static readonly string[] Pages = ["/privacy", "/privacy/requests", "/privacy/looks", "/privacy/anomalies", "/privacy/tiers", "/privacy/policies", "/privacy/retention", "/privacy/c_1"];

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
        var now = DateTimeOffset.UtcNow;
        await RunAsync(
            "INSERT INTO rights_request (id, kind, client, state, asked_at, due_at, channel, actor) VALUES ('r-soon', 'export', 'c_soon', 'open', 1, $1, 'web', 'client'), ('r-late', 'erasure', 'c_late', 'open', 1, $2, 'web', 'client'), ('r-done', 'erasure', 'c_done', 'done', 1, 1, 'web', 'client')",
            Micros(now.AddDays(9)),
            Micros(now.AddDays(-2)));
        using var officer = await house.SignedIn("privacy");

        var requests = await officer.GetStringAsync("/privacy/requests");
        var home = await officer.GetStringAsync("/privacy");
        await RunAsync("DELETE FROM rights_request", 0, 0);

        var (late, soon) = (requests.IndexOf("data-request-id=\"r-late\"", StringComparison.Ordinal), requests.IndexOf("data-request-id=\"r-soon\"", StringComparison.Ordinal));
        Assert.InRange(late, 0, soon);
        Assert.Contains("Overdue by two days", requests, StringComparison.Ordinal);
        Assert.DoesNotContain("r-done", requests, StringComparison.Ordinal);
        Assert.Contains("two wait, one overdue", home, StringComparison.Ordinal);
    }

    private static long Micros(DateTimeOffset at) => (at.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private async Task RunAsync(string sql, long first, long second)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(house.Services.GetRequiredService<StorageOptions>().DataDirectory!, "luxe.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$1", first);
        command.Parameters.AddWithValue("$2", second);
        await command.ExecuteNonQueryAsync();
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
