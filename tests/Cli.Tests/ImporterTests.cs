using System.IO.Compression;
using System.Net;
using System.Text;
using Luxe.Cli.Http;
using Luxe.Cli.Imports;

namespace Luxe.Cli.Tests;

/// <summary>Streaming, order, resumption and the side file, against a server that records what it is sent.</summary>
public sealed class ImporterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("luxe-import-").FullName;

    [Fact]
    public async Task Run_ManyClients_KeepsEachClientsOrder()
    {
        var path = Write(10_000);
        var server = new RecordingServer();
        var summary = await RunAsync(path, server);
        Assert.Equal(10_000, summary.Sent);
        var sent = server.Events.GroupBy(call => call.GetProperty("userId").GetString()).ToList();
        Assert.Equal(37, sent.Count);
        Assert.All(sent, client =>
        {
            var items = client.Select(call => int.Parse(call.GetProperty("properties").GetProperty("product_id").GetString()!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(items.Order(), items);
        });
        Assert.All(server.Bodies, body => Assert.True(Encoding.UTF8.GetByteCount(body) <= 500 * 1024));
    }

    [Fact]
    public async Task Run_ResumedAfterAFailureInTheMiddle_SendsWhatOnePassWouldHaveSent()
    {
        var path = Write(10_000, badAt: [3, 5_555, 9_999]);
        var whole = new RecordingServer();
        var summary = await RunAsync(path, whole, checkpoint: "whole.json");

        // A clean prefix is acknowledged, then the server refuses the key: the import stops and leaves its checkpoint.
        var first = new RecordingServer { Fails = (number, _) => number >= 11 ? HttpStatusCode.Unauthorized : null };
        await Assert.ThrowsAsync<LuxeApiException>(() => RunAsync(path, first));
        var checkpoint = Checkpoint.Read(Path.Combine(_folder, "checkpoint.json"))!;
        Assert.InRange(checkpoint.Line, 1_000, 9_000);

        var second = new RecordingServer();
        var resumed = await RunAsync(path, second, resume: true);
        Assert.Equal((summary.Sent, summary.Bad), (resumed.Sent, resumed.Bad));
        var settled = first.Bodies.Where(body => whole.Bodies.Contains(body)).ToList();
        Assert.Equal(first.Bodies.Count, settled.Count);
        Assert.All(second.Bodies, body => Assert.Contains(body, whole.Bodies));
        Assert.Equal(whole.Bodies.Order(StringComparer.Ordinal), first.Bodies.Union(second.Bodies).Order(StringComparer.Ordinal));
        Assert.Equal(["3", "5555", "9999"], File.ReadAllLines(path + ".errors.csv").Skip(1).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public async Task Run_RepeatedWhole_SendsTheSameEventIds()
    {
        var path = Write(3_000);
        var (one, other) = (new RecordingServer(), new RecordingServer());
        await RunAsync(path, one);
        await RunAsync(path, other);
        Assert.Equal(Ids(one), Ids(other));
        Assert.Equal(3_000, Ids(one).Distinct().Count());

        static List<string?> Ids(RecordingServer server) => [.. server.Events.Select(call => call.GetProperty("messageId").GetString()).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Run_ResumedWhenFinished_SendsNothing()
    {
        var path = Write(100);
        await RunAsync(path, new RecordingServer());
        var server = new RecordingServer();
        Assert.True((await RunAsync(path, server, resume: true)).Nothing);
        Assert.Equal(0, server.Requests);
    }

    [Fact]
    public async Task Run_ResumedOnAnotherFile_IsRefused()
    {
        await RunAsync(Write(100), new RecordingServer());
        await Assert.ThrowsAsync<InvalidDataException>(() => RunAsync(Write(101), new RecordingServer(), resume: true));
    }

    [Fact]
    public async Task Run_Gzip_ReadsWhatThePlainFileHolds()
    {
        var path = Write(2_500);
        var packed = path + ".gz";
        await using (var to = new GZipStream(File.Create(packed), CompressionLevel.Fastest))
        {
            await to.WriteAsync(await File.ReadAllBytesAsync(path));
        }

        var (plain, gzip) = (new RecordingServer(), new RecordingServer());
        await RunAsync(path, plain);
        await RunAsync(packed, gzip, checkpoint: "gzip.json");
        Assert.Equal(plain.Bodies.Order(StringComparer.Ordinal), gzip.Bodies.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_BusyServer_IsTriedAgainInOrder()
    {
        var path = Write(4_000);
        var server = new RecordingServer { Fails = (number, _) => number % 3 == 0 ? HttpStatusCode.ServiceUnavailable : null };
        Assert.Equal(4_000, (await RunAsync(path, server)).Sent);
        Assert.Equal(4_000, server.Events.Count());
    }

    [Fact]
    public async Task Run_LineWithoutEnd_IsReportedAndDoesNotFillTheMemory()
    {
        var path = Path.Combine(_folder, "long.csv");
        await File.WriteAllTextAsync(path, $"1,2,3,pv,1511757958\n{new string('9', 3 * LineReader.MaxLine)}\n4,5,6,pv,1511757958\n");
        var server = new RecordingServer();
        var summary = await RunAsync(path, server);
        Assert.Equal((2, 1), (summary.Sent, summary.Bad));
        Assert.StartsWith("2,", File.ReadAllLines(path + ".errors.csv")[1], StringComparison.Ordinal);
    }

    [SharedDataFact("taobao/clickstream_2h.csv")]
    public async Task Run_RealClickstream_AccountsForEveryLine()
    {
        var path = Path.Combine(Luxe.Tests.Repository.SharedData, "taobao", "clickstream_2h.csv");
        var server = new RecordingServer();
        var copy = Path.Combine(_folder, "clickstream.csv");
        File.Copy(path, copy);
        var summary = await RunAsync(copy, server);
        Assert.Equal(File.ReadLines(path).Count(), summary.Sent + summary.Bad);
        Assert.Equal(summary.Sent, server.Events.Select(call => call.GetProperty("messageId").GetString()).Distinct().Count());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(int lines, params int[] badAt)
    {
        var path = Path.Combine(_folder, "events.csv");
        File.WriteAllLines(path, Enumerable.Range(1, lines).Select(line => badAt.Contains(line) ? "bad line" : $"user-{line * 7 % 37},{line},cat,pv,{1_511_000_000 + (line / 3)}"));
        return path;
    }

    private async Task<ImportSummary> RunAsync(string path, RecordingServer server, bool resume = false, string checkpoint = "checkpoint.json")
    {
        using var api = new LuxeApi(new LuxeServer(new Uri("http://luxe.invalid/"), "demo", null), TimeProvider.System, TimeSpan.FromSeconds(30), server);
        var options = new ImportOptions(path, Path.Combine(_folder, checkpoint), path + ".errors.csv") { Resume = resume, ChunkLines = 500 };
        return await new Importer(api, new TaobaoParser(), options).RunAsync(null, CancellationToken.None);
    }
}
