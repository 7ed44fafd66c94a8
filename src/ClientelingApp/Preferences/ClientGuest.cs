using System.Security.Claims;
using Luxe.Contracts.Access;
using Luxe.Contracts.Doors;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>A client in her own pages, as her cookie says. Who she is comes from there and from nowhere else, never from an address.</summary>
/// <param name="CustomerId">Her opaque id.</param>
/// <param name="Channel">How she came: one of <see cref="DoorChannels"/>.</param>
/// <param name="Evidence">What shows that it is she, for the ledger.</param>
/// <param name="Session">A random word of this visit, so that one tap is one decision.</param>
public sealed record ClientGuest(string CustomerId, string Channel, string Evidence, string Session)
{
    private const string ChannelClaim = "luxe:door";
    private const string EvidenceClaim = "luxe:evidence";
    private const string SessionClaim = "luxe:visit";

    /// <summary>Where a decision of this visit is made, as ledgers say it.</summary>
    public string DecidedIn => Channel is DoorChannels.Mail or DoorChannels.System ? "web" : "store";

    /// <summary>On a tablet of the maison: what would stay behind on it is not offered.</summary>
    public bool IsOnTablet => Channel == DoorChannels.Kiosk;

    /// <summary>She as the viewer of herself.</summary>
    public Viewer For(string purpose) => new(CustomerId, ViewerRole.Client, purpose);

    /// <summary>The client behind a principal, or null.</summary>
    public static ClientGuest? From(ClaimsPrincipal? user) =>
        user?.Identity is { IsAuthenticated: true, AuthenticationType: ClientDoor.Scheme }
        && user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
        && user.FindFirstValue(ChannelClaim) is { } channel
        && user.FindFirstValue(EvidenceClaim) is { } evidence
        && user.FindFirstValue(SessionClaim) is { } session
            ? new ClientGuest(id, channel, evidence, session)
            : null;

    /// <summary>The principal that her cookie keeps.</summary>
    public static ClaimsPrincipal Principal(DoorGuest guest, string session) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, guest.CustomerId),
            new Claim(ChannelClaim, guest.Channel),
            new Claim(EvidenceClaim, guest.Evidence),
            new Claim(SessionClaim, session),
        ],
        ClientDoor.Scheme));
}
