using System.Security.Cryptography;

namespace Luxe.Silo.Hosting;

/// <summary>A 32-byte secret kept in a file that only its owner may read.</summary>
internal static class SecretFile
{
    private const int Length = 32;

    /// <summary>Reads the secret, or makes one on the first start.</summary>
    /// <exception cref="InvalidOperationException">The file is there but is not a secret of 32 bytes; nothing is overwritten.</exception>
    public static byte[] ReadOrCreate(string path)
    {
        if (File.Exists(path))
        {
            var bytes = File.ReadAllBytes(path);
            return bytes.Length == Length
                ? bytes
                : throw new InvalidOperationException($"The key file '{path}' holds {bytes.Length} bytes instead of {Length}. Restore it from a backup: without it clients cannot be found by their tokens.");
        }

        var secret = RandomNumberGenerator.GetBytes(Length);
        Write(path, secret, replace: false);
        return secret;
    }

    /// <summary>Writes a secret to the disk, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="secret">What it is to hold.</param>
    /// <param name="replace">Whether it may be there.</param>
    /// <exception cref="IOException">It is there and may not be, or cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> secret, bool replace)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var written = FormattableString.Invariant($"{path}.{Environment.ProcessId}.new");
        using (var file = new FileStream(written, options))
        {
            file.Write(secret);
            file.Flush(flushToDisk: true);
        }

        File.Move(written, path, replace);
    }
}
