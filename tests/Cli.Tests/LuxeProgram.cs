using System.Diagnostics;
using Luxe.Tests;

namespace Luxe.Cli.Tests;

/// <summary>The program as its own process.</summary>
internal static class LuxeProgram
{
    public static Task<(int Code, string Output, string Error)> RunAsync(string arguments, string input = "") => RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), input);

    public static async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments, string input = "")
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(Path.Combine(Repository.OutputOf("Cli"), "Luxe.Cli.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
