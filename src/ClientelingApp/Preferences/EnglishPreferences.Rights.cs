namespace Luxe.ClientelingApp.Preferences;

internal sealed partial class EnglishPreferences
{
    public override string DataPage => "Your data";

    public override string DataTitle => "Your data";

    public override string RectifyHeading => "What you told us";

    public override string RectifyLead => "Change what is wrong; empty what we should forget.";

    public override string RectifyButton => "Save";

    public override string RectifySaved => "Saved.";

    public override string RectifyNothing => "At the tier that you chose, nothing that you tell us is kept.";

    public override string Forget => "Forget";

    public override string ExportHeading => "Take it with you";

    public override string ExportLead => "All that is held about you in one file, to read and to use elsewhere: also what was concluded from it, who looked, and who received it.";

    public override string ExportButton => "Download everything";

    public override string ProofHeading => "Proof of your decisions";

    public override string ProofLead => "Each decision with the words that you were shown, and how anybody can check that none was changed.";

    public override string ProofAsPage => "To print";

    public override string ProofAsData => "As data";

    public override string EraseHeading => "Be forgotten";

    public override string EraseLead => "All that is held about you is deleted in every system, and its key destroyed. What remains is the record of your decisions, without you.";

    public override string EraseButton => "Erase everything";

    public override string EraseSure => "This cannot be taken back. It is the one choice here that we ask about twice.";

    public override string EraseNow => "Yes, erase everything";

    public override string EraseKeep => "No, keep it";

    public override string PhoneTitle => "On your own phone";

    public override string OnYourPhone => "To take your data with you, to have proof of your decisions or to be forgotten, go on with your own phone. Nothing of it should stay behind on this tablet.";

    public override string PhoneButton => "Show the code";

    public override string PhoneLead => "The code opens these pages on your own phone: nothing to type, no account.";

    public override string PhoneShow => "Show the code";

    public override string PhoneScan => "Scan it with your phone. It opens once, within fifteen minutes.";

    public override string PhoneCode => "A code that opens your own pages";

    public override string PhoneAnother => "Make a new one";

    public override string PhoneNotNeeded => "You are on a device of your own already.";

    public override string BackToData => "Back to your data";

    public override string GoneTitle => "You are forgotten";

    public override string GoneLead => "From this moment, nothing about you can be read or written. This is your receipt.";

    public override string GoneRunning => "The last systems are being emptied.";

    public override string GoneDone => "Every system is done.";

    public override string GoneLook => "Look again";

    public override string GoneKeep => "Keep or print this page: it is the last that leads to you.";

    public override string GoneNumber => "Number";

    public override string GoneNotReached => "What an erasure does not reach";

    public override string GoneNone => "There is no receipt under this number.";

    public override string Pending => "in progress";

    public override string LooksPage => "Who looked";

    public override string LooksTitle => "Who looked, and why";

    public override string LooksLead => "Each time somebody looks at what is remembered of you, it is written down. Your own visits are left out here.";

    public override string LooksNone => "Nobody has looked.";

    public override string LooksEarlier => "Earlier";

    public override string AskEnded => "Your half-hour is over, and your pages are closed.";

    public override string Field(string name) => name switch
    {
        "title" => "Form of address",
        "givenName" => "Given name",
        "familyName" => "Family name",
        "language" => "Language",
        "birthday" => "Birthday",
        "city" => "City",
        "country" => "Country",
        "categories" => "Interests",
        "sizes" => "Sizes",
        "dates" => "Dates",
        _ => name,
    };

    public override string ErasedSystem(string name) => name switch
    {
        "client" => "Your record and its key",
        "erasure list" => "The list that keeps backups from bringing you back",
        "snapshot" => "Saved states",
        "key cache" => "Keys in memory",
        "stores" => "The floors of our stores",
        "inboxes" => "Messages to associates",
        "books and watch lists" => "Client books and waiting lists",
        "lists" => "Other lists",
        "dead letters" => "Events that could not be taken",
        "identities" => "Addresses, cards and numbers",
        "access log" => "The record of who looked, now without you",
        "preference links" => "Links to these pages",
        "requests" => "Your requests, now without you",
        "derived" => "What was derived",
        "late rows" => "A last look for what came late",
        _ => name,
    };

    public override string NotReached(string name) => name switch
    {
        "logs" => "Technical logs, which hold no name and are overwritten in time.",
        "backups" => "Backups made before: what they hold about you is sealed, and the key is gone. Restored, you are erased again.",
        "unread-letters" => "Events that could not be read at all; they are deleted when their time is over.",
        "freed-space" => "Freed space inside the database, until it is used again.",
        "undone-merges" => "A mention, without content, in the record of somebody you were once taken for.",
        _ => name,
    };

    public override string Viewer(string role) => role switch
    {
        "Associate" => "An associate",
        "Manager" => "A store manager",
        "HeadOffice" => "Head office",
        "PrivacyOfficer" => "The privacy officer",
        "Integration" => "A system of the maison",
        _ => role,
    };

    public override string? LookedFor(string purpose) => purpose switch
    {
        "arrival" => "because you came in",
        "client page" => "to prepare for you",
        "profile" or "brief" => "to read what is remembered of you",
        "journey" => "to read how you came to us",
        "preferences" => "to open these pages for you",
        "duplicates" or "merge" or "merges" => "to see whether two records are one person",
        "ledger" => "to check your decisions",
        "proof" => "to prove your decisions",
        "export" => "to put your data together for you",
        "looks" => "to tell who looked",
        "inbox" => "to deliver a message about you",
        "office" => "to see that the rules are kept",
        _ => null,
    };

    public override string Kept(string category) => category switch
    {
        "visits" => "Your visits",
        "prompts" => "Suggestions made to your associate",
        "access-log" => "The record of who looked",
        "inbox" => "Messages to associates about you",
        _ => category,
    };
}
