using System.Diagnostics;
using Luxe.Storage;

namespace Luxe.Silo.Keys;

/// <summary>Master keys that a command prints: of a key-management service, or of a vault.</summary>
internal sealed class CommandMasters(string command) : IMasterSource
{
    public const string Variable = "LUXE_MASTER_KEY_COMMAND";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public string Where => "what the command of " + Variable + " prints";

    public bool TryAppend(string line) => false;

    public string? Read()
    {
        var (shell, option) = OperatingSystem.IsWindows() ? ("cmd.exe", "/c") : ("/bin/sh", "-c");
        using var process = Process.Start(new ProcessStartInfo(shell, [option, command]) { RedirectStandardOutput = true })
            ?? throw new MasterKeyException($"The command of {Variable} could not be started. Nothing was changed.");
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience) || !output.Wait(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new MasterKeyException($"The command of {Variable} did not end within a minute. Nothing was changed.");
        }

        // What it says of a failure goes to the console by itself: it may hold secrets, so that it is not repeated here.
        return process.ExitCode == 0
            ? output.Result
            : throw new MasterKeyException($"The command of {Variable} ended with {process.ExitCode}. Nothing was changed.");
    }
}
