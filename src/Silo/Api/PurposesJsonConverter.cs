using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Luxe.Contracts.Consent;

namespace Luxe.Silo.Api;

/// <summary>Purposes as an object from name to whether it is granted; all of them are written, those left out when reading are off, and unknown names are refused.</summary>
internal sealed class PurposesJsonConverter : JsonConverter<Purposes>
{
    /// <summary>The names, in the order of the values.</summary>
    public static ImmutableArray<(string Name, Purposes Purpose)> Names { get; } =
        [.. Enum.GetValues<Purposes>().Where(purpose => purpose != Purposes.None).Select(purpose => (JsonNamingPolicy.CamelCase.ConvertName(purpose.ToString()), purpose))];

    public override Purposes Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        var granted = Purposes.None;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            var purpose = Names.FirstOrDefault(entry => entry.Name == name).Purpose;
            reader.Read();
            if (purpose == Purposes.None || reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
            {
                throw Check.Bad(purpose == Purposes.None ? "purposes" : $"purposes.{name}", purpose == Purposes.None ? $"may hold {string.Join(", ", Names.Select(entry => entry.Name))}" : "must be true or false");
            }

            granted = reader.TokenType == JsonTokenType.True ? granted | purpose : granted & ~purpose;
        }

        return granted;
    }

    public override void Write(Utf8JsonWriter writer, Purposes value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, purpose) in Names)
        {
            writer.WriteBoolean(name, (value & purpose) != 0);
        }

        writer.WriteEndObject();
    }
}
