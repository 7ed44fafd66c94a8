using System.Globalization;

namespace Luxe.Cli.Bench.State;

/// <summary>Whether the disk has room for a big store, its log and its backup.</summary>
internal static class BenchDisk
{
    // Measured: a row with its share of everything else is 600 to 800 bytes on either database, a backup the same again.
    private const long BytesPerEvent = 1_800;
    private const double Gibibyte = 1024.0 * 1024 * 1024;

    /// <summary>Refuses at once, rather than after ten minutes with a full disk under everybody else.</summary>
    /// <exception cref="IOException">There is too little room.</exception>
    public static void Ensure(BenchPlace place, long events)
    {
        var free = new DriveInfo(place.Folder).AvailableFreeSpace;
        var needed = events * BytesPerEvent;
        if (free < needed)
        {
            throw new IOException(string.Create(
                CultureInfo.InvariantCulture, $"{events:N0} events need {needed / Gibibyte:0.0} GiB for the store and its backup, and {free / Gibibyte:0.0} GiB are free: give fewer --events and --clients, or another --folder."));
        }
    }
}
