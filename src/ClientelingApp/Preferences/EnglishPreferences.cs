using System.Globalization;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>In English.</summary>
internal sealed partial class EnglishPreferences : PreferenceWords
{
    public override string Tag => "en";

    public override string Name => "English";

    public override string Title => "Your choices";

    public override string Lead => "You decide what the maison may know. Every change counts at once, in every store.";

    public override string ToThePage => "To the page";

    public override string Languages => "Language";

    public override string Pages => "Your pages";

    public override string ChoicesPage => "Choices";

    public override string HistoryPage => "Decisions";

    public override string Close => "Close";

    public override string TiersHeading => "What may be remembered";

    public override string NothingName => "Nothing";

    public override string NothingMeans => "Only this decision is kept. What was remembered before is deleted.";

    public override string NothingExample => "In a store you are a welcome guest like any other.";

    public override string Choose => "Choose this";

    public override string Chosen => "Your choice";

    public override string UsesLead => "Each part can be switched off by itself. What you switch off is deleted.";

    public override string On => "On";

    public override string Off => "Off";

    public override string PurposesHeading => "What it may be used for";

    public override string PurposesLead => "Each of these is off until you switch it on.";

    public override string AloneName => "Leave me alone";

    public override string AloneMeans => "No messages, and nobody is told when you come in. Associates see this wish and nothing else. Your other choices stay as they are, for when you change your mind.";

    public override string AloneHolds => "You asked to be left alone. Until you take that back, none of these is used.";

    public override string PreviewHeading => "What your associate sees now";

    public override string PreviewLead => "This very sheet, and no more.";

    public override string PreviewNothing => "Nothing. To an associate you are a guest nobody has met.";

    public override string Undecided => "You have not decided yet. Until you do, nothing is remembered.";

    public override string AsksHeading => "Our notice has changed";

    public override string AsksLead => "It would now also cover what follows. Until you agree, everything stays as you left it.";

    public override string AsksAgree => "I agree to this";

    public override string EnterTitle => "Your own pages";

    public override string EnterLead => "What may be remembered, and who may see it: you decide. This opens your pages for half an hour, on this device.";

    public override string EnterButton => "Open my pages";

    public override string EnterOver => "This link has been used, or its quarter of an hour is over. That is how it guards your pages. A new one is with you in a moment, or your associate shows you a code.";

    public override string EnterAgain => "Have another one sent";

    public override string AskTitle => "Your own pages";

    public override string AskLead => "Type your e-mail address, and a link comes to you. There is no account and no password.";

    public override string AskLabel => "E-mail address";

    public override string AskButton => "Send me a link";

    public override string AskSent => "If we know this address, a letter is on its way. Its link opens once, within fifteen minutes.";

    public override string BackLink => "Give the tablet back";

    public override string BackTitle => "Thank you";

    public override string BackLead => "Your pages are closed once your associate has the tablet back.";

    public override string BackLabel => "Associate’s password";

    public override string BackButton => "Take it back";

    public override string BackWrong => "That did not open. After five tries the door rests for five minutes.";

    public override string BackToChoices => "Back to your choices";

    public override string HistoryTitle => "Your decisions";

    public override string HistoryNone => "No decision is on record.";

    public override string HistoryWhole => "Each decision is sealed to the one before it. All are as they were written.";

    public override string HistoryConfirmed => "Confirmed";

    public override string ByYou => "by you";

    public override string ByTheHouse => "recorded by the maison";

    public override string Away => "The house does not answer just now.";

    public override string TryAgain => "Try again";

    public override string LetterSubject => "Your own pages";

    protected override CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("en-GB");

    protected override string MomentFormat => "d MMMM yyyy, HH:mm";

    public override string SavedAt(string when) => $"Saved. In force since {when}.";

    public override string HistoryBroken(long entry) => $"Decision {entry} is not as it was written. Please tell the maison’s privacy officer.";

    public override string NoticeShown(string version) => $"notice {version}";

    public override string NowAt(string tier) => $"From now: “{tier}”";

    public override string Switched(string name, bool on) => on ? $"{name}: switched on" : $"{name}: switched off";

    public override string KeptLonger(int? days, int? formerDays) =>
        (days, formerDays) switch
        {
            ({ } now, { } former) => $"kept for {now} days instead of {former}",
            (null, { } former) => $"kept for as long as you allow it, instead of {former} days",
            ({ } now, null) => $"kept for {now} days",
            _ => "kept for as long as you allow it",
        };

    public override string Channel(string channel) => channel switch
    {
        "web" => "on the web",
        "app" => "in the app",
        "store" => "in a store",
        "phone" => "by telephone",
        "import" => "brought from an earlier system",
        _ => channel,
    };

    public override string LetterText(Uri link) =>
        $"""
        Here is the link to your own pages:

        {link}

        It opens once, within fifteen minutes. If you did not ask for it, nothing needs to be done.
        """;
}
