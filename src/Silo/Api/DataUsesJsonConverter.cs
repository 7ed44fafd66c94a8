using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Luxe.Contracts.Consent;

namespace Luxe.Silo.Api;

/// <summary>Uses of data as a list of names: <c>["searches", "mailActivity"]</c>. Unknown names are refused.</summary>
internal sealed class DataUsesJsonConverter : JsonConverter<DataUses>
{
    /// <summary>The names, in the order of the values.</summary>
    public static ImmutableArray<(string Name, DataUses Use)> Names { get; } =
        [.. DataUsesOf.All.Select(static use => (JsonNamingPolicy.CamelCase.ConvertName(use.ToString()), use))];

    public override DataUses Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException();
        }

        var uses = DataUses.None;
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            var name = reader.GetString()!;
            var use = Names.FirstOrDefault(entry => entry.Name == name).Use;
            uses |= use != DataUses.None ? use : throw Check.Bad("withheld", $"may hold {string.Join(", ", Names.Select(static entry => entry.Name))}");
        }

        return reader.TokenType == JsonTokenType.EndArray ? uses : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, DataUses value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var (name, use) in Names)
        {
            if ((value & use) != DataUses.None)
            {
                writer.WriteStringValue(name);
            }
        }

        writer.WriteEndArray();
    }
}
