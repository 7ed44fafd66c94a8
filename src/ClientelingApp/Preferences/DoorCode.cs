using Luxe.Contracts.Doors;
using Microsoft.AspNetCore.Http;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>A link as a tablet shows it.</summary>
internal static class DoorCode
{
    /// <summary>The address by which this very tablet reaches the house; whoever stands beside it reaches it by the same.</summary>
    public static string Address(HttpContext http, ClientLink link) => $"{http.Request.Scheme}://{http.Request.Host}{ClientDoor.EnterPath}?k={link.Token}";
}
