using System.Collections.Frozen;
using System.Collections.Immutable;
using Luxe.Contracts.Prompts;

namespace Luxe.Grains.Prompts;

/// <summary>
/// Every word a prompt or a brief says, in one place. Sentences an associate could say aloud to a colleague: no figures of
/// spend, no age, no jargon. Another language is another subclass.
/// </summary>
internal abstract class PromptWords
{
    private static readonly EnglishWords Her = new("she", "her");
    private static readonly EnglishWords Him = new("he", "his");

    /// <summary>Forms of address by which a client asks to be spoken of as he.</summary>
    private static readonly FrozenSet<string> OfHim = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "Mr", "Mr.", "Sir", "M.", "Monsieur", "Sig.", "Signor", "Herr");

    /// <summary>The words the house's staff read of a client; English until others are written. Most clients are she, so is one who did not say.</summary>
    /// <param name="title">The form of address declared, if any.</param>
    public static PromptWords Of(string? title) => title is not null && OfHim.Contains(title.Trim()) ? Him : Her;

    /// <summary>A few words above the reason.</summary>
    public abstract string Headline(PromptKind kind);

    /// <summary>Why, in one sentence. Titles are those of the draft's pieces, null where nobody knows one.</summary>
    public abstract string Reason(PromptDraft draft, ImmutableArray<string?> titles, DateOnly today);

    /// <summary>How to address her.</summary>
    public abstract string Greeting(string? title, string? givenName, string? familyName);

    /// <summary>Says when she last bought.</summary>
    public abstract string LastPurchase(DateOnly on, DateOnly today);

    /// <summary>Says what she has on her mind.</summary>
    public abstract string OnHerMind(string? title);

    /// <summary>Says which categories she declared.</summary>
    public abstract string Declared(ImmutableArray<string> categories);
}
