using System.Text.Json;
using System.Text.Json.Serialization;

namespace Luxe.Storage.Backup;

/// <summary>
/// When the house was last backed up and its clients' keys were last exported, in a file beside it: what luxe doctor compares. A backup only reads the database,
/// so that it is not noted there. Tier None: two times, kept as long as the folder.
/// </summary>
/// <param name="BackupAt">The moment of the newest backup that holds no keys.</param>
/// <param name="KeysAt">The moment of the newest export of keys, or of the newest backup that holds them.</param>
internal sealed record KeepingNotes(DateTimeOffset? BackupAt, DateTimeOffset? KeysAt)
{
    private const string FileName = "kept.json";

    /// <summary>What is noted; nothing where there is no such file, or none that can be read.</summary>
    public static KeepingNotes Of(HouseData house)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(house.Folder, FileName)), KeepingJson.Default.KeepingNotes) ?? new(null, null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return new(null, null);
        }
    }

    public static void HouseWasBackedUp(HouseData house, DateTimeOffset at, bool withKeys)
    {
        var former = Of(house);
        Write(house, withKeys ? former with { KeysAt = at } : former with { BackupAt = at });
    }

    public static void KeysWereExported(HouseData house, DateTimeOffset at) => Write(house, Of(house) with { KeysAt = at });

    // Whoever may read a house but not write beside it still has her backup; doctor will only warn once more than it must.
    private static void Write(HouseData house, KeepingNotes notes)
    {
        try
        {
            var file = Path.Combine(house.Folder, FileName);
            File.WriteAllBytes(file + ".new", JsonSerializer.SerializeToUtf8Bytes(notes, KeepingJson.Default.KeepingNotes));
            File.Move(file + ".new", file, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KeepingNotes))]
internal sealed partial class KeepingJson : JsonSerializerContext;
