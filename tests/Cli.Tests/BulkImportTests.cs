using System.Diagnostics;
using System.Globalization;
using Luxe.Cli.Imports;
using Luxe.Cli.Tests.Backups;
using Luxe.Contracts.Access;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Storage;
using Luxe.Tests;

namespace Luxe.Cli.Tests;

/// <summary>An import into a stopped house: the same events as through a running one, and none lost or doubled when it is killed.</summary>
public sealed class BulkImportTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Import_KilledInTheMiddleAndResumed_HasEveryEventOnce(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        const int Lines = 30_000;
        var file = Write(house, "history.jsonl", Lines, clients: 300);
        var arguments = $"import events {file} --format segment --data {house.Data.Folder} --tier behaviour --notice v1 --chunk 1000";
        using (var process = Start(arguments, house.Data.Postgres))
        {
            // The third time that a chunk is settled.
            await KillAtAsync(file + ".checkpoint.json", times: 3, process);
        }

        var checkpoint = Checkpoint.Read(file + ".checkpoint.json")!;
        Assert.False(checkpoint.Done);
        Assert.InRange(checkpoint.Line, 1_000, Lines - 1_000);

        using (var process = Start(arguments + " --resume", house.Data.Postgres))
        {
            Assert.Contains("30,000 events acknowledged, 0 lines not imported", await process.StandardOutput.ReadToEndAsync(), StringComparison.Ordinal);
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
        }

        var report = await new HouseVerify(house.Data).RunAsync(CancellationToken.None);
        Assert.Empty(report.Faults);
        Assert.Equal((300, Lines + 300, 300), (report.Journals, report.Rows, report.LedgerEntries));

        // The same file once more changes nothing.
        File.Delete(file + ".checkpoint.json");
        using (var process = Start(arguments, house.Data.Postgres))
        {
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
        }

        Assert.Equal(Lines + 300, (await new HouseVerify(house.Data).RunAsync(CancellationToken.None)).Rows);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Import_IntoAHouseThatRuns_IsRefused(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        await house.LiveAsync(1, 5);
        var file = Write(house, "history.jsonl", 100, clients: 3);
        using var process = Start($"import events {file} --format segment --data {house.Data.Folder}", house.Data.Postgres);
        Assert.Contains("Luxe is running", await process.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        await process.WaitForExitAsync();
        Assert.Equal(1, process.ExitCode);
        Assert.Equal(5, (await house.RecordAsync(await IdOf(house, KeptHouse.Token(1)), 50, 5)).Recorded);
    }

    [Fact]
    public async Task Import_OfACsvFile_ReadsItsColumnsAndPutsBadLinesAside()
    {
        await using var house = await KeptHouse.NewAsync("sqlite");
        var file = house.Beside("events.csv");
        await File.WriteAllLinesAsync(file, [
            "userId,event,timestamp,product_id,category,price,quantity,order_id,total,currency,channel",
            "ana,Product Viewed,2024-03-01T10:00:00Z,coat-1,coats,,,,,,web",
            "ana,Order Completed,2024-03-02T10:00:00Z,coat-1,coats,1900,1,o-1,1900,EUR,store",
            "ana,Product Viewed,yesterday,coat-1,coats,,,,,,web",
            "ana,Order Completed,2024-03-02T10:00:00Z,coat-1,coats,much,1,o-2,1900,EUR,store",
            ",Product Viewed,2024-03-01T10:00:00Z,coat-1,coats,,,,,,web",
        ]);
        using (var process = Start($"import events {file} --format csv --data {house.Data.Folder} --tier behaviour --notice v1", null))
        {
            Assert.Contains("2 events acknowledged, 3 lines not imported", await process.StandardOutput.ReadToEndAsync(), StringComparison.Ordinal);
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
        }

        Assert.Equal(["4", "5", "6"], File.ReadAllLines(file + ".errors.csv").Skip(1).Select(static line => line.Split(',')[0]));
        if (!OperatingSystem.IsWindows())
        {
            // Her address may be in such a line.
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file + ".errors.csv"));
        }

        await house.StartAsync();
        var id = await IdOf(house, new IdentityToken(IdentityKind.UserId, "ana"));
        var journey = await house.Grains.GetGrain<ICustomerViews>(id).GetJourney(new Viewer("test", ViewerRole.HeadOffice, "test"), null, 10);
        Assert.Equal([InteractionKind.ProductViewed, InteractionKind.OrderCompleted], journey.Interactions.Select(static step => step.Kind));
        var order = journey.Interactions[1];
        Assert.Equal((1900m, "EUR", Channel.Store, 1900m), (order.Value, order.Currency, order.Channel, order.Items[0].UnitPrice));
    }

    private static async Task<string> IdOf(KeptHouse house, IdentityToken token) =>
        await house.Grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key).Find(token) ?? throw new InvalidOperationException("She is not known.");

    private static string Write(KeptHouse house, string name, int lines, int clients)
    {
        var path = house.Beside(name);
        File.WriteAllLines(path, Enumerable.Range(0, lines).Select(line => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"type":"track","event":"Product Viewed","userId":"user-{{line * 7 % clients}}","messageId":"m-{{line}}","timestamp":"{{new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(line):O}}","properties":{"product_id":"p-{{line % 50}}","category":"coats"} }""")));
        return path;
    }

    private static Process Start(string arguments, string? postgres)
    {
        string[] all = [Path.Combine(Repository.OutputOf("Cli"), "Luxe.Cli.dll"), .. arguments.Split(' '), .. (string[])(postgres is null ? [] : ["--postgres", postgres])];
        return Process.Start(new ProcessStartInfo("dotnet", all) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    private static async Task KillAtAsync(string file, int times, Process process)
    {
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(file)!);
        var left = times;
        watcher.Renamed += (_, change) =>
        {
            if (change.FullPath == file && Interlocked.Decrement(ref left) == 0)
            {
                // Here and not by whoever waits for this: it may be done before he is awake.
                process.Kill(entireProcessTree: true);
            }
        };
        watcher.EnableRaisingEvents = true;
        await process.WaitForExitAsync();
        Assert.True(Volatile.Read(ref left) <= 0 && process.ExitCode != 0, "The import ended before it could be killed.");
    }
}
