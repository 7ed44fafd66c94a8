using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Grains.Ledgers;
using Luxe.Grains.Policies;
using Luxe.Grains.Tests.Hosting;
using Luxe.Grains.Tests.Policies;
using Luxe.Storage;
using Luxe.Tests;

namespace Luxe.Grains.Tests.Ledgers;

/// <summary>A proof holds everything that is needed to check it without the house.</summary>
[Collection(ClusterTests.Name)]
public sealed class ProofTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task GetJson_OfAKnownLife_CanBeCheckedByHand(string database)
    {
        await using var silo = await DatabaseSilo.StartAsync(database);
        var id = await Live(silo);

        using var proof = JsonDocument.Parse((await Proofs(silo).GetJson(id, Officer))!);

        var ledger = Assert.Single(proof.RootElement.GetProperty("ledgers").EnumerateArray());
        Assert.Equal((id, true), (ledger.GetProperty("id").GetString(), ledger.GetProperty("isWhole").GetBoolean()));
        var previous = new string('0', 64);
        foreach (var entry in ledger.GetProperty("entries").EnumerateArray())
        {
            Assert.Equal(previous, entry.GetProperty("previousHash").GetString());
            previous = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previous + entry.GetProperty("payload").GetString())));
            Assert.Equal(previous, entry.GetProperty("hash").GetString());
        }

        var anchor = Assert.Single(ledger.GetProperty("anchors").EnumerateArray());
        Assert.Equal(previous, anchor.GetProperty("hash").GetString());
        var lines = $"{anchor.GetProperty("previousRoot").GetString()}\n{anchor.GetProperty("day").GetString()}\n{anchor.GetProperty("seq").GetInt64()}:{previous}\n";
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines))), anchor.GetProperty("root").GetString());
        Assert.Equal(["tier:behaviour->category", "-email"], ledger.GetProperty("entries")[1].GetProperty("changed").EnumerateArray().Select(static code => code.GetString()));
        var notice = proof.RootElement.GetProperty("notices")[0];
        Assert.Equal(("2026-11", "fr", Convert.ToHexStringLower(SHA256.HashData(PolicyFiles.Shipped))), (notice.GetProperty("version").GetString(), notice.GetProperty("locale").GetString(), notice.GetProperty("sha256").GetString()));
        Assert.Equal(26, notice.GetProperty("texts").GetArrayLength());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task GetProof_OfARewrittenLedger_NamesTheEntry(string database)
    {
        await using var silo = await DatabaseSilo.StartAsync(database);
        var id = await Live(silo);
        Assert.Null((await Proofs(silo).GetProof(id, Officer))!.Ledgers[0].FirstBreak);

        await silo.Damage($"UPDATE ledger_leaf SET hash = '0' || SUBSTR(hash, 2) || 'f' WHERE customer = '{id}'");
        Assert.Equal(2, (await Proofs(silo).GetProof(id, Officer))!.Ledgers[0].FirstBreak);
        await silo.Damage($"DELETE FROM ledger WHERE customer = '{id}' AND seq = 1");
        Assert.Equal(1, (await Proofs(silo).GetProof(id, Officer))!.Ledgers[0].FirstBreak);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task GetProof_OfAMergedClient_HoldsBothLedgers(string database)
    {
        await using var silo = await DatabaseSilo.StartAsync(database);
        var (one, two) = (await Live(silo), await Live(silo));
        await silo.Service<IGrainFactory>().GetGrain<Contracts.Customers.ICustomerMerges>(one).Absorb(new("m-1", two, "test", "same-card", DateTimeOffset.UtcNow));

        foreach (var id in (string[])[one, two])
        {
            var proof = (await Proofs(silo).GetProof(id, Officer))!;
            Assert.Equal([one, two], proof.Ledgers.Select(static ledger => ledger.Id));
            Assert.All(proof.Ledgers, static ledger => Assert.Null(ledger.FirstBreak));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task GetProof_ByWhoMayNotOrOfNobody_IsNullAndEveryLookIsLogged(string database)
    {
        await using var silo = await DatabaseSilo.StartAsync(database);
        var id = await Live(silo);

        Assert.Null(await Proofs(silo).GetProof(id, new Viewer("camille", ViewerRole.Associate, "test")));
        Assert.Null(await Proofs(silo).GetProof(GrainsCluster.New("c"), Officer));
        Assert.Null(await Proofs(silo).GetProof("l_00000000000000000000000000", Officer));
        await Proofs(silo).GetPage(id, Officer, "en");

        var log = silo.Service<IAccessLog>();
        Assert.Equal("officer", Assert.Single(await log.ReadByCustomerAsync(id, 10)).Entry.Viewer);
        Assert.Equal("officer", Assert.Single(await log.ReadByCustomerAsync("l_00000000000000000000000000", 10)).Entry.Viewer);
    }

    [Theory]
    [InlineData("en", "no longer withheld")]
    [InlineData("fr-CA", "Vos recherches")]
    [InlineData("it", "Le sue ricerche")]
    [InlineData("ja", "検索された言葉")]
    [InlineData("de", "What you search for")]
    public void Page_InALanguage_IsWellFormedHoldsEveryHashAndRunsNothing(string locale, string said)
    {
        var proof = Known();

        var html = ProofPage.Write(proof, ProofWords.For(locale), PolicyList.Notice(PolicyFiles.Read(PolicyFiles.Shipped), locale));

        var page = XDocument.Parse(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal).Replace("<meta charset=\"utf-8\">", "", StringComparison.Ordinal)
            .Replace("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">", "", StringComparison.Ordinal));
        Assert.Equal(ProofWords.For(locale).Locale, page.Root!.Attribute("lang")!.Value);
        Assert.DoesNotContain(page.Descendants(), static element => element.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.DoesNotContain(page.Descendants().Attributes(), static attribute => attribute.Name.LocalName is "src" or "href" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.All(proof.Ledgers[0].Entries, entry => Assert.Contains(entry.Entry.Hash, html, StringComparison.Ordinal));
        Assert.Contains(proof.Ledgers[0].Anchors[0].Anchor.Root, html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.Contains(said, html, StringComparison.Ordinal);
    }

    /// <summary>When this fails and that is meant, something was added behind what is there: the failed fact leaves the new file in the system's temporary folder.</summary>
    [Fact]
    public void Json_OfAKnownProof_IsAsItWas()
    {
        var golden = Path.Combine(Repository.Root, "tests", "Grains.Tests", "Ledgers", "Golden", "proof.json");
        var json = ProofJson.Write(Known());
        if (!File.Exists(golden) || File.ReadAllText(golden) != json)
        {
            File.WriteAllText(Path.Combine(Path.GetTempPath(), "proof.json"), json);
        }

        Assert.Equal(File.ReadAllText(golden), json);
    }

    /// <summary>A proof that never changes: two decisions, one anchor, a notice that this house does not know.</summary>
    private static ConsentProof Known()
    {
        var at = new DateTimeOffset(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);
        ConsentDecision[] decisions =
        [
            new("d1", ConsentTier.Behaviour, Purposes.Email, "2026-11", "fr", "web", "client", at, DataUses.Searches),
            new("d2", ConsentTier.Category, Purposes.None, "<script>", "ja", "store", "camille", at.AddDays(1), DataUses.None, true, "link:1a2b3c4d"),
        ];
        var head = Grains.Consent.LedgerHead.Start;
        var rows = new List<LedgerRow>();
        foreach (var decision in decisions)
        {
            rows.Add(Grains.Consent.ConsentLedger.Next("c_1", head, decision) with { WrittenAt = decision.DecidedAt.AddSeconds(1) });
            head = new(rows[^1].Seq, rows[^1].Hash);
        }

        var anchor = new AnchorRow(7, new DateOnly(2026, 11, 21), new string('0', 64), new string('a', 64), 1, at.AddDays(2));
        var ledger = ProofLedgers.Of("c_1", rows, [new AnchorLeaf(anchor, 2, rows[1].Hash)], null);
        return new ConsentProof("l_0123456789abcdef0123456789", "c_1", at.AddDays(3), [ledger], [new ProofNotice("<script>", "ja", null, null)], ProofWords.How);
    }

    private static Viewer Officer => AnchorGrainTests.Officer;

    private static IConsentProofs Proofs(DatabaseSilo silo) => silo.Service<IGrainFactory>().GetGrain<IConsentProofs>(IConsentProofs.Key);

    /// <summary>A client who granted and withdrew, anchored.</summary>
    private static async Task<string> Live(DatabaseSilo silo)
    {
        var id = GrainsCluster.New("c");
        await silo.Customer(id).Decide(new ConsentDecision("d1-" + id, ConsentTier.Behaviour, Purposes.Email, "2026-11", "fr-FR", "web", "client", DateTimeOffset.UtcNow.AddMinutes(-5)));
        await silo.Customer(id).Decide(new ConsentDecision("d2-" + id, ConsentTier.Category, Purposes.None, "2026-11", "fr-FR", "web", "client", DateTimeOffset.UtcNow));
        await silo.Service<IGrainFactory>().GetGrain<ILedgerAnchors>(ILedgerAnchors.Key).Make();
        return id;
    }
}
