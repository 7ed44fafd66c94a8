namespace Luxe.Cli.Tests;

/// <summary>What the program answers to its arguments, as its own process.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("")]
    [InlineData("import")]
    [InlineData("import events")]
    [InlineData("import hm")]
    [InlineData("backup")]
    [InlineData("restore")]
    [InlineData("verify")]
    [InlineData("simulate")]
    [InlineData("deadletters list")]
    [InlineData("deadletters replay")]
    [InlineData("doctor")]
    [InlineData("demo load")]
    [InlineData("run")]
    [InlineData("bench")]
    [InlineData("bench state")]
    public async Task Help_OfEveryVerb_IsPrinted(string verb)
    {
        var (code, output, error) = await RunAsync($"{verb} --help");
        Assert.Equal(0, code);
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
        Assert.Empty(error);
    }

    [Theory]
    [InlineData("fly")]
    [InlineData("import")]
    [InlineData("import events no-such-file --format taobao")]
    [InlineData("import events luxe --format telegram")]
    [InlineData("import events luxe")]
    [InlineData("import events luxe --format taobao --tier behaviour")]
    [InlineData("simulate --speed 0")]
    [InlineData("simulate --speed soon")]
    [InlineData("simulate --clients 0")]
    [InlineData("simulate --url nowhere")]
    [InlineData("deadletters replay seven")]
    [InlineData("bench state --only nothing")]
    [InlineData("bench state --clients 5")]
    public async Task BadArguments_GiveOneLineAndTwo(string arguments)
    {
        var (code, output, error) = await RunAsync(arguments);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.StartsWith("luxe", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeadLetters_WithoutAServer_SaysOneLineAndOne()
    {
        var (code, _, error) = await RunAsync("deadletters list --url http://127.0.0.1:9");
        Assert.Equal(1, code);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Doctor_HereAndNow_FindsTheSdk()
    {
        var (_, output, _) = await RunAsync("doctor");
        Assert.Contains("SDK", output, StringComparison.Ordinal);
        Assert.Contains("PostgreSQL", output, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(string arguments) => LuxeProgram.RunAsync(arguments);
}
