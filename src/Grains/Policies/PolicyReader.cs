using System.Collections.Immutable;
using System.Text.Json;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Policies;

namespace Luxe.Grains.Policies;

/// <summary>
/// Reads a version of the policy from its JSON file and refuses what is incomplete: every use and purpose is stated, and every tier, use and
/// purpose has words in every language that is there, English among them.
/// </summary>
public static class PolicyReader
{
    /// <summary>The largest file, in bytes.</summary>
    public const int Largest = 512 * 1024;

    private const int LongestPeriod = 36_500;
    private const int OldestMinimum = 21;

    /// <summary>Reads a file.</summary>
    /// <param name="json">Its bytes (UTF-8).</param>
    /// <param name="name">What to call it in faults.</param>
    /// <exception cref="PolicyException">It is not one; the message names file, path and value.</exception>
    public static PolicyDocument Read(ReadOnlyMemory<byte> json, string name)
    {
        if (json.Length > Largest)
        {
            throw new PolicyException(FormattableString.Invariant($"{name}: {json.Length} bytes are more than a policy may have ({Largest})."));
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(new PolicyNode(document.RootElement, name, ""));
        }
        catch (JsonException fault)
        {
            throw new PolicyException(FormattableString.Invariant($"{name}: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}: this is no JSON."));
        }
        catch (InvalidOperationException)
        {
            // What the reader says of half a surrogate or of bytes that are no UTF-8.
            throw new PolicyException($"{name}: a text in it is no valid Unicode.");
        }
    }

    private static PolicyDocument Read(PolicyNode root)
    {
        root.Only("version", "effectiveFrom", "base", "notices", "uses", "purposes", "keepDays", "minimumAge", "underAgeTier", "countries");
        return new PolicyDocument
        {
            Version = Version(root["version"]),
            EffectiveFrom = root["effectiveFrom"].Time(),
            Base = root.Maybe("base") is { } former ? Version(former) : null,
            MinimumAge = root["minimumAge"].Whole(0, OldestMinimum),
            UnderAgeTier = root["underAgeTier"].OneOf(PolicyNames.Tiers),
            Uses = [.. Complete(root["uses"], PolicyNames.Uses).Select(static pair => Use(pair.Value, pair.Node)).OrderBy(static use => use.Use)],
            Purposes = [.. Complete(root["purposes"], PolicyNames.Purposes).Select(static pair => Purpose(pair.Value, pair.Node)).OrderBy(static purpose => purpose.Purpose)],
            Keep = Kept(root["keepDays"]),
            Countries = root.Maybe("countries") is { } countries ? [.. countries.Members(IsCountry, "countries of two capital letters").Select(Country)] : [],
            Notices = Notices(root["notices"]),
        };
    }

    private static string Version(PolicyNode node)
    {
        var version = node.Text(40);
        return version.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') ? version : throw node.Wrong("must be of letters, digits, '-', '.' and '_'");
    }

    /// <summary>A member for every word, and none besides.</summary>
    private static List<(T Value, PolicyNode Node)> Complete<T>(PolicyNode node, IReadOnlyDictionary<string, T> words)
    {
        var members = node.Members(words.ContainsKey, string.Join(", ", words.Keys.Order(StringComparer.Ordinal)));
        foreach (var word in words.Keys.Order(StringComparer.Ordinal))
        {
            // Says which one is missing.
            _ = node[word];
        }

        return [.. members.Select(member => (words[member.Name], member.Node))];
    }

    private static PolicyUse Use(DataUses use, PolicyNode node)
    {
        node.Only("covers", "keepDays");
        return new PolicyUse(use, node["covers"].Codes(), node.Maybe("keepDays")?.Whole(1, LongestPeriod));
    }

    private static PolicyPurpose Purpose(Purposes purpose, PolicyNode node)
    {
        node.Only("covers");
        return new PolicyPurpose(purpose, node["covers"].Codes());
    }

    private static ImmutableArray<PolicyKeep> Kept(PolicyNode node)
    {
        node.Only([.. PolicyNames.Kept.Select(static kept => kept.Name)]);
        return [.. PolicyNames.Kept.Select(kept => new PolicyKeep(kept.Category, node[kept.Name].Whole(1, LongestPeriod)))];
    }

    private static PolicyCountry Country((string Name, PolicyNode Node) member)
    {
        var node = member.Node.Only("minimumAge", "offer", "keepDays");
        var keep = node.Maybe("keepDays")?.Members(static name => PolicyNames.Category(name) is not null, "visits, prompts, accessLog, inbox or a use") ?? [];
        return new PolicyCountry(
            member.Name,
            node.Maybe("minimumAge")?.Whole(0, OldestMinimum),
            node.Maybe("offer")?.OneOf(PolicyNames.Tiers),
            [.. keep.Select(static each => new PolicyKeep(PolicyNames.Category(each.Name)!, each.Node.Whole(1, LongestPeriod)))]);
    }

    private static ImmutableArray<Notice> Notices(PolicyNode node)
    {
        _ = node["en"];
        return [.. node.Members(IsLocale, "languages such as en or pt-BR").Select(static member => Words(member.Name, member.Node))];
    }

    private static Notice Words(string locale, PolicyNode node)
    {
        node.Only("title", "tiers", "uses", "purposes");
        return new Notice(
            locale,
            node["title"].Text(120),
            [.. Texts("tier", node["tiers"], PolicyNames.Tiers), .. Texts("use", node["uses"], PolicyNames.Uses), .. Texts("purpose", node["purposes"], PolicyNames.Purposes)]);
    }

    private static IEnumerable<NoticeText> Texts<T>(string of, PolicyNode node, IReadOnlyDictionary<string, T> words)
        where T : struct, Enum => Complete(node, words).OrderBy(static pair => pair.Value).Select(pair =>
    {
        var text = pair.Node.Only("name", "means", "example");
        return new NoticeText($"{of}:{PolicyNames.Of(pair.Value)}", text["name"].Text(120), text["means"].Text(800), text["example"].Text(800));
    });

    private static bool IsCountry(string name) => name.Length == 2 && name.All(char.IsAsciiLetterUpper);

    private static bool IsLocale(string name) => name.Length <= 35 && name.Split('-') is [var language, .. var more]
        && language.Length is 2 or 3 && language.All(char.IsAsciiLetterLower) && more.All(static part => part.Length is >= 2 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
}
