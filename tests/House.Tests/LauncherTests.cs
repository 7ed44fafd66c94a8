using System.Diagnostics;
using Luxe.Cli;
using Luxe.Tests;

namespace Luxe.House.Tests;

/// <summary>The one door: what <c>./luxe</c> answers before anything is built.</summary>
public sealed class LauncherTests
{
    // The demo's own verb is for those who make it.
    private static IEnumerable<string> Verbs => LuxeCommandLine.BuildRoot().Subcommands.Select(static verb => verb.Name).Except(["demo"]);

    [Fact]
    public async Task Luxe_WithHelp_ListsEveryVerb()
    {
        var (code, output, _) = await RunAsync("--help");
        Assert.Equal(0, code);
        Assert.All(Verbs.Append("test"), verb => Assert.Matches($@"\b{verb}\b", output));
    }

    [Fact]
    public void Luxe_WithEachVerbOfTheProgram_HandsItOver()
    {
        var verbs = File.ReadLines(Path.Combine(Repository.Root, "luxe")).Single(static line => line.Contains("| doctor |", StringComparison.Ordinal));
        Assert.All(Verbs, verb => Assert.Matches($@"(\A|\|) *{verb} *(\||\))", verbs));
    }

    [Theory]
    [InlineData("fly")]
    [InlineData("run --runtime marble")]
    [InlineData("run --runtime")]
    public async Task Luxe_WithBadArguments_SaysOneLineAndEndsWithTwo(string arguments)
    {
        var (code, output, error) = await RunAsync(arguments);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string arguments)
    {
        using var luxe = Process.Start(new ProcessStartInfo("/bin/sh", $"luxe {arguments}")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = luxe.StandardOutput.ReadToEndAsync();
        var error = luxe.StandardError.ReadToEndAsync();
        await luxe.WaitForExitAsync();
        return (luxe.ExitCode, await output, await error);
    }
}
