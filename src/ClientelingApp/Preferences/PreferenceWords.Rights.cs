namespace Luxe.ClientelingApp.Preferences;

/// <summary>The words of her rights: who looked, her data, an end to it.</summary>
public abstract partial class PreferenceWords
{
    /// <summary>Her data in the navigation.</summary>
    public abstract string DataPage { get; }

    /// <summary>On that page.</summary>
    public abstract string DataTitle { get; }

    /// <summary>Over what she declared.</summary>
    public abstract string RectifyHeading { get; }

    /// <summary>Below it.</summary>
    public abstract string RectifyLead { get; }

    /// <summary>The button of it.</summary>
    public abstract string RectifyButton { get; }

    /// <summary>After it.</summary>
    public abstract string RectifySaved { get; }

    /// <summary>When nothing may be held.</summary>
    public abstract string RectifyNothing { get; }

    /// <summary>On the box that takes a list out.</summary>
    public abstract string Forget { get; }

    /// <summary>Over the export.</summary>
    public abstract string ExportHeading { get; }

    /// <summary>Below it.</summary>
    public abstract string ExportLead { get; }

    /// <summary>The link of it.</summary>
    public abstract string ExportButton { get; }

    /// <summary>Over the proof.</summary>
    public abstract string ProofHeading { get; }

    /// <summary>Below it.</summary>
    public abstract string ProofLead { get; }

    /// <summary>As a page to print.</summary>
    public abstract string ProofAsPage { get; }

    /// <summary>As data.</summary>
    public abstract string ProofAsData { get; }

    /// <summary>Over the end.</summary>
    public abstract string EraseHeading { get; }

    /// <summary>Below it.</summary>
    public abstract string EraseLead { get; }

    /// <summary>The first tap.</summary>
    public abstract string EraseButton { get; }

    /// <summary>Before the second tap.</summary>
    public abstract string EraseSure { get; }

    /// <summary>The second tap.</summary>
    public abstract string EraseNow { get; }

    /// <summary>The way back.</summary>
    public abstract string EraseKeep { get; }

    /// <summary>On a tablet of the maison, over what would stay behind on it.</summary>
    public abstract string PhoneTitle { get; }

    /// <summary>Below it.</summary>
    public abstract string OnYourPhone { get; }

    /// <summary>Leads to the code for her own phone.</summary>
    public abstract string PhoneButton { get; }

    /// <summary>On the page of that code.</summary>
    public abstract string PhoneLead { get; }

    /// <summary>Shows the code.</summary>
    public abstract string PhoneShow { get; }

    /// <summary>Above the code.</summary>
    public abstract string PhoneScan { get; }

    /// <summary>Names the code for those who do not see it.</summary>
    public abstract string PhoneCode { get; }

    /// <summary>Makes another code.</summary>
    public abstract string PhoneAnother { get; }

    /// <summary>On that page, on a device of her own.</summary>
    public abstract string PhoneNotNeeded { get; }

    /// <summary>Leads back to her data.</summary>
    public abstract string BackToData { get; }

    /// <summary>On the receipt.</summary>
    public abstract string GoneTitle { get; }

    /// <summary>Below it.</summary>
    public abstract string GoneLead { get; }

    /// <summary>While some systems are not done.</summary>
    public abstract string GoneRunning { get; }

    /// <summary>When all are.</summary>
    public abstract string GoneDone { get; }

    /// <summary>Leads to the receipt again.</summary>
    public abstract string GoneLook { get; }

    /// <summary>What to do with the receipt.</summary>
    public abstract string GoneKeep { get; }

    /// <summary>Names the receipt's number.</summary>
    public abstract string GoneNumber { get; }

    /// <summary>Over what could not be reached.</summary>
    public abstract string GoneNotReached { get; }

    /// <summary>Of a receipt that is not there.</summary>
    public abstract string GoneNone { get; }

    /// <summary>Of a system that is not done yet.</summary>
    public abstract string Pending { get; }

    /// <summary>The page of who looked, in the navigation.</summary>
    public abstract string LooksPage { get; }

    /// <summary>On that page.</summary>
    public abstract string LooksTitle { get; }

    /// <summary>Below it.</summary>
    public abstract string LooksLead { get; }

    /// <summary>When nobody did.</summary>
    public abstract string LooksNone { get; }

    /// <summary>Leads to earlier ones.</summary>
    public abstract string LooksEarlier { get; }

    /// <summary>At her door, when her half-hour is over.</summary>
    public abstract string AskEnded { get; }

    /// <summary>What she declared, as rectifications name it.</summary>
    public abstract string Field(string name);

    /// <summary>A system of an erasure, as receipts name it.</summary>
    public abstract string ErasedSystem(string name);

    /// <summary>What an erasure does not reach, as receipts name it.</summary>
    public abstract string NotReached(string name);

    /// <summary>As what somebody looked, as the access log names it.</summary>
    public abstract string Viewer(string role);

    /// <summary>What for, as the access log names it; null for a purpose that has no words.</summary>
    public abstract string? LookedFor(string purpose);

    /// <summary>What is kept and belongs to no single use, as policies name it.</summary>
    public abstract string Kept(string category);
}
