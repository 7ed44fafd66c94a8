using System.Collections.Immutable;
using System.Globalization;
using Luxe.Contracts.Prompts;

namespace Luxe.Grains.Prompts;

/// <summary>The house's English, of a client who is spoken of as she or as he.</summary>
internal sealed class EnglishWords(string she, string her) : PromptWords
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-GB");

    private static readonly string[] Numbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    public override string Headline(PromptKind kind) => kind switch
    {
        PromptKind.Arrival => "Here now",
        PromptKind.WishBackInStock => "A wish is here again",
        PromptKind.ConsideredItem => "Still considering",
        PromptKind.AbandonedCart => "Left in the bag",
        PromptKind.Milestone => "A date to remember",
        PromptKind.RepairReady => "Ready to collect",
        _ => throw new NotSupportedException($"No words are stated for prompts of kind {kind}."),
    };

    public override string Reason(PromptDraft draft, ImmutableArray<string?> titles, DateOnly today) => draft.Kind switch
    {
        PromptKind.Arrival => $"{Capital(she)} has just come in.",
        PromptKind.WishBackInStock => $"{Capital(Piece(titles, "the piece"))} {she} wished for is here again.",
        PromptKind.ConsideredItem => $"{Capital(she)} came back {Times(draft.Count)} this week to {Piece(titles, $"the piece {she} looked at")} and has not decided.",
        PromptKind.AbandonedCart => $"{Capital(she)} put {Piece(titles, "a piece")}{Others(titles.Length - 1)} in the bag and has not come back to it.",
        PromptKind.Milestone => $"{Capital(her)} {draft.Subject} is {When(draft.On!.Value, today)}.",
        PromptKind.RepairReady => titles is [{ } title, ..] ? $"{Capital(The(title))} {she} left with us is ready to collect." : $"The piece {she} left with us is ready to collect.",
        _ => throw new NotSupportedException($"No words are stated for prompts of kind {draft.Kind}."),
    };

    public override string Greeting(string? title, string? givenName, string? familyName)
    {
        if (familyName is not { Length: > 0 })
        {
            return givenName is { Length: > 0 } ? givenName : "A client";
        }

        return (title, givenName) switch
        {
            ({ Length: > 0 }, _) => $"{title} {familyName}",
            (_, { Length: > 0 }) => $"{givenName} {familyName}",
            _ => familyName,
        };
    }

    public override string LastPurchase(DateOnly on, DateOnly today) => (today.DayNumber - on.DayNumber) switch
    {
        <= 0 => $"{Capital(she)} bought something today.",
        < 14 => $"{Capital(she)} last bought on {on.ToString("dddd d MMMM", Culture)}.",
        _ => $"{Capital(she)} last bought in {on.ToString("MMMM yyyy", Culture)}.",
    };

    public override string OnHerMind(string? title) => $"{Capital(she)} has {(title is null ? "a piece" : The(title))} on {her} mind.";

    public override string Declared(ImmutableArray<string> categories) => $"{Capital(she)} told us that {she} likes {List(categories)}.";

    private static string Piece(ImmutableArray<string?> titles, string fallback) => titles is [{ } title, ..] ? The(title) : fallback;

    private static string The(string title) => title.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? title : $"the {title}";

    private static string Capital(string words) => char.ToUpper(words[0], Culture) + words[1..];

    private static string Times(int count) => count < Numbers.Length ? $"{Numbers[count]} times" : "many times";

    private static string Others(int count) => count switch
    {
        <= 0 => "",
        1 => " and one other piece",
        < 10 => $" and {Numbers[count]} other pieces",
        _ => " and other pieces",
    };

    private static string When(DateOnly on, DateOnly today) => (on.DayNumber - today.DayNumber) switch
    {
        0 => "today",
        1 => "tomorrow",
        _ => $"on {on.ToString("dddd", Culture)}",
    };

    private static string List(ImmutableArray<string> words) => words switch
    {
        [] => "",
        [var only] => only,
        [.. var first, var last] => $"{string.Join(", ", first)} and {last}",
    };
}
