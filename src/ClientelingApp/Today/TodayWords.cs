using System.Globalization;
using Luxe.ClientelingApp.Inbox;
using Luxe.ClientelingApp.Shell;
using Luxe.ClientelingApp.Stores;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Stores;

namespace Luxe.ClientelingApp.Today;

/// <summary>What cards say.</summary>
public static class TodayWords
{
    /// <summary>The claim button's words, after the form of address.</summary>
    public static string Claim(string greeting) => greeting.Split(' ')[0].TrimEnd('.') switch
    {
        "Mr" or "M" or "Sir" or "Herr" => "I’m with him",
        "Ms" or "Mrs" or "Mme" or "Miss" or "Frau" or "Lady" => "I’m with her",
        _ => "I’m with them",
    };

    /// <summary>How a card stands, or null while it simply waits.</summary>
    public static string? Standing(TodayCard card, StorePlace place) => card.State switch
    {
        InboxState.Acknowledged => $"You took this on at {place.Hour(card.ChangedAt)}",
        InboxState.Claimed => $"With you since {place.Hour(card.ChangedAt)}",
        InboxState.Snoozed => $"Set aside until {place.Hour(card.ChangedAt + TodayBoard.Aside)}",
        _ => null,
    };

    /// <summary>What became of an answer that did not end as asked.</summary>
    public static string? Refusal(DispatchOutcome outcome) => outcome switch
    {
        DispatchOutcome.Taken => "A colleague is already there.",
        DispatchOutcome.Gone => "This was settled in the meantime.",
        _ => null,
    };

    /// <summary>Why a card left the page.</summary>
    public static string Farewell(TodayCard card, InboxState state) => state switch
    {
        InboxState.Passed => $"A colleague has {card.Item.Greeting}.",
        InboxState.Recalled => "One card was withdrawn at the client’s wish.",
        _ when InboxItems.IsDispatch(card.Item.ItemId) => $"{card.Item.Greeting} has left.",
        _ => $"No longer current: {card.Item.Greeting}.",
    };

    /// <summary>The soft count.</summary>
    public static string Count(int waiting) => waiting switch
    {
        0 => "All is answered",
        1 => "One waits for you",
        _ => $"{Numbers.First(waiting)} wait for you",
    };

    /// <summary>A tier's name.</summary>
    public static string Tier(ConsentTier tier) => tier switch
    {
        ConsentTier.None => "None",
        ConsentTier.Category => "Category",
        ConsentTier.Behaviour => "Behaviour",
        ConsentTier.Identity => "Identity",
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, "Unknown tier."),
    };

    /// <summary>A language's name in English, or null when it is not known.</summary>
    public static string? Language(string? tag)
    {
        if (tag is null)
        {
            return null;
        }

        try
        {
            return CultureInfo.GetCultureInfo(tag.Split('-')[0], predefinedOnly: true).EnglishName;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }
}
