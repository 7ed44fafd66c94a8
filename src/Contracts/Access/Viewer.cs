namespace Luxe.Contracts.Access;

/// <summary>In which capacity somebody looks at a client.</summary>
public enum ViewerRole
{
    /// <summary>An in-store associate.</summary>
    Associate = 0,

    /// <summary>A store's manager.</summary>
    Manager = 1,

    /// <summary>Head office.</summary>
    HeadOffice = 2,

    /// <summary>The privacy officer.</summary>
    PrivacyOfficer = 3,

    /// <summary>The client herself.</summary>
    Client = 4,

    /// <summary>A system of the maison with a management key.</summary>
    Integration = 5,
}

/// <summary>Who looks, as what and why. Every read of a client carries one and is written to the access log.</summary>
/// <param name="Id">Stable id of the person or integration; never a name.</param>
/// <param name="Role">Capacity in which they look.</param>
/// <param name="Purpose">Why, in a few fixed words such as "arrival" or "journey".</param>
/// <param name="StoreId">The viewer's store, if any.</param>
[GenerateSerializer, Immutable, Alias("luxe.Viewer")]
public sealed record Viewer(
    [property: Id(0)] string Id,
    [property: Id(1)] ViewerRole Role,
    [property: Id(2)] string Purpose,
    [property: Id(3)] string? StoreId = null);
