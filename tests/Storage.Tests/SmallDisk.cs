using System.Diagnostics;
using System.Globalization;
using Luxe.Tests;

namespace Luxe.Storage.Tests;

/// <summary>A file system in memory that fills up quickly.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    public static async Task<SmallDisk> MountAsync(string size)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("luxe-disk-").FullName;
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder);
        return new SmallDisk(folder);
    }

    public Task ResizeAsync(string size) => RunAsync("mount", "-o", "remount,size=" + size, Folder);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "-l", Folder);
        System.IO.Directory.Delete(Folder);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"{program} ended with {process.ExitCode}"));
        }
    }
}

/// <summary>Skipped where this process may not mount.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> CanMount = new(static () =>
    {
        try
        {
            var disk = SmallDisk.MountAsync("1m").GetAwaiter().GetResult();
            disk.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (Exception fault) when (fault is IOException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    public SmallDiskFactAttribute() => Skip = CanMount.Value ? null! : "Needs the right to mount a tmpfs: run as root.";

    /// <summary>True for a test that needs a server as well.</summary>
    public bool NeedsPostgres
    {
        get => false;
        set => Skip = value && PostgresPrograms.Missing is { } missing ? missing : Skip;
    }
}
