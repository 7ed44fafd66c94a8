namespace Luxe.Cli.Demo;

/// <summary>A store and who works there (data/stores.json).</summary>
public sealed record DemoStore(
    string Id, string Name, string City, string Country, string TimeZone, string Currency, string RespondWithin, IReadOnlyList<DemoAssociate> Associates);

/// <summary>An associate.</summary>
public sealed record DemoAssociate(string Id, string Name, IReadOnlyList<string> Languages);

/// <summary>A sign-in (data/accounts.json).</summary>
public sealed record DemoAccount(string UserName, string StaffId, string DisplayName, string Role, string? StoreId);

internal sealed record AccountsFile(string Password, IReadOnlyList<DemoAccount> Accounts);

internal sealed record CategoryFile(string Id, string Name, string Title, IReadOnlyList<string> Closings, IReadOnlyList<ShapeEntry> Shapes);

internal sealed record ShapeEntry(
    string Silhouette, string Name, IReadOnlyList<string> Variants, IReadOnlyList<string> Materials, IReadOnlyList<int> Price, string Sizes, IReadOnlyList<string> Lines, string? Title = null);

internal sealed record MaterialEntry(IReadOnlyList<string> Colours, IReadOnlyList<string> Lines);

internal sealed record SignatureEntry(
    string Id, string Title, string Category, string Silhouette, string Colour, IReadOnlyList<string> Materials, int Price, string? Collection, string Sizes, string Description);

internal sealed record PeopleFile(
    IReadOnlyDictionary<string, FamilyEntry> Families,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Searches,
    IReadOnlyList<string> Contents,
    IReadOnlyList<string> Occasions,
    IReadOnlyList<string> Memberships);

internal sealed record FamilyEntry(IReadOnlyList<string> Languages, IReadOnlyList<string> Cities, IReadOnlyList<string> Women, IReadOnlyList<string> Men, IReadOnlyList<string> Surnames);
