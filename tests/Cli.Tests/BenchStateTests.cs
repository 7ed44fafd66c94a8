using System.Text.Json;

namespace Luxe.Cli.Tests;

/// <summary>The bench of the big store works from one end to the other on a small one.</summary>
public sealed class BenchStateTests
{
    [Fact]
    public async Task BenchState_OfASmallStore_FillsServesBacksUpVerifiesAndLeavesNothing()
    {
        using var folder = new Bench.TemporaryFolder();
        var json = Path.Combine(folder.Path, "figures.json");
        var (code, output, error) = await LuxeProgram.RunAsync($"bench state --only restart-1m-s --clients 500 --events 10000 --database sqlite --folder {folder.Path} --json {json}");
        Assert.True(code == 0, error + output);
        var figures = JsonDocument.Parse(await File.ReadAllTextAsync(json)).RootElement;
        foreach (var name in (string[])["fill-500-s", "restart-500-s", "restart-500-mb", "serve-500-p99-ms", "journey-500-p99-ms", "backup-500-s", "verify-500-s", "store-500-mb"])
        {
            Assert.True(figures.GetProperty(name + "-sqlite").GetProperty("value").GetDouble() > 0, name);
        }

        Assert.Equal([json], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task BenchState_OfAnImport_CountsEveryLineInTheJournal()
    {
        using var folder = new Bench.TemporaryFolder();
        var json = Path.Combine(folder.Path, "figures.json");
        var (code, output, error) = await LuxeProgram.RunAsync($"bench state --only import-events --seconds 1 --database sqlite --folder {folder.Path} --json {json}");
        Assert.True(code == 0, error + output);
        var figure = JsonDocument.Parse(await File.ReadAllTextAsync(json)).RootElement.GetProperty("import-events-sqlite");
        Assert.InRange(figure.GetProperty("ratio").GetDouble(), 0.001, 10);
        Assert.Equal([json], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    /// <summary>
    /// Bytes of those who were woken do not depend on how busy the machine is. After living, a process holds megabytes besides (products and inboxes
    /// that were called, pools): the bench shares them among ten thousand clients, here there are too few.
    /// </summary>
    [Fact]
    public async Task BenchState_OfResidentClients_StaysWithinTheBudget()
    {
        using var folder = new Bench.TemporaryFolder();
        var json = Path.Combine(folder.Path, "figures.json");
        var (code, output, error) = await LuxeProgram.RunAsync($"bench state --only bytes-per-client --clients 2000 --database sqlite --folder {folder.Path} --json {json}");
        Assert.True(code == 0, error + output);
        var figures = JsonDocument.Parse(await File.ReadAllTextAsync(json)).RootElement;
        var empty = Bytes("bytes-per-empty-client");

        // What the runtime's activation costs is its own: 1.1 KB embedded, 2.9 KB on Microsoft Orleans. Her state costs the same on both.
        Assert.InRange(empty, 500, 3_500);
        Assert.InRange(Bytes("bytes-per-woken-client") - empty, 4_000, 6_600);
        Assert.InRange(Bytes("bytes-per-woken-heavy-client") - empty, 5_000, 8_500);

        double Bytes(string figure) => figures.GetProperty(figure + "-sqlite").GetProperty("value").GetDouble();
    }
}
