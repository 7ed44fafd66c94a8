using System.Security.Cryptography;

namespace Luxe.Storage.Backup;

/// <summary>The files of a backup: hashed when it is taken, checked before it is used.</summary>
internal static class BackupFiles
{
    private const int Piece = 4 * 1024 * 1024;

    public static async Task<BackupFile> DescribeAsync(string folder, string name, IProgress<HouseProgress>? progress, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, name);
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[Piece];
        for (int read; (read = await file.ReadAsync(buffer, cancellation)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            progress?.Report(new HouseProgress($"checksum of {name}", file.Position, file.Length));
        }

        return new BackupFile(name, file.Length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Every file is there and is as it was written.</summary>
    /// <exception cref="InvalidDataException">One is not.</exception>
    public static async Task CheckAsync(string folder, BackupManifest manifest, IProgress<HouseProgress>? progress, CancellationToken cancellation)
    {
        foreach (var file in manifest.Files)
        {
            if (Path.IsPathRooted(file.Name) || file.Name.Contains("..", StringComparison.Ordinal))
            {
                throw new InvalidDataException($"The manifest names {file.Name}, which lies outside the backup.");
            }

            var path = Path.Combine(folder, file.Name);
            if (!File.Exists(path))
            {
                throw new InvalidDataException($"{file.Name} is missing from the backup.");
            }

            if (new FileInfo(path).Length != file.Bytes || await DescribeAsync(folder, file.Name, progress, cancellation) != file)
            {
                throw new InvalidDataException($"{file.Name} is not as it was backed up: its checksum differs.");
            }
        }
    }

    /// <summary>Copies a file whole and to the disk, readable by its owner alone.</summary>
    public static void Copy(string from, string to, Action<long, long>? progress = null)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var source = File.OpenRead(from);
        using var target = new FileStream(to, options);
        var buffer = new byte[Piece];
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            target.Write(buffer, 0, read);
            progress?.Invoke(source.Position, source.Length);
        }

        target.Flush(flushToDisk: true);
    }

    public static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
