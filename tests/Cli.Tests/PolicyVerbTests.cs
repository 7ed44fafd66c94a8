using System.Text.Json;
using Luxe.Tests;

namespace Luxe.Cli.Tests;

/// <summary><c>luxe policy</c> and <c>luxe proof</c> as a process of their own, beside a running house.</summary>
public sealed class PolicyVerbTests(RunningLuxe luxe) : IClassFixture<RunningLuxe>
{
    private static readonly string Shipped = Path.Combine(Repository.Root, "data", "policy", "2026-11.policy.json");

    [Theory]
    [InlineData("policy list")]
    [InlineData("policy check")]
    [InlineData("policy load")]
    [InlineData("policy reload")]
    [InlineData("proof")]
    public async Task Help_OfEveryVerb_IsPrinted(string verb)
    {
        var (code, output, error) = await LuxeProgram.RunAsync($"{verb} --help");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfAFile_SaysWhatItHoldsOrWhatIsWrong()
    {
        var (code, output, _) = await LuxeProgram.RunAsync($"policy check {Shipped}");
        Assert.Equal((0, "2026-11: in force from 2026-11-01 00:00:00Z, 13 uses, 9 purposes, 9 countries, notices in en, fr, it, ja."), (code, output.Trim()));

        var broken = Path.Combine(luxe.Folder, "broken.policy.json");
        await File.WriteAllTextAsync(broken, (await File.ReadAllTextAsync(Shipped)).Replace("\"minimumAge\": 16", "\"minimumAge\": 160", StringComparison.Ordinal));
        (code, _, var error) = await LuxeProgram.RunAsync($"policy check {broken}");
        Assert.Equal((1, "luxe: broken.policy.json: minimumAge: 160 must be a whole number from 0 to 21."), (code, error.Trim()));
    }

    [Fact]
    public async Task Load_OfAVersion_IsListedAndNotChangedAnyMore()
    {
        var file = Path.Combine(luxe.Folder, "later.policy.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(Shipped)).Replace("\"version\": \"2026-11\"", "\"version\": \"2998-01\"", StringComparison.Ordinal).Replace("2026-11-01T", "2998-01-01T", StringComparison.Ordinal));

        Assert.Equal((0, "2998-01: loaded"), await RunAsync($"policy load {file}"));
        Assert.Equal((0, "2998-01: was there already"), await RunAsync($"policy load {file}"));
        await File.AppendAllTextAsync(file, "\n");
        var (code, _, error) = await LuxeProgram.RunAsync($"policy load {file} --url {luxe.Server.Url}");
        Assert.Equal(1, code);
        Assert.Contains("is in use and cannot be changed", error, StringComparison.Ordinal);
        Assert.Contains("2998-01", (await RunAsync("policy list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proof_OfAClient_IsWrittenOnce()
    {
        using var api = luxe.NewApi();
        await api.SendEventsAsync(["""{"type":"identify","userId":"proved","messageId":"proved-1"}"""u8.ToArray()], CancellationToken.None);
        var id = (await api.ResolveAsync("userId", "proved", CancellationToken.None))!;
        await api.PutAsync($"api/customers/{id}/consent", new { tier = "behaviour", noticeVersion = "2026-11", channel = "web", locale = "it" }, CancellationToken.None);
        var (json, html) = (Path.Combine(luxe.Folder, "proof.json"), Path.Combine(luxe.Folder, "proof.html"));

        Assert.Equal(0, (await RunAsync($"proof {id} --out {json}")).Code);
        Assert.Equal(0, (await RunAsync($"proof {id} --out {html} --locale it")).Code);
        Assert.Equal(1, (await RunAsync($"proof {id} --out {json}")).Code);
        Assert.Equal(1, (await RunAsync($"proof c_0000000000000000000000 --out {json}.json")).Code);
        Assert.Equal(2, (await RunAsync($"proof {id} --out proof.pdf")).Code);

        using var proof = JsonDocument.Parse(await File.ReadAllBytesAsync(json));
        Assert.Equal(id, proof.RootElement.GetProperty("customerId").GetString());
        Assert.Contains("<html lang=\"it\">", await File.ReadAllTextAsync(html), StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output)> RunAsync(string arguments)
    {
        var (code, output, _) = await LuxeProgram.RunAsync($"{arguments} --url {luxe.Server.Url}");
        return (code, output.Trim());
    }
}
