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
    /// <summary>How much of a name or a topic is kept in memory: sources may send a whole paragraph, and journals keep it.</summary>
    public const int Longest = 100;

    // 18 MB when full of the longest, mostly 6, however many clients there are.
    private static readonly LossyPool<string> Pool = new(65_536);

    /// <summary>The string that stands for all its equals; one that is too long stays its client's own.</summary>
    [return: NotNullIfNotNull(nameof(word))]
    public static string? Share(string? word) => word is null || IsLong(word) ? word : Pool.Share(word);

    public static bool IsLong(string? word) => word is not null && word.Length > Longest;

    /// <summary>Its first <see cref="Longest"/> characters, without half of a pair at the end.</summary>
    [return: NotNullIfNotNull(nameof(word))]
    public static string? Brief(string? word) => word is null || !IsLong(word) ? word : word[..(char.IsHighSurrogate(word[Longest - 1]) ? Longest - 1 : Longest)];
}

/// <summary>A word in a snapshot: read as the string that is shared.</summary>
internal sealed class WordJson : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Words.Share(reader.GetString());

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
