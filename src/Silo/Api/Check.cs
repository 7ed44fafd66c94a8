using Luxe.Silo.Problems;

namespace Luxe.Silo.Api;

/// <summary>Checks of what callers send; each failure is a 400 that names the field.</summary>
internal static class Check
{
    /// <summary>Longest id.</summary>
    public const int IdLength = 128;

    /// <summary>Most entries of a page.</summary>
    public const int PageLimit = 500;

    /// <summary>An id in the body: not blank, no spaces, slashes or control characters.</summary>
    public static string Id(string? value, string field) =>
        IsId(value) ? value! : throw Bad(field, value is null ? "is missing" : $"must be 1 to {IdLength} characters without spaces or slashes");

    /// <summary>An id in the route.</summary>
    public static string RouteId(string value, string name) =>
        IsId(value) ? value : throw new ProblemException(Problem.BadParameter(name, $"'{name}' must be 1 to {IdLength} characters without spaces or slashes."));

    /// <summary>A customer id in the route; what cannot be one is as unknown as one that is not.</summary>
    public static string CustomerId(string value) =>
        value.Length == 24 && value.StartsWith("c_", StringComparison.Ordinal) && value.Skip(2).All(char.IsAsciiLetterOrDigit)
            ? value
            : throw new ProblemException(Problem.NotFound("client"));

    /// <summary>A text that must be there.</summary>
    public static string Text(string? value, string field, int max = 200) =>
        OptionalText(value, field, max) ?? throw Bad(field, "is missing");

    /// <summary>A text that may be left out.</summary>
    public static string? OptionalText(string? value, string field, int max = 200)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        if (value.Length > max)
        {
            throw Bad(field, $"is longer than {max} characters");
        }

        return value.Any(character => char.IsControl(character) && character is not '\n') || !IsUnicode(value) ? throw Bad(field, "holds a character that is not text") : value;
    }

    /// <summary>A code of letters of one length, such as a country.</summary>
    public static string Code(string? value, string field, int length)
    {
        var code = Text(value, field);
        return code.Length == length && code.All(char.IsAsciiLetter) ? code.ToUpperInvariant() : throw Bad(field, $"must be a code of {length} letters");
    }

    /// <summary>How many entries of a page are wanted.</summary>
    public static int Limit(int? limit) => limit switch
    {
        null => 100,
        >= 1 and <= PageLimit => limit.Value,
        _ => throw new ProblemException(Problem.BadParameter("limit", $"'limit' must be 1 to {PageLimit}.")),
    };

    /// <summary>A number after which a page begins.</summary>
    public static long After(long? after) =>
        after is null or >= 0 ? after ?? 0 : throw new ProblemException(Problem.BadParameter("after", "'after' must not be negative."));

    /// <summary>The fault of one field of the body.</summary>
    public static ProblemException Bad(string field, string reason) => new(Problem.BadField(field, $"'{field}' {reason}."));

    private static bool IsId(string? value) =>
        value is { Length: >= 1 and <= IdLength } && !value.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || char.IsSurrogate(character) || character is '/' or '\\');

    private static bool IsUnicode(string value)
    {
        for (var place = 0; place < value.Length; place++)
        {
            if (char.IsSurrogate(value[place]) && (place + 1 == value.Length || !char.IsSurrogatePair(value[place], value[++place])))
            {
                return false;
            }
        }

        return true;
    }
}
