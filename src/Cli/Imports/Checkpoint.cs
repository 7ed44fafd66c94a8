using System.Security.Cryptography;
using System.Text.Json;

namespace Luxe.Cli.Imports;

/// <summary>How far an import has come: every line up to <see cref="Line"/> was acknowledged or reported.</summary>
/// <param name="Format">Format of the input.</param>
/// <param name="Fingerprint">Of the input: its length and how it begins.</param>
/// <param name="Line">Last line that is settled.</param>
/// <param name="Sent">Events acknowledged.</param>
/// <param name="Bad">Lines reported.</param>
/// <param name="Done">True at the end of the input.</param>
internal sealed record Checkpoint(string Format, string Fingerprint, long Line, long Sent, long Bad, bool Done)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Checkpoint? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<Checkpoint>(File.ReadAllBytes(path), Json) : null;
        }
        catch (JsonException)
        {
            throw new InvalidDataException($"{path} is not a checkpoint.");
        }
    }

    /// <summary>This one, if it belongs to the input.</summary>
    /// <exception cref="InvalidDataException">It does not.</exception>
    public Checkpoint For(string format, string fingerprint, string path) => Fingerprint == fingerprint && Format == format
        ? this
        : throw new InvalidDataException($"{path} belongs to another file or format; remove it or run without --resume.");

    /// <summary>Replaces the file whole: a cut of the power leaves the old one or the new one.</summary>
    public void Write(string path)
    {
        var fresh = path + ".new";
        using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, this, Json);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    public static string FingerprintOf(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[Math.Min(64 * 1024, file.Length)];
        file.ReadExactly(head);
        return $"{file.Length}-{Convert.ToHexStringLower(SHA256.HashData(head).AsSpan(0, 12))}";
    }
}
