using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Customers;

/// <summary>
/// The latest event ids, of every tier: a repeat of a purged event is still a repeat. Each is a hash of 32 bits, so that finding one is a
/// hint and the journal has the last word; of those forgotten here it has the only word, and refuses them.
/// </summary>
internal static class EventIds
{
    /// <summary>How many are remembered.</summary>
    public const int Remembered = 64;

    public static Tail<uint> Remember(this Tail<uint> ids, string? eventId) => eventId is null ? ids : ids.Add(Hash(eventId), Remembered);

    /// <summary>Which of these may be repeats. One that is none comes along once in sixty million times.</summary>
    public static ImmutableArray<string> Hinted(this Tail<uint> ids, ReadOnlySpan<string> eventIds)
    {
        ImmutableArray<string> hinted = [];
        foreach (var eventId in eventIds)
        {
            hinted = ids.AsSpan().Contains(Hash(eventId)) ? hinted.Add(eventId) : hinted;
        }

        return hinted;
    }

    /// <summary>FNV-1a over the characters, mixed once more: stored in snapshots, so the same in every process.</summary>
    public static uint Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text)
        {
            hash = (hash ^ character) * 1099511628211UL;
        }

        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDUL;
        return (uint)(hash >> 32);
    }
}

/// <summary>Hashes in a snapshot: numbers.</summary>
internal sealed class EventIdsJson : JsonConverter<Tail<uint>>
{
    public override void Write(Utf8JsonWriter writer, Tail<uint> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var hash in value.AsSpan())
        {
            writer.WriteNumberValue(hash);
        }

        writer.WriteEndArray();
    }

    public override Tail<uint> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var hashes = new List<uint>(EventIds.Remembered);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            hashes.Add(reader.GetUInt32());
        }

        return Tail<uint>.Of([.. hashes]);
    }
}
