using System.Text.Json;

namespace Luxe.Cli.Tests;

/// <summary>The bench of consent works from one end to the other on a small house. Of how fast it is it says nothing here.</summary>
public sealed class BenchConsentTests
{
    [Fact]
    public async Task BenchConsent_OfASmallHouse_RunsAndNamesItsFigures()
    {
        using var folder = new Bench.TemporaryFolder();
        var json = Path.Combine(folder.Path, "figures.json");

        var (code, output, error) = await LuxeProgram.RunAsync($"bench consent --clicks 6 --tablets 4 --rounds 6 --deciders 50 --entries 200 --json {json}");

        Assert.True(code == 0, error + output);
        var figures = JsonDocument.Parse(await File.ReadAllTextAsync(json)).RootElement;
        foreach (var name in (string[])["consent-click-to-last-effect-p50", "consent-click-to-last-effect-p99", "gated-read", "ledger-append", "ledger-verify"])
        {
            Assert.True(figures.GetProperty(name).GetProperty("value").GetDouble() > 0, name);
            Assert.True(figures.GetProperty(name).GetProperty("baseline").GetDouble() > 0, name);
        }

        // What a busy machine makes of six rounds may be below zero.
        Assert.Equal("%", figures.GetProperty("gates-cost").GetProperty("unit").GetString());
        Assert.Equal("%", figures.GetProperty("gates-cost-noise").GetProperty("unit").GetString());
        Assert.Contains("cores", figures.GetProperty("machine").GetProperty("hardware").GetString());
    }
}
