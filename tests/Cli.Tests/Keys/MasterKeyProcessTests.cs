using Luxe.Cli.Tests.Backups;
using Luxe.Storage;
using Luxe.Tests;

namespace Luxe.Cli.Tests.Keys;

/// <summary>Master keys as an operator has them: a file, a variable, a command, in a process of its own; and what she is told when they are lost.</summary>
public sealed class MasterKeyProcessTests
{
    private const string Secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I=";

    [Theory, OnSqlite, OnPostgres]
    public async Task Run_WithoutItsMasterKey_EndsWithTwoAndOneLineAndTouchesNothing(string database)
    {
        await using var house = await LivedInAsync(database);
        var master = Path.Combine(house.Data.Keys, "master.keys");
        var lines = await File.ReadAllTextAsync(master);
        var print = MasterKeys.Read(lines).PrintOf(1);
        File.Delete(master);
        await ExpectAsync(house, $"The master key 1 (print {print}) is not in keys/master.keys. Restore it: without it no client can be read. Nothing was changed.");

        await File.WriteAllTextAsync(master, MasterKeys.NewLine(1) + "\n");
        await ExpectAsync(house, $"The master key 1 in keys/master.keys is another than the one this house is sealed under (print {print}). Restore that one. Nothing was changed.");

        await File.WriteAllTextAsync(master, "1 " + Secret[..20] + "\n");
        await ExpectAsync(house, "In keys/master.keys: Line 1 of the master keys is not a number, a blank and 32 bytes in base 64. Nothing was changed.");

        await File.WriteAllTextAsync(master, "");
        await ExpectAsync(house, "In keys/master.keys: There is no master key: a line is a number, a blank and 32 bytes in base 64. Nothing was changed.");

        await File.WriteAllTextAsync(master, lines);
        await ServesAsync(house);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Run_WithKeysFromVariableOrCommand_ServesWithThemAlone(string database)
    {
        await using var house = await LivedInAsync(database);
        var master = Path.Combine(house.Data.Keys, "master.keys");
        var line = (await File.ReadAllTextAsync(master)).Trim();
        var vault = house.Beside("vault");
        File.Move(master, vault);

        await ServesAsync(house, ("LUXE_MASTER_KEYS", line));
        await ServesAsync(house, ("LUXE_MASTER_KEY_COMMAND", $"echo asked >&2; cat '{vault}'"));

        // Two on one line, as an environment file has them: the second wraps from now on, and the first alone is not enough any more.
        var two = MasterKeys.NewLine(2);
        await ServesAsync(house, ("LUXE_MASTER_KEYS", $"{line};{two}"));
        Assert.False(File.Exists(master));
        var print = MasterKeys.Read(two).PrintOf(2);
        await ExpectAsync(
            house,
            $"The master key 2 (print {print}) is not in what the command of LUXE_MASTER_KEY_COMMAND prints. Restore it: without it no client can be read. Nothing was changed.",
            ("LUXE_MASTER_KEY_COMMAND", $"cat '{vault}'"));
    }

    [Theory]
    [InlineData("exit 7", "ended with 7")]
    [InlineData("echo " + Secret + "; exit 1", "ended with 1")]
    [InlineData("no-such-program-of-anybody 2>/dev/null", "ended with 127")]
    [InlineData("echo " + Secret + "; sleep 1000", "did not end within 1 s")]
    [InlineData("yes " + Secret, "printed more than any list of keys is long")]
    public async Task Run_WithACommandThatFails_SaysHowAndNothingOfWhatItPrinted(string command, string how)
    {
        await using var house = await LivedInAsync("sqlite");
        await ExpectAsync(house, $"The command of LUXE_MASTER_KEY_COMMAND {how}. Nothing was changed.", ("LUXE_MASTER_KEY_COMMAND", command), ("LUXE_MASTER_KEY_SECONDS", how.EndsWith("1 s", StringComparison.Ordinal) ? "1" : "60"));
    }

    [Theory]
    [InlineData("echo 1 " + Secret + " " + Secret, "Line 1 of the master keys is not a number, a blank and 32 bytes in base 64.")]
    [InlineData("echo; echo '{\"key\": \"" + Secret + "\"}'", "Line 2 of the master keys is not a number, a blank and 32 bytes in base 64.")]
    [InlineData("true", "There is no master key: a line is a number, a blank and 32 bytes in base 64.")]
    public async Task Run_WithACommandThatPrintsSomethingElse_SaysWhichLineAndNothingOfIt(string command, string what)
    {
        await using var house = await LivedInAsync("sqlite");
        await ExpectAsync(house, $"In what the command of LUXE_MASTER_KEY_COMMAND prints: {what} Nothing was changed.", ("LUXE_MASTER_KEY_COMMAND", command));
    }

    [Fact]
    public async Task Run_WithABadLimitForTheCommand_SaysSo()
    {
        await using var house = await LivedInAsync("sqlite");
        await ExpectAsync(house, "LUXE_MASTER_KEY_SECONDS must be a number of seconds from 1 to 600. Nothing was changed.", ("LUXE_MASTER_KEY_COMMAND", "true"), ("LUXE_MASTER_KEY_SECONDS", "soon"));
    }

    [Fact]
    public async Task LuxeRun_WithoutTheMasterKey_EndsWithTwoAndTheLine()
    {
        await using var house = await LivedInAsync("sqlite");
        File.Delete(Path.Combine(house.Data.Keys, "master.keys"));
        var before = await HouseDump.PrintsAsync(house);
        foreach (var verb in new[] { "run --no-demo --port 1 --data", "keys seal --data", "import events " + house.Beside("none.jsonl") + " --format segment --data" })
        {
            await File.WriteAllTextAsync(house.Beside("none.jsonl"), "");
            var (code, _, error) = await LuxeProgram.RunAsync($"{verb} {house.Data.Folder}");
            Assert.Equal(2, code);
            Assert.StartsWith("luxe: The master key 1 (print ", error, StringComparison.Ordinal);
            Assert.EndsWith("Nothing was changed.", error.TrimEnd(), StringComparison.Ordinal);
            Assert.Equal(before, await HouseDump.PrintsAsync(house));
        }
    }

    [Fact]
    public async Task FirstStart_WithoutAnyKey_MakesAFileThatOnlyItsOwnerMayRead()
    {
        await using var house = await LivedInAsync("sqlite");
        var master = Path.Combine(house.Data.Keys, "master.keys");

        Assert.Equal(1, MasterKeys.Read(await File.ReadAllTextAsync(master)).Newest);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(master));
        }
    }

    private static async Task<KeptHouse> LivedInAsync(string database)
    {
        var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        await house.LiveAsync(1, 10);
        await house.StopAsync();
        return house;
    }

    // The one line, code 2, and neither a byte of a file nor a row that is not as it was.
    private static async Task ExpectAsync(KeptHouse house, string line, params (string Name, string Value)[] environment)
    {
        var before = await HouseDump.PrintsAsync(house);
        var (running, code, said) = await LuxeServerProcess.StartAsync(house, environment);
        Assert.Null(running);
        Assert.Equal($"luxe silo: {line}", said.Trim());
        Assert.Equal(2, code);
        Assert.Equal(before, await HouseDump.PrintsAsync(house));
    }

    private static async Task ServesAsync(KeptHouse house, params (string Name, string Value)[] environment)
    {
        var (running, _, said) = await LuxeServerProcess.StartAsync(house, environment);
        Assert.True(running is not null, said);
        await using (running)
        {
            using var api = running.Api();
            var id = await api.ResolveAsync("userId", "kept-1", CancellationToken.None);
            var journey = await api.GetAsync<System.Text.Json.JsonElement>($"api/customers/{id}/journey", CancellationToken.None);
            Assert.Equal(10, journey.GetProperty("interactions").GetArrayLength());
            foreach (var (_, value) in environment)
            {
                Assert.DoesNotContain(value, running.Said, StringComparison.Ordinal);
            }
        }
    }
}
