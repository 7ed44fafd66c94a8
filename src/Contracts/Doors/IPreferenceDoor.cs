using Luxe.Contracts.Access;
using Luxe.Contracts.Identity;

namespace Luxe.Contracts.Doors;

/// <summary>
/// The door to a client's own pages: no account and no password, a link that opens once and for a quarter of an hour.
/// Stateless, any key; use <see cref="Key"/>. Links are rows of the house's database, so any silo opens what another made.
/// </summary>
[Alias("luxe.IPreferenceDoor")]
public interface IPreferenceDoor : IGrainWithStringKey
{
    /// <summary>The key by which everybody calls it.</summary>
    public const string Key = "door";

    /// <summary>Makes a link to a client's pages. Written to the access log: she sees who opened her door, and how.</summary>
    /// <param name="customerId">Whose pages.</param>
    /// <param name="channel">How the link reaches her: one of <see cref="DoorChannels"/>.</param>
    /// <param name="maker">Who makes it, and as what.</param>
    [Alias("Open")] Task<ClientLink> Open(string customerId, string channel, Viewer maker);

    /// <summary>Uses a link up. Null: unknown, used before, or over; nobody learns which.</summary>
    [Alias("Enter")] Task<DoorGuest?> Enter(string token);

    /// <summary>
    /// Asks for a link by e-mail, to the mailbox given and to no other. Answers before anybody is looked for, so neither the answer nor
    /// its time says whether the address is known. Three letters an hour for an address, twenty requests an hour from one origin; what is beyond is dropped.
    /// </summary>
    /// <param name="email">The address as typed; used for this letter and kept nowhere.</param>
    /// <param name="locale">The language of the letter (BCP 47).</param>
    /// <param name="origin">Where the request came from, such as a network address; counted in memory, kept nowhere.</param>
    [Alias("AskByMail")] Task AskByMail(IdentityToken email, string locale, string origin);
}

/// <summary>How a link reaches a client.</summary>
public static class DoorChannels
{
    /// <summary>By a letter to an address she typed.</summary>
    public const string Mail = "mail";

    /// <summary>By a code on an associate's tablet, for her own phone.</summary>
    public const string Code = "qr";

    /// <summary>On an associate's tablet that is handed over to her.</summary>
    public const string Kiosk = "kiosk";

    /// <summary>By a system of the maison that delivers it itself.</summary>
    public const string System = "system";
}

/// <summary>A link to a client's pages.</summary>
/// <param name="Token">43 characters of base64url (256 random bits). Only the answer holds it; the table holds its SHA-256.</param>
/// <param name="ExpiresAt">Until when it opens (UTC).</param>
[GenerateSerializer, Immutable, Alias("luxe.ClientLink")]
public sealed record ClientLink([property: Id(0)] string Token, [property: Id(1)] DateTimeOffset ExpiresAt);

/// <summary>Who came in by a link.</summary>
/// <param name="CustomerId">The client.</param>
/// <param name="Channel">How the link reached her: one of <see cref="DoorChannels"/>.</param>
/// <param name="Evidence">What shows that it was she who decided: "link:" and eight digits of the link's hash, or "kiosk:" and the id of whoever handed the tablet over.</param>
[GenerateSerializer, Immutable, Alias("luxe.DoorGuest")]
public sealed record DoorGuest(
    [property: Id(0)] string CustomerId,
    [property: Id(1)] string Channel,
    [property: Id(2)] string Evidence);
