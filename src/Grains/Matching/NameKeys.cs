using System.Collections.Immutable;
using System.Globalization;
using Luxe.Grains.Identity;

namespace Luxe.Grains.Matching;

/// <summary>What a client says of her name and birthday, on its way to her match keys. Never stored, never logged.</summary>
[GenerateSerializer, Immutable, Alias("luxe.NameCard")]
internal sealed record NameCard([property: Id(0)] string Given, [property: Id(1)] string Family, [property: Id(2)] DateOnly Birthday)
{
    // What forms fill in when nobody answers: half a client base would share it.
    private static readonly ImmutableArray<DateOnly> Unanswered = [new(1900, 1, 1), new(1970, 1, 1), new(1980, 1, 1), new(2000, 1, 1)];

    /// <summary>The card, when there is enough on it to tell people apart.</summary>
    public static NameCard? Of(Contracts.Customers.Traits? traits) =>
        traits is { GivenName: { } given, FamilyName: { } family, Birthday: { } birthday } && birthday.Year >= 1900 && !Unanswered.Contains(birthday)
            ? new NameCard(given, family, birthday)
            : null;
}

/// <summary>
/// Under which keys clients with similar names and one birthday meet: keyed hashes, from which neither can be read. Both names count in
/// either order, and a second given name may be missing where they are in order.
/// </summary>
internal static class NameKeys
{
    // Apart from the domains of the identity tokens, which are their kinds.
    private const int Domain = 100;

    /// <summary>At most two keys; none when a name has no letters.</summary>
    public static ImmutableArray<string> Of(NameCard card, IdentityKeys keys)
    {
        var (given, family) = (NameForm.Words(card.Given), NameForm.Words(card.Family));
        if (given.Length == 0 || family.Length == 0)
        {
            return [];
        }

        string[] texts = [Text(string.Concat(family), given[0], card.Birthday), Text(string.Concat(family), string.Concat(given), card.Birthday)];
        return [.. texts.Distinct(StringComparer.Ordinal).Select(text => keys.Hash(Domain, text))];
    }

    private static string Text(string one, string other, DateOnly birthday)
    {
        var (a, b) = (NameSound.Of(one), NameSound.Of(other));
        return string.Create(CultureInfo.InvariantCulture, $"{(string.CompareOrdinal(a, b) <= 0 ? a : b)}|{(string.CompareOrdinal(a, b) <= 0 ? b : a)}|{birthday:yyyy-MM-dd}");
    }
}
