using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Luxe.Cli.Tests;

/// <summary><c>luxe export</c>, <c>luxe erase</c>, <c>luxe proof</c> and <c>luxe verify</c> as processes of their own, beside a running house.</summary>
public sealed class RightsVerbTests(RunningLuxe luxe) : IClassFixture<RunningLuxe>
{
    private const string Nobody = "c_0000000000000000000000";

    [Theory]
    [InlineData("export")]
    [InlineData("erase")]
    [InlineData("verify")]
    public async Task Help_OfEveryVerb_IsPrinted(string verb)
    {
        var (code, output, error) = await LuxeProgram.RunAsync($"{verb} --help");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfAClient_IsAWholeZipOnce()
    {
        var id = await ClientAsync("exported");
        var file = Path.Combine(luxe.Folder, "exported.zip");

        var (code, output, error) = await RunAsync($"export {id} --out {file}");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal($"{file}: {new FileInfo(file).Length} bytes", output);
        using (var zip = ZipFile.OpenRead(file))
        {
            using var text = new StreamReader(await zip.GetEntry("interactions.json")!.OpenAsync());
            Assert.Contains("query-of-exported", await text.ReadToEndAsync(), StringComparison.Ordinal);
        }

        var bytes = await File.ReadAllBytesAsync(file);
        (code, _, error) = await RunAsync($"export {id} --out {file}");
        Assert.Equal((1, $"luxe: {file} is there already."), (code, error));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(file));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Export_ThatCannotBe_SaysWhyAndLeavesNoFile()
    {
        var file = Path.Combine(luxe.Folder, "none.zip");
        Assert.Equal((1, "", "luxe: there is no such client"), await RunAsync($"export {Nobody} --out {file}"));
        Assert.Equal((1, "", "luxe: there is no such client"), await RunAsync($"export ../keys --out {file}"));
        Assert.Contains("401", (await RunAsync($"export {Nobody} --out {file} --admin-key wrong")).Error, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync($"export {Nobody} --out {Path.Combine(luxe.Folder, "no-such-folder", "x.zip")}")).Code);
        Assert.Equal(2, (await RunAsync($"export {Nobody}")).Code);
        Assert.Equal(1, (await LuxeProgram.RunAsync($"export {Nobody} --out {file} --url http://127.0.0.1:1")).Code);
        Assert.Empty(Directory.EnumerateFiles(luxe.Folder, "none.zip*"));
    }

    [Fact]
    public async Task Erase_WithoutAYes_ErasesNobody()
    {
        var id = await ClientAsync("hesitant");

        foreach (var answer in (string[])["", "no\n", "Y\n"])
        {
            var (code, output, error) = await RunAsync($"erase {id}", answer);
            Assert.Equal((1, ""), (code, output));
            Assert.Contains($"Erase {id} for good?", error, StringComparison.Ordinal);
            Assert.EndsWith("luxe: nothing was erased: answer yes, or say --yes.", error, StringComparison.Ordinal);
        }

        Assert.True(await IsKnownAsync("hesitant"));
    }

    [Fact]
    public async Task Erase_Answered_PrintsTheReceiptWhenAllOfItIsDone()
    {
        var id = await ClientAsync("erased");

        var (code, output, error) = await RunAsync($"erase {id} --channel store --order cli-1", "yes\n");

        Assert.Equal(0, code);
        Assert.Contains("order cli-1", error, StringComparison.Ordinal);
        Assert.Contains("1 of 15: client", error, StringComparison.Ordinal);
        Assert.Contains("15 of 15: late rows", error, StringComparison.Ordinal);
        Assert.Contains("pseudonym  l_", output, StringComparison.Ordinal);
        Assert.All(["order      cli-1", "done ", "dead letters", "access log", "not reached: "], word => Assert.Contains(word, output, StringComparison.Ordinal));
        Assert.False(await IsKnownAsync("erased"));

        // Asked again, by whatever order, she has the receipt that she has.
        var (again, receipt, _) = await RunAsync($"erase {id} --yes --order cli-2");
        Assert.Equal((0, output), (again, receipt));

        // What remains proves it, by her id and by her pseudonym.
        var pseudonym = output.Split('\n').Single(static line => line.StartsWith("pseudonym", StringComparison.Ordinal)).Split(' ')[^1].Trim();
        foreach (var name in (string[])[id, pseudonym])
        {
            var file = Path.Combine(luxe.Folder, name + ".json");
            Assert.Equal(0, (await RunAsync($"proof {name} --out {file}")).Code);
            var proof = JsonElement.Parse(await File.ReadAllBytesAsync(file));
            Assert.Equal(pseudonym, proof.GetProperty("pseudonym").GetString());
            Assert.True(Assert.Single(proof.GetProperty("ledgers").EnumerateArray()).GetProperty("isWhole").GetBoolean());
            Assert.DoesNotContain(id, Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Erase_ThatCannotBe_SaysWhy()
    {
        var (code, output, error) = await RunAsync($"erase {Nobody} --yes");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("404", error, StringComparison.Ordinal);
        Assert.Contains("404", (await RunAsync("erase no/body --yes")).Error, StringComparison.Ordinal);
        Assert.Contains("401", (await RunAsync($"erase {Nobody} --yes --admin-key wrong")).Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync($"erase {Nobody} --yes --channel smoke")).Code);
        Assert.Equal(2, (await RunAsync("erase --yes")).Code);
    }

    [Fact]
    public async Task Verify_OfAnAnchoredHouse_SaysHowManyAnchorsWereChecked()
    {
        await ClientAsync("anchored");
        using var api = luxe.NewApi();
        await api.PostAsync("api/ledger/anchors", null, CancellationToken.None);

        var (code, output, _) = await LuxeProgram.RunAsync($"verify --data {Path.Combine(luxe.Folder, "data")}");

        Assert.Equal((0, "sound"), (code, output.Trim().Split('\n')[^1].Trim()));
        Assert.Matches("[1-9][0-9]* ledger entries, [1-9][0-9]* anchors, ", output);
    }

    private async Task<string> ClientAsync(string name)
    {
        using var api = luxe.NewApi();
        await api.SendEventsAsync([Encoding.UTF8.GetBytes($$"""{"type":"identify","userId":"{{name}}","messageId":"{{name}}-1"}""")], CancellationToken.None);
        var id = (await api.ResolveAsync("userId", name, CancellationToken.None))!;
        await api.PutAsync($"api/customers/{id}/consent", new { tier = "behaviour", noticeVersion = "2026-11", channel = "web" }, CancellationToken.None);
        await api.SendEventsAsync(
            [Encoding.UTF8.GetBytes($$$"""{"type":"track","userId":"{{{name}}}","messageId":"{{{name}}}-2","event":"Products Searched","properties":{"query":"query-of-{{{name}}}"}}""")], CancellationToken.None);
        return id;
    }

    private async Task<bool> IsKnownAsync(string name)
    {
        using var api = luxe.NewApi();
        return await api.ResolveAsync("userId", name, CancellationToken.None) is not null;
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string arguments, string input = "")
    {
        var (code, output, error) = await LuxeProgram.RunAsync($"{arguments} --url {luxe.Server.Url}", input);
        return (code, output.Trim(), error.Trim());
    }
}
