using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Luxe.Grains.Policies;

/// <summary>A place in a policy's file that knows its path, so that whatever is wrong is named.</summary>
internal readonly struct PolicyNode(JsonElement value, string file, string path)
{
    private const int QuotedAtMost = 60;
    private const int MostCodes = 50;
    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:sszzz"];

    /// <summary>A member that must be there.</summary>
    public PolicyNode this[string name] => Maybe(name) ?? throw new PolicyException($"{file}: {At(name)} is missing.");

    /// <summary>A member, or null when it is not there or null.</summary>
    public PolicyNode? Maybe(string name) => Object().TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? new PolicyNode(member, file, At(name)) : null;

    /// <summary>Its members, each name once and each known; the order of the file.</summary>
    public List<(string Name, PolicyNode Node)> Members(Func<string, bool> isKnown, string wanted)
    {
        var members = new List<(string, PolicyNode)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in Object().EnumerateObject())
        {
            if (!isKnown(member.Name))
            {
                throw new PolicyException($"{file}: {At(member.Name)} is unknown here; wanted: {wanted}.");
            }

            if (!seen.Add(member.Name))
            {
                throw new PolicyException($"{file}: {At(member.Name)} is there twice.");
            }

            members.Add((member.Name, new PolicyNode(member.Value, file, At(member.Name))));
        }

        return members;
    }

    /// <summary>Refuses members of other names.</summary>
    public PolicyNode Only(params string[] names)
    {
        Members(name => names.Contains(name, StringComparer.Ordinal), string.Join(", ", names));
        return this;
    }

    /// <summary>A text of 1 to <paramref name="longest"/> characters.</summary>
    public string Text(int longest)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong("is no text");
        return string.IsNullOrWhiteSpace(text) || text.Length > longest || text.Any(static c => char.IsControl(c))
            ? throw Wrong(string.Create(CultureInfo.InvariantCulture, $"must be a text of 1 to {longest} characters in one line"))
            : text;
    }

    public int Whole(int low, int high) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= low && number <= high
        ? number
        : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {low} to {high}"));

    public DateTimeOffset Time() => DateTimeOffset.TryParseExact(Text(40), Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        ? time.ToUniversalTime()
        : throw Wrong("must be a time such as 2026-11-01T00:00:00Z");

    public T OneOf<T>(IReadOnlyDictionary<string, T> words) => words.TryGetValue(Text(40), out var word)
        ? word
        : throw Wrong($"must be one of {string.Join(", ", words.Keys.Order(StringComparer.Ordinal))}");

    /// <summary>Codes, each once, in the order of their letters.</summary>
    public ImmutableArray<string> Codes()
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is 0 or > MostCodes)
        {
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"must be a list of 1 to {MostCodes} codes"));
        }

        var codes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (place, element) in value.EnumerateArray().Index())
        {
            var node = new PolicyNode(element, file, string.Create(CultureInfo.InvariantCulture, $"{path}[{place}]"));
            var code = node.Text(40);
            if (!code.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            {
                throw node.Wrong("must be a code of the characters a-z, 0-9 and -");
            }

            if (!codes.Add(code))
            {
                throw node.Wrong("is there twice");
            }
        }

        return [.. codes];
    }

    public PolicyException Wrong(string why)
    {
        var said = value.GetRawText();
        return new PolicyException($"{file}: {(path.Length == 0 ? "the file" : path)}: {(said.Length > QuotedAtMost ? said[..QuotedAtMost] + "..." : said)} {why}.");
    }

    private JsonElement Object() => value.ValueKind == JsonValueKind.Object ? value : throw Wrong("is no object");

    private string At(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
