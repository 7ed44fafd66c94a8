using Luxe.Contracts.Access;

namespace Luxe.ClientelingApp.Access;

/// <summary>Role names as the session cookie carries them, and where each role is at home.</summary>
public static class Roles
{
    /// <summary>An in-store associate.</summary>
    public const string Associate = "associate";

    /// <summary>A store's manager.</summary>
    public const string Manager = "manager";

    /// <summary>Head office.</summary>
    public const string HeadOffice = "head-office";

    /// <summary>The privacy officer.</summary>
    public const string PrivacyOfficer = "privacy-officer";

    /// <summary>Who decides whether two records are one person.</summary>
    public const string Duplicates = HeadOffice + "," + PrivacyOfficer;

    /// <summary>The role's name, or null for a role that never signs in here.</summary>
    public static string? Name(ViewerRole role) => role switch
    {
        ViewerRole.Associate => Associate,
        ViewerRole.Manager => Manager,
        ViewerRole.HeadOffice => HeadOffice,
        ViewerRole.PrivacyOfficer => PrivacyOfficer,
        _ => null,
    };

    /// <summary>What the role's first page is called.</summary>
    public static string HomeName(ViewerRole role) => role switch
    {
        ViewerRole.Associate => "Today",
        ViewerRole.Manager => "Floor",
        ViewerRole.HeadOffice => "Journeys",
        ViewerRole.PrivacyOfficer => "Privacy",
        _ => "Sign in",
    };

    /// <summary>The role's first page.</summary>
    public static string Home(ViewerRole role) => role switch
    {
        ViewerRole.Associate => "/today",
        ViewerRole.Manager => "/floor",
        ViewerRole.HeadOffice => "/journeys",
        ViewerRole.PrivacyOfficer => "/privacy",
        _ => "/signin",
    };
}
