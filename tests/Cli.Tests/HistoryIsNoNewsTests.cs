using System.Diagnostics;
using System.Globalization;
using Luxe.Cli.Tests.Backups;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Contracts.Prompts;
using Luxe.Storage;
using Luxe.Tests;

namespace Luxe.Cli.Tests;

/// <summary>Two years of a client's past come in by <c>luxe import events</c>, in a process of its own, and her associate hears nothing of it.</summary>
public sealed class HistoryIsNoNewsTests
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Theory, OnSqlite, OnPostgres]
    public async Task Import_OfTwoYears_RaisesNoPromptAndOneEventTodayDoes(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        var id = await house.LiveAsync(1, events: 0);
        await house.Grains.GetGrain<ICustomerGrain>(id).Assign("sa-1");
        await house.StopAsync();
        var lines = Past().ToArray();
        await File.WriteAllLinesAsync(house.Beside("past.jsonl"), lines);

        string[] arguments = [Path.Combine(Repository.OutputOf("Cli"), "Luxe.Cli.dll"), "import", "events", house.Beside("past.jsonl"), "--format", "segment", "--data", house.Data.Folder];
        using (var process = Process.Start(new ProcessStartInfo("dotnet", [.. arguments, .. (string[])(house.Data.Postgres is { } postgres ? ["--postgres", postgres] : [])]) { RedirectStandardOutput = true })!)
        {
            Assert.Contains($"{lines.Length} events acknowledged, 0 lines not imported", await process.StandardOutput.ReadToEndAsync(), StringComparison.Ordinal);
            await process.WaitForExitAsync();
        }

        // Her decision, her book, her past: and no row of a prompt.
        Assert.Equal(lines.Length + 2, (await new HouseVerify(house.Data).RunAsync(CancellationToken.None)).Rows);
        await house.StartAsync();
        var inbox = house.Grains.GetGrain<IInbox>("sa-1");
        Assert.Equal(0, (await inbox.GetOpen()).LastNumber);

        await house.RecordAsync(id, 1, 1);

        Assert.Equal(
            [PromptKind.ConsideredItem, PromptKind.AbandonedCart, PromptKind.Milestone],
            (await inbox.GetOpen()).Open.Select(static entry => entry.Item!.Prompt!.Kind).Order());
    }

    private static IEnumerable<string> Past()
    {
        for (var day = 730; day > 0; day -= 3)
        {
            yield return Line("Product Viewed", $"view-{day}", Now.AddDays(-day), "bag-1");
            yield return Line(day % 2 == 0 ? "Product Added" : "Product Added to Wishlist", $"want-{day}", Now.AddDays(-day), $"piece-{day}");
        }

        foreach (var (hours, name, product) in new[] { (71, "Product Viewed", "bag-9"), (47, "Product Viewed", "bag-9"), (23, "Product Viewed", "bag-9"), (10, "Product Added", "coat-9") })
        {
            yield return Line(name, string.Create(CultureInfo.InvariantCulture, $"late-{hours}"), Now.AddHours(-hours), product);
        }

        yield return $$$"""{"type":"identify","userId":"kept-1","messageId":"who","timestamp":"{{{Now.AddDays(-1):O}}}","traits":{"birthday":"{{{Now.AddDays(2).AddYears(-40):yyyy-MM-dd}}}"}}""";
    }

    private static string Line(string name, string id, DateTimeOffset at, string product) =>
        $$$"""{"type":"track","event":"{{{name}}}","userId":"kept-1","messageId":"{{{id}}}","timestamp":"{{{at:O}}}","properties":{"product_id":"{{{product}}}"}}""";
}
