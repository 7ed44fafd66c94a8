using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json;
using Luxe.Contracts.Customers;
using Luxe.Grains.Time;
using Luxe.Storage;

namespace Luxe.Grains.Merges;

/// <summary>
/// Merges of the house as a list, newest first: a projection of the journals' rows for head office's page. Opaque ids, who, why and when;
/// an erasure removes the rows that name her.
/// </summary>
internal static class MergeList
{
    public const string Kind = "merge";

    public static DirectoryRow Row(MergeRecord merge) => new(
        Kind,
        merge.MergeId,
        (long.MaxValue - Instant.ToMicros(merge.At)).ToString("D19", CultureInfo.InvariantCulture),
        JsonSerializer.SerializeToUtf8Bytes(merge, MergeJson.Default.MergeRecord));

    public static MergeRecord Read(DirectoryRow row) => JsonSerializer.Deserialize(row.Payload.Span, MergeJson.Default.MergeRecord)!;
}

/// <summary>How the list's rows are written.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MergeRecord))]
internal sealed partial class MergeJson : JsonSerializerContext;
