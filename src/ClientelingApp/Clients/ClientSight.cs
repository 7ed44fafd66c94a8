using System.Collections.Immutable;
using Luxe.ClientelingApp.Pieces;
using Luxe.Contracts.Customers;

namespace Luxe.ClientelingApp.Clients;

/// <summary>A client as somebody sees her at one moment. Staff and the client herself are shown the same sheet of it, so that her preview cannot say something else.</summary>
/// <param name="Profile">Her profile, cut to the viewer.</param>
/// <param name="Brief">Her brief, or null where nothing may be shown.</param>
/// <param name="Associate">Her associate's name, if she has one.</param>
/// <param name="Shelves">Pieces worth a look, each in one shelf only.</param>
public sealed record ClientSight(CustomerProfile Profile, ClientBrief? Brief, string? Associate, ImmutableArray<Shelf> Shelves)
{
    /// <summary>She wants to be left alone: her name and that wish are all there is.</summary>
    public bool LeaveMeAlone => Profile.Consent.LeaveMeAlone;

    /// <summary>How she is addressed.</summary>
    public string Greeting => Brief?.Greeting ?? ClientWords.Greeting(Profile.Traits);

    /// <summary>Membership, language and city in one line; empty where none is known.</summary>
    public string Manner => LeaveMeAlone ? "" : ClientWords.Line(
        Profile.Traits?.Membership ?? Brief?.Membership,
        ClientWords.Speaks(Profile.Traits?.Language ?? Brief?.Language),
        Profile.Traits?.City);

    /// <summary>Only what is there: a field that she does not allow has no line.</summary>
    public IEnumerable<(string Name, string Value)> Facts
    {
        get
        {
            var traits = Profile.Traits;
            var sizes = traits is { Sizes.IsDefaultOrEmpty: false } ? traits.Sizes : Brief?.Sizes ?? [];
            return LeaveMeAlone ? [] : new[]
            {
                ("Associate", Associate),
                ("Sizes", ClientWords.Sizes(sizes)),
                ("Interests", traits is null ? null : ClientWords.Capital(Join(traits.Categories))),
                ("Birthday", traits?.Birthday is { } birthday ? ClientWords.Day(birthday) : null),
                ("Dates", traits is null ? null : ClientWords.Capital(Join(traits.Dates.Select(d => $"{d.Occasion}, {ClientWords.Day(d.Date)}")))),
                ("Purchases", Profile.Purchases is > 0 and { } count ? $"{count}" : null),
                ("Last purchase", Profile.LastPurchaseAt is { } at ? ClientWords.Date(at) : null),
                ("Spend", Join(Profile.Spend.Select(ClientWords.Amount))),
                ("May be reached by", ClientWords.Channels(Profile.Consent.Purposes)),
            }.Where(fact => !string.IsNullOrEmpty(fact.Item2)).Select(fact => (fact.Item1, fact.Item2!));
        }
    }

    private static string Join(IEnumerable<string> words) => string.Join(" · ", words);
}

/// <summary>A row of pieces.</summary>
/// <param name="Title">What they are to her.</param>
/// <param name="Pieces">At most three.</param>
public sealed record Shelf(string Title, ImmutableArray<Piece> Pieces);
