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

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var secret = RandomNumberGenerator.GetBytes(Length);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(secret);
        file.Flush(flushToDisk: true);
        return secret;
    }
}
