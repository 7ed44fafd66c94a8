using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Luxe.Storage;

namespace Luxe.Silo.Keys;

/// <summary>Master keys that a command prints: of a key-management service, or of a vault. What it printed is in no message of ours.</summary>
internal sealed class CommandMasters(string command) : IMasterSource
{
    public const string Variable = "LUXE_MASTER_KEY_COMMAND";

    /// <summary>Seconds that it may take.</summary>
    public const string PatienceVariable = "LUXE_MASTER_KEY_SECONDS";

    private const int UsualPatience = 60;
    private const int MostPatience = 600;

    // A thousand keys have room: more is no list of keys, and is not waited for.
    private const int MostLetters = 64 * 1024;

    public string Where => "what the command of " + Variable + " prints";

    public bool TryAppend(string line) => false;

    public string? Read()
    {
        var patience = Patience();
        using var process = Start();
        using var stop = new CancellationTokenSource(patience);
        try
        {
            return ReadAsync(process, stop.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw Failed(string.Create(CultureInfo.InvariantCulture, $"did not end within {patience.TotalSeconds:0} s"));
        }
        finally
        {
            // What it left behind goes with it, and what it said too much is not read.
            process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string> ReadAsync(Process process, CancellationToken stop)
    {
        var room = new char[MostLetters + 1];
        var length = await process.StandardOutput.ReadBlockAsync(room, stop).ConfigureAwait(false);
        if (length > MostLetters)
        {
            throw Failed("printed more than any list of keys is long");
        }

        await process.WaitForExitAsync(stop).ConfigureAwait(false);

        // What it says of a failure goes to the console by itself: it may hold secrets, so that it is not repeated here.
        return process.ExitCode == 0 ? new string(room, 0, length) : throw Failed(string.Create(CultureInfo.InvariantCulture, $"ended with {process.ExitCode}"));
    }

    private Process Start()
    {
        var (shell, option) = OperatingSystem.IsWindows() ? ("cmd.exe", "/c") : ("/bin/sh", "-c");
        try
        {
            return Process.Start(new ProcessStartInfo(shell, [option, command]) { RedirectStandardOutput = true }) ?? throw Failed("could not be started");
        }
        catch (Win32Exception)
        {
            throw Failed("could not be started");
        }
    }

    private static TimeSpan Patience() => Environment.GetEnvironmentVariable(PatienceVariable) switch
    {
        null or "" => TimeSpan.FromSeconds(UsualPatience),
        { } given when int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= MostPatience => TimeSpan.FromSeconds(seconds),
        _ => throw new MasterKeyException($"{PatienceVariable} must be a number of seconds from 1 to {MostPatience}. Nothing was changed."),
    };

    private static MasterKeyException Failed(string how) => new($"The command of {Variable} {how}. Nothing was changed.");
}
