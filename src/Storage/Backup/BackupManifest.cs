using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Luxe.Storage;

/// <summary>What a backup says of itself. It is written last: a folder without it is no backup.</summary>
public sealed record BackupManifest
{
    /// <summary>The manifest's file name.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The one form of backup there is so far.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The form of the backup.</summary>
    public required int Format { get; init; }

    /// <summary>sqlite or postgres.</summary>
    public required string Provider { get; init; }

    /// <summary>Version of the schema.</summary>
    public required long SchemaVersion { get; init; }

    /// <summary>The moment that the backup is of (UTC).</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>When it was complete (UTC).</summary>
    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>Rows of every table, as they were at that moment.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }

    /// <summary>Every file of the backup.</summary>
    public required IReadOnlyList<BackupFile> Files { get; init; }

    /// <summary>Whether the secrets are in it.</summary>
    public required bool HasKeys { get; init; }

    /// <summary>
    /// Tells the house's identity key from another one, and tells nothing of the key; null when the house had none.
    /// </summary>
    public string? IdentityKeyPrint { get; init; }

    /// <summary>Reads the manifest of a backup.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is of another form.</exception>
    public static BackupManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{folder} holds no {FileName}: it is not a backup, or one that was cut off.");
        }

        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), BackupJson.Default.BackupManifest);
            return manifest is { Format: CurrentFormat } ? manifest : throw new InvalidDataException($"{path} has the form {manifest?.Format}; this Luxe reads {CurrentFormat}.");
        }
        catch (JsonException)
        {
            throw new InvalidDataException($"{path} cannot be read.");
        }
    }

    internal void Write(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, FileName), FileMode.CreateNew, FileAccess.Write);
        JsonSerializer.Serialize(file, this, BackupJson.Default.BackupManifest);
        file.Flush(flushToDisk: true);
    }

    internal static string? PrintOf(string keys)
    {
        var path = Path.Combine(keys, HouseData.IdentityKey);
        return File.Exists(path) ? Convert.ToHexStringLower(HMACSHA256.HashData(File.ReadAllBytes(path), "luxe identity key"u8).AsSpan(0, 8)) : null;
    }
}

/// <summary>One file of a backup.</summary>
/// <param name="Name">Its path within the backup.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its hash, hexadecimal.</param>
public sealed record BackupFile(string Name, long Bytes, string Sha256);

/// <summary>How a long work comes along.</summary>
/// <param name="What">What is being done, in words.</param>
/// <param name="Done">How far.</param>
/// <param name="Total">Of how much; 0 when that is not known.</param>
public readonly record struct HouseProgress(string What, long Done, long Total);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
