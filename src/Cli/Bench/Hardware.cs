using System.Runtime.InteropServices;

namespace Luxe.Cli.Bench;

/// <summary>Names the machine that a figure was measured on.</summary>
internal static class Hardware
{
    public static string Describe() => FormattableString.Invariant(
        $"{Processor()}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30)} GiB, {RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.FrameworkDescription}, {(System.Runtime.GCSettings.IsServerGC ? "server" : "workstation")} GC, {RuntimeName} runtime");

    /// <summary>"embedded" or "orleans".</summary>
    public static string RuntimeName { get; } = typeof(IGrain).Assembly.GetName().Name!.StartsWith("Luxe.", StringComparison.Ordinal) ? "embedded" : "orleans";

    private static string Processor()
    {
        const string file = "/proc/cpuinfo";
        var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
