using System.Security.Claims;
using Luxe.Contracts.Access;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Luxe.ClientelingApp.Access;

/// <summary>The signed-in member of staff, as the session cookie says.</summary>
/// <param name="Id">Staff id; for an associate also the key of her inbox.</param>
/// <param name="DisplayName">Shown to herself and colleagues.</param>
/// <param name="Role">What she may see.</param>
/// <param name="StoreId">Her store, if she belongs to one.</param>
/// <param name="UserName">The name she signed in with; null for a session from before it was kept.</param>
public sealed record Staff(string Id, string DisplayName, ViewerRole Role, string? StoreId, string? UserName = null)
{
    private const string RoleNumber = "luxe:role";
    private const string Store = "luxe:store";
    private const string User = "luxe:user";

    /// <summary>Her first page.</summary>
    public string Home => Roles.Home(Role);

    /// <summary>In which capacity, and why, she reads a client.</summary>
    public Viewer For(string purpose) => new(Id, Role, purpose, StoreId);

    /// <summary>The member of staff behind a principal, or null when nobody is signed in.</summary>
    public static Staff? From(ClaimsPrincipal? user)
    {
        if (user?.Identity?.IsAuthenticated != true
            || user.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id
            || !Enum.TryParse<ViewerRole>(user.FindFirstValue(RoleNumber), out var role))
        {
            return null;
        }

        return new Staff(id, user.FindFirstValue(ClaimTypes.Name) ?? "", role, user.FindFirstValue(Store), user.FindFirstValue(User));
    }

    /// <summary>The principal that the session cookie keeps; null for a role that never signs in here.</summary>
    public static ClaimsPrincipal? Principal(AccountRecord account)
    {
        if (Roles.Name(account.Role) is not { } role)
        {
            return null;
        }

        var identity = new ClaimsIdentity(CookieAuthenticationDefaults.AuthenticationScheme);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, account.StaffId));
        identity.AddClaim(new Claim(ClaimTypes.Name, account.DisplayName));
        identity.AddClaim(new Claim(ClaimTypes.Role, role));
        identity.AddClaim(new Claim(RoleNumber, account.Role.ToString()));
        identity.AddClaim(new Claim(User, account.UserName));
        if (account.StoreId is { } store)
        {
            identity.AddClaim(new Claim(Store, store));
        }

        return new ClaimsPrincipal(identity);
    }
}
