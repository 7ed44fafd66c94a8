namespace Luxe.Contracts.Identity;

/// <summary>Which kind of token points to a client.</summary>
public enum IdentityKind
{
    /// <summary>The e-commerce or CRM user id.</summary>
    UserId = 0,

    /// <summary>An SDK's anonymous id.</summary>
    AnonymousId = 1,

    /// <summary>E-mail address.</summary>
    Email = 2,

    /// <summary>Telephone number.</summary>
    Phone = 3,

    /// <summary>Loyalty card or its QR.</summary>
    Card = 4,

    /// <summary>A device or an SDK's installation. Outlives the log-out that gives a new anonymous id, so it speaks only where none was sent.</summary>
    Device = 5,
}

/// <summary>One token of a client, keyed by a keyed hash of kind and normalised token: the token itself is never stored.</summary>
[Alias("luxe.IIdentityGrain")]
public interface IIdentityGrain : IGrainWithStringKey
{
    /// <summary>The customer this token belongs to, or null.</summary>
    [ReadOnly, Alias("Resolve")] Task<string?> Resolve();

    /// <summary>Claims the token for a customer unless it belongs to one already; returns its owner afterwards.</summary>
    [Alias("Claim")] Task<string> Claim(string customerId);

    /// <summary>Claims the token for a new customer unless it belongs to one already, and with it writes how she is known: both or neither. Returns its owner afterwards.</summary>
    [Alias("Begin")] Task<string> Begin(string customerId, Standing standing);

    /// <summary>Gives the token to another customer, whoever held it.</summary>
    [Alias("Move")] Task Move(string customerId);

    /// <summary>Forgets the token if that customer holds it.</summary>
    [Alias("Release")] Task Release(string customerId);
}
