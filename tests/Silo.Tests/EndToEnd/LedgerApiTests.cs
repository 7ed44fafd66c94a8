using System.Net.Http.Json;
using System.Text.Json;
using Luxe.Silo.Proofs;
using Luxe.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Luxe.Silo.Tests.EndToEnd;

/// <summary>Proofs and anchors over HTTP, and the file that keeps the roots.</summary>
public sealed class LedgerApiTests(LuxeServer luxe) : IClassFixture<LuxeServer>
{
    [Fact]
    public async Task Proof_OfAClient_IsJsonOrAPageAndNothingElse()
    {
        var id = await luxe.NewClientAsync("u-" + Guid.NewGuid().ToString("N"), "behaviour");
        using var made = await luxe.Api.PostAsync("/api/ledger/anchors", null);
        var root = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("anchors")[0].GetProperty("root").GetString();

        var proof = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{id}/consent/proof");
        Assert.Equal((id, root), (proof.GetProperty("customerId").GetString(), proof.GetProperty("ledgers")[0].GetProperty("anchors")[0].GetProperty("root").GetString()));

        using var page = await luxe.Api.GetAsync($"/api/customers/{id}/consent/proof?format=html&locale=ja");
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"ja\">", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        foreach (var (path, status) in ((string, int)[])[($"{id}/consent/proof?format=pdf", 400), ("c_0000000000000000000000/consent/proof", 404), ("l_00000000000000000000000000/consent/proof", 404), ("l_no/consent/proof", 404)])
        {
            using var refused = await luxe.Api.GetAsync("/api/customers/" + path);
            Assert.Equal(status, (int)refused.StatusCode);
        }

        using var anonymous = await luxe.Anonymous.GetAsync($"/api/customers/{id}/consent/proof");
        Assert.Equal(401, (int)anonymous.StatusCode);
    }

    [Fact]
    public async Task Watch_OfAnchors_KeepsTheirRootsBesideTheDatabase()
    {
        var folder = Directory.CreateTempSubdirectory("luxe-watch-").FullName;
        try
        {
            using var made = await luxe.Api.PostAsync("/api/ledger/anchors", null);
            var watch = Watch(folder);
            await watch.LookAsync(CancellationToken.None);
            await watch.LookAsync(CancellationToken.None);

            var page = await luxe.Api.GetFromJsonAsync<JsonElement>("/api/ledger/anchors?limit=500");
            var log = AnchorLog.Read(folder)!;
            Assert.Equal(page.GetProperty("anchors").EnumerateArray().Last().GetProperty("number").GetInt64(), log.Last);
            Assert.All(page.GetProperty("anchors").EnumerateArray(), anchor => Assert.Equal(anchor.GetProperty("root").GetString(), log.RootOf(anchor.GetProperty("number").GetInt64())));
            Assert.Equal(page.GetProperty("anchors").GetArrayLength(), File.ReadAllLines(Path.Combine(folder, AnchorLog.FileName)).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Watch_WhenTheDatabaseKnowsFewer_SaysSoAtTheStartOnly()
    {
        var folder = Directory.CreateTempSubdirectory("luxe-watch-").FullName;
        try
        {
            using var made = await luxe.Api.PostAsync("/api/ledger/anchors", null);
            var last = (await luxe.Services.GetRequiredService<IAnchors>().GetLastAsync())!;
            var watch = Watch(folder);
            await watch.LookAsync(CancellationToken.None);
            AnchorLog.Append(folder, [last with { Number = last.Number + 1_000 }]);

            await watch.LookAsync(CancellationToken.None);
            Assert.Equal(last.Number + 1_000, AnchorLog.Read(folder)!.Last);

            await Watch(folder).LookAsync(CancellationToken.None);
            Assert.True(AnchorLog.Read(folder)!.Last < last.Number + 1_000);
            Assert.Contains(File.ReadAllLines(Path.Combine(folder, AnchorLog.FileName)), static line => line.StartsWith("restored ", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private LedgerWatch Watch(string folder) => new(
        luxe.Services.GetRequiredService<IGrainFactory>(), luxe.Services.GetRequiredService<IAnchors>(), new LedgerWatchOptions(folder), TimeProvider.System, NullLogger<LedgerWatch>.Instance);
}
