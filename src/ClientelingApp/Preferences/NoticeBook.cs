using Luxe.Contracts.Consent;
using Luxe.Contracts.Policies;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>The policy's words in one language, as her pages look them up.</summary>
public sealed class NoticeBook
{
    private const string Keep = "keep:";

    private readonly Dictionary<string, NoticeText> _texts;
    private readonly PreferenceWords _words;

    /// <param name="version">The version whose words these are.</param>
    /// <param name="notice">Its words.</param>
    /// <param name="words">The page's own words in that language.</param>
    public NoticeBook(string version, Notice notice, PreferenceWords words)
    {
        Version = version;
        Locale = notice.Locale;
        _words = words;
        _texts = notice.Texts.ToDictionary(static text => text.Of, StringComparer.Ordinal);
    }

    /// <summary>The version whose words these are.</summary>
    public string Version { get; }

    /// <summary>The language they are in: what her decision names as shown to her.</summary>
    public string Locale { get; }

    /// <summary>What a tier is called, means and changes.</summary>
    public NoticeText Of(ConsentTier tier) =>
        tier == ConsentTier.None ? new NoticeText("tier:none", _words.NothingName, _words.NothingMeans, _words.NothingExample) : Of("tier:" + Choices.CodeOf(tier));

    /// <summary>What a single use is called, means and changes.</summary>
    public NoticeText Of(DataUses single) => Of("use:" + Choices.CodeOf(single));

    /// <summary>What a single purpose is called, means and changes.</summary>
    public NoticeText Of(Purposes single) => Of("purpose:" + Choices.CodeOf(single));

    /// <summary>What something that a version adds is called; what belongs to no switch has the page's own words.</summary>
    public NoticeText Asked(PolicyAsk ask) => ask.Of.StartsWith(Keep, StringComparison.Ordinal) ? new NoticeText(ask.Of, _words.Kept(ask.Of[Keep.Length..]), "", "") : Of(ask.Of);

    /// <summary>The text of a name in notices; the name itself where the policy has no words for it.</summary>
    public NoticeText Of(string of) => _texts.GetValueOrDefault(of) ?? new NoticeText(of, of[(of.IndexOf(':', StringComparison.Ordinal) + 1)..], "", "");
}
