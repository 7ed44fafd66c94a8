using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Luxe.Contracts.Customers;

namespace Luxe.Grains.Traces;

/// <summary>
/// A window in a snapshot: each subject once, then five numbers a trace. <c>{"subjects":[["piece","p1","bags","Tote"],["place","s1"],
/// ["theme",null,"A story"],["bundle","R-1",0,0]],"traces":[second,dwell,kind,channel,subject,...]}</c>; subject -1 is none.
/// </summary>
internal sealed class TraceWindowJson : JsonConverter<Tail<Trace>>
{
    public override void Write(Utf8JsonWriter writer, Tail<Trace> value, JsonSerializerOptions options)
    {
        var places = new Dictionary<Subject, int>();
        writer.WriteStartObject();
        writer.WriteStartArray("subjects");
        foreach (var trace in value.AsSpan())
        {
            Place(writer, places, trace.Subject);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("traces");
        foreach (var trace in value.AsSpan())
        {
            writer.WriteNumberValue(trace.Second);
            writer.WriteNumberValue((int)trace.Dwell.TotalSeconds);
            writer.WriteNumberValue((int)trace.Kind);
            writer.WriteNumberValue((int)trace.Channel);
            writer.WriteNumberValue(trace.Subject is { } subject ? places[subject] : -1);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public override Tail<Trace> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        var subjects = new List<Subject>();
        foreach (var subject in json.RootElement.GetProperty("subjects").EnumerateArray())
        {
            subjects.Add(Subject.Shared(Read(subject, subjects)));
        }

        var numbers = json.RootElement.GetProperty("traces");
        var traces = new Trace[numbers.GetArrayLength() / 5];
        Span<long> five = stackalloc long[5];
        var at = 0;
        foreach (var number in numbers.EnumerateArray())
        {
            five[at % 5] = number.GetInt64();
            if (++at % 5 == 0)
            {
                traces[(at / 5) - 1] = new Trace(
                    (InteractionKind)five[2],
                    DateTimeOffset.FromUnixTimeSeconds(five[0]),
                    (Channel)five[3],
                    TimeSpan.FromSeconds(five[1]),
                    five[4] < 0 ? null : subjects[(int)five[4]]);
            }
        }

        return Tail<Trace>.Of(traces);
    }

    private static void Place(Utf8JsonWriter writer, Dictionary<Subject, int> places, Subject? subject)
    {
        if (subject is null || places.ContainsKey(subject))
        {
            return;
        }

        foreach (var piece in subject is Bundle bundle ? bundle.Pieces : [])
        {
            Place(writer, places, piece);
        }

        places.Add(subject, places.Count);
        writer.WriteStartArray();
        foreach (var word in Said(subject))
        {
            writer.WriteStringValue(word);
        }

        foreach (var piece in subject is Bundle whole ? whole.Pieces : [])
        {
            writer.WriteNumberValue(places[piece]);
        }

        writer.WriteEndArray();
    }

    private static string?[] Said(Subject subject) => subject switch
    {
        Piece piece => ["piece", piece.ProductId, piece.Category, piece.Name],
        Traces.Place place => ["place", place.StoreId],
        Theme theme => ["theme", theme.Category, theme.Topic],
        Bundle bundle => ["bundle", bundle.Reference],
        _ => throw new NotSupportedException($"No stored form is stated for {subject.GetType().Name}."),
    };

    private static Subject Read(JsonElement said, List<Subject> before)
    {
        string? Word(int place) => said[place].GetString();
        return Word(0) switch
        {
            "piece" => new Piece(Word(1)!, Word(2), Word(3)),
            "place" => new Place(Word(1)!),
            "theme" => new Theme(Word(1), Word(2)),
            "bundle" => Bundle.Of([.. said.EnumerateArray().Skip(2).Select(place => (Piece)before[place.GetInt32()])], Word(1)),
            var other => throw new JsonException($"A subject of kind {other} is not known."),
        };
    }
}
