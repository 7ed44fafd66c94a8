using System.Collections.Immutable;
using System.Globalization;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>
/// Every word of a client's own pages that is not the policy's notice, in one place. Plain, warm and exact: she reads them when she decides.
/// Another language is another subclass; a test asks each for every word.
/// </summary>
public abstract partial class PreferenceWords
{
    /// <summary>The house's English.</summary>
    public static PreferenceWords English { get; } = new EnglishPreferences();

    /// <summary>Every language there is.</summary>
    public static ImmutableArray<PreferenceWords> All { get; } = [English, new FrenchPreferences(), new ItalianPreferences(), new JapanesePreferences()];

    /// <summary>Its tag (BCP 47).</summary>
    public abstract string Tag { get; }

    /// <summary>Its own name, for the choice of language.</summary>
    public abstract string Name { get; }

    /// <summary>Heading of the page of choices.</summary>
    public abstract string Title { get; }

    /// <summary>Below it.</summary>
    public abstract string Lead { get; }

    /// <summary>For those who read by ear or keyboard.</summary>
    public abstract string ToThePage { get; }

    /// <summary>Names the choice of language.</summary>
    public abstract string Languages { get; }

    /// <summary>Names the links between her pages.</summary>
    public abstract string Pages { get; }

    /// <summary>The page of choices in the navigation.</summary>
    public abstract string ChoicesPage { get; }

    /// <summary>The page of her decisions in the navigation.</summary>
    public abstract string HistoryPage { get; }

    /// <summary>Ends her visit.</summary>
    public abstract string Close { get; }

    /// <summary>Over the tiers.</summary>
    public abstract string TiersHeading { get; }

    /// <summary>The lowest tier's name.</summary>
    public abstract string NothingName { get; }

    /// <summary>What the lowest tier means.</summary>
    public abstract string NothingMeans { get; }

    /// <summary>What changes at the lowest tier.</summary>
    public abstract string NothingExample { get; }

    /// <summary>On the button of a tier.</summary>
    public abstract string Choose { get; }

    /// <summary>On the tier that holds.</summary>
    public abstract string Chosen { get; }

    /// <summary>Over the uses of a tier that holds.</summary>
    public abstract string UsesLead { get; }

    /// <summary>A switch that is on.</summary>
    public abstract string On { get; }

    /// <summary>A switch that is off.</summary>
    public abstract string Off { get; }

    /// <summary>Over the purposes.</summary>
    public abstract string PurposesHeading { get; }

    /// <summary>Below it.</summary>
    public abstract string PurposesLead { get; }

    /// <summary>The wish to be left alone.</summary>
    public abstract string AloneName { get; }

    /// <summary>What it means.</summary>
    public abstract string AloneMeans { get; }

    /// <summary>While it holds, over what rests.</summary>
    public abstract string AloneHolds { get; }

    /// <summary>Over the preview.</summary>
    public abstract string PreviewHeading { get; }

    /// <summary>Below it.</summary>
    public abstract string PreviewLead { get; }

    /// <summary>In its place when nothing is shown to anybody.</summary>
    public abstract string PreviewNothing { get; }

    /// <summary>Before her first decision.</summary>
    public abstract string Undecided { get; }

    /// <summary>Over what a newer notice adds.</summary>
    public abstract string AsksHeading { get; }

    /// <summary>Below it.</summary>
    public abstract string AsksLead { get; }

    /// <summary>The button of it.</summary>
    public abstract string AsksAgree { get; }

    /// <summary>On the page of a link.</summary>
    public abstract string EnterTitle { get; }

    /// <summary>Below it.</summary>
    public abstract string EnterLead { get; }

    /// <summary>The button of it.</summary>
    public abstract string EnterButton { get; }

    /// <summary>Of a link that does not open.</summary>
    public abstract string EnterOver { get; }

    /// <summary>Leads to another link.</summary>
    public abstract string EnterAgain { get; }

    /// <summary>On the page that sends a link.</summary>
    public abstract string AskTitle { get; }

    /// <summary>Below it.</summary>
    public abstract string AskLead { get; }

    /// <summary>Names the field.</summary>
    public abstract string AskLabel { get; }

    /// <summary>The button of it.</summary>
    public abstract string AskButton { get; }

    /// <summary>The answer, whoever asked.</summary>
    public abstract string AskSent { get; }

    /// <summary>On a tablet, to the page on which it is given back.</summary>
    public abstract string BackLink { get; }

    /// <summary>On the page on which a tablet is given back.</summary>
    public abstract string BackTitle { get; }

    /// <summary>Below it.</summary>
    public abstract string BackLead { get; }

    /// <summary>Names the associate's field.</summary>
    public abstract string BackLabel { get; }

    /// <summary>The button of it.</summary>
    public abstract string BackButton { get; }

    /// <summary>After a wrong password.</summary>
    public abstract string BackWrong { get; }

    /// <summary>Leads on with her pages.</summary>
    public abstract string BackToChoices { get; }

    /// <summary>On the page of her decisions.</summary>
    public abstract string HistoryTitle { get; }

    /// <summary>Before her first decision.</summary>
    public abstract string HistoryNone { get; }

    /// <summary>All hashes fit.</summary>
    public abstract string HistoryWhole { get; }

    /// <summary>A decision that changed nothing.</summary>
    public abstract string HistoryConfirmed { get; }

    /// <summary>By herself.</summary>
    public abstract string ByYou { get; }

    /// <summary>By whoever recorded it for her.</summary>
    public abstract string ByTheHouse { get; }

    /// <summary>The house does not answer.</summary>
    public abstract string Away { get; }

    /// <summary>Leads to the same page again.</summary>
    public abstract string TryAgain { get; }

    /// <summary>Subject of the letter with a link.</summary>
    public abstract string LetterSubject { get; }

    /// <summary>The culture of dates.</summary>
    protected abstract CultureInfo Culture { get; }

    /// <summary>When the last decision was saved; the moment stands where <paramref name="when"/> is put.</summary>
    public abstract string SavedAt(string when);

    /// <summary>A decision that is not as it was written.</summary>
    public abstract string HistoryBroken(long entry);

    /// <summary>Which notice she was shown.</summary>
    public abstract string NoticeShown(string version);

    /// <summary>A tier was chosen.</summary>
    public abstract string NowAt(string tier);

    /// <summary>Something was switched.</summary>
    public abstract string Switched(string name, bool on);

    /// <summary>Something is kept longer.</summary>
    public abstract string KeptLonger(int? days, int? formerDays);

    /// <summary>Where she decided: web, app, store, phone, import, erasure.</summary>
    public abstract string Channel(string channel);

    /// <summary>The letter with a link.</summary>
    public abstract string LetterText(Uri link);

    /// <summary>How a day and its minute are written.</summary>
    protected abstract string MomentFormat { get; }

    /// <summary>Day and minute, in UTC; the page's script says it in the reader's own time.</summary>
    public string Moment(DateTimeOffset at) => at.UtcDateTime.ToString(MomentFormat, Culture) + " UTC";

    /// <summary>A day of every year, such as "12 June".</summary>
    public string Day(DateOnly day) => day.ToString("M", Culture);

    /// <summary>The words of a language, or null where there are none.</summary>
    public static PreferenceWords? Find(string? locale) =>
        locale is null ? null : All.FirstOrDefault(words => locale.Split('-', '_')[0].Equals(words.Tag, StringComparison.OrdinalIgnoreCase));

    /// <summary>The words of a language, or English.</summary>
    public static PreferenceWords For(string? locale) => Find(locale) ?? English;
}
