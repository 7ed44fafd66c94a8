using System.Collections.Immutable;
using Luxe.Contracts.Prompts;

namespace Luxe.Grains.Prompts;

/// <summary>
/// Every word a prompt or a brief says, in one place. Sentences an associate could say aloud to a colleague: no figures of
/// spend, no age, no jargon. Another language is another subclass.
/// </summary>
internal abstract class PromptWords
{
    private static readonly EnglishWords English = new();

    /// <summary>The words the house's staff read; English until others are written.</summary>
    public static PromptWords House => English;

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
