using System.Globalization;
using System.Text.Json;
using Luxe.Tests;

namespace Luxe.Cli.Tests;

/// <summary>The import verbs as a user calls them: the program in its own process, against the real house.</summary>
public sealed class ImportVerbTests(RunningLuxe luxe) : IClassFixture<RunningLuxe>
{
    [SharedDataFact("hm-sample/transactions_sample.csv")]
    public async Task Hm_SampleFolder_BringsPiecesClientsAndOrders()
    {
        var folder = Directory.CreateDirectory(Path.Combine(luxe.Folder, "hm")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.SharedData, "hm-sample"), "*.csv"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        var (code, output, error) = await LuxeProgram.RunAsync($"import hm {folder} --url {luxe.Server.Url}");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("1,000 pieces put", output, StringComparison.Ordinal);
        Assert.Contains("5,000 events acknowledged, 0 lines not imported", output, StringComparison.Ordinal);

        var rows = File.ReadLines(Path.Combine(folder, "transactions_sample.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        using var api = luxe.NewApi();
        foreach (var client in rows.GroupBy(row => row[1]).OrderByDescending(group => group.Count()).Take(5))
        {
            var id = await api.ResolveAsync("userId", client.Key, CancellationToken.None);
            var profile = await api.GetAsync<JsonElement>($"api/customers/{id}", CancellationToken.None);
            Assert.Equal(client.Count(), profile.GetProperty("purchases").GetInt32());
            var spend = client.Sum(row => decimal.Round(decimal.Parse(row[3], NumberStyles.Float, CultureInfo.InvariantCulture) * 590m, 2));
            Assert.Equal(spend, profile.GetProperty("spend")[0].GetProperty("amount").GetDecimal());
        }
    }

    [Fact]
    public async Task Events_WithBadLines_ReportsTheirNumbersAndTakesTheRest()
    {
        var path = Path.Combine(luxe.Folder, "segment.jsonl");
        await File.WriteAllLinesAsync(path,
        [
            """{"type":"identify","userId":"seg-1","traits":{"lastName":"Vale"}}""",
            "not json",
            """{"type":"track","userId":"seg-1","event":"Product Viewed","timestamp":"2026-11-01T10:00:00Z","properties":{"product_id":"p1"}}""",
            """{"type":"track","userId":"seg-1"}""",
            """{"type":"track","userId":"seg-1","event":"Order Completed","timestamp":"2026-11-02T10:00:00Z","properties":{"products":[{"product_id":"p1"}],"total":12}}""",
        ]);
        var (code, output, _) = await LuxeProgram.RunAsync($"import events {path} --format segment --url {luxe.Server.Url} --tier behaviour --notice v1");
        Assert.Equal(0, code);
        Assert.Contains("3 events acknowledged, 2 lines not imported", output, StringComparison.Ordinal);
        var errors = File.ReadAllLines(path + ".errors.csv");
        Assert.Equal(["line", "2", "4"], errors.Select(line => line.Split(',')[0]));
        Assert.Contains("not JSON", errors[1], StringComparison.Ordinal);
        Assert.Contains("refused by the server: event", errors[2], StringComparison.Ordinal);

        using var api = luxe.NewApi();
        var id = await api.ResolveAsync("userId", "seg-1", CancellationToken.None);
        var journey = await api.GetAsync<JsonElement>($"api/customers/{id}/journey", CancellationToken.None);
        Assert.Equal(["identified", "orderCompleted", "productViewed"], journey.GetProperty("interactions").EnumerateArray().Select(step => step.GetProperty("kind").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Events_WithoutOneGoodLine_EndsWithOne()
    {
        var path = Path.Combine(luxe.Folder, "rubbish.csv");
        await File.WriteAllLinesAsync(path, ["a", "b", "c"]);
        var (code, output, _) = await LuxeProgram.RunAsync($"import events {path} --format retailrocket --url {luxe.Server.Url}");
        Assert.Equal(1, code);
        Assert.Contains("3 lines not imported", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_WithAWrongKey_SaysOneLineAndEndsWithOne()
    {
        var path = Path.Combine(luxe.Folder, "key.csv");
        await File.WriteAllLinesAsync(path, ["1,2,3,pv,1511757958"]);
        var (code, _, error) = await LuxeProgram.RunAsync($"import events {path} --format taobao --url {luxe.Server.Url} --write-key wrong");
        Assert.Equal(1, code);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
