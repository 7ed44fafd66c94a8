using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Luxe.Grains.Traces;

/// <summary>
/// Words that many clients share (categories, currencies, sizes, stores, topics, product ids), each as one string in the process. Nothing
/// that a client is known by goes through here: the table outlives her consent.
/// </summary>
internal static class Words
{
    // With its strings some 6 MB when full, however many clients there are.
    private static readonly LossyPool<string> Pool = new(65_536);

    [return: NotNullIfNotNull(nameof(word))]
    public static string? Share(string? word) => word is null ? null : Pool.Share(word);
}

/// <summary>A word in a snapshot: read as the string that is shared.</summary>
internal sealed class WordJson : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Words.Share(reader.GetString());

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
