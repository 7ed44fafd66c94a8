namespace Luxe.Contracts.Access;

/// <summary>A member of staff's sign-in, keyed by lower-case user name.</summary>
[Alias("luxe.IAccountGrain")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Creates or replaces the account; the password is hashed before it is stored.</summary>
    [Alias("Put")] Task Put(AccountRecord account, string password);

    /// <summary>Returns the account when the password is right, else null. Five failures in a row lock it for five minutes.</summary>
    [Alias("SignIn")] Task<AccountRecord?> SignIn(string password);
}

/// <summary>What a signed-in member of staff is.</summary>
/// <param name="UserName">Lower-case user name.</param>
/// <param name="StaffId">Associate id, or the id of the manager or officer.</param>
/// <param name="DisplayName">Shown to colleagues.</param>
/// <param name="Role">What they may see.</param>
/// <param name="StoreId">Their store; null for head office and the privacy officer.</param>
[GenerateSerializer, Immutable, Alias("luxe.AccountRecord")]
public sealed record AccountRecord(
    [property: Id(0)] string UserName,
    [property: Id(1)] string StaffId,
    [property: Id(2)] string DisplayName,
    [property: Id(3)] ViewerRole Role,
    [property: Id(4)] string? StoreId);
