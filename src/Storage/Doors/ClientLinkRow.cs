namespace Luxe.Storage;

/// <summary>A link to a client's own pages.</summary>
/// <param name="Hash">SHA-256 of its token, 64 lower-case hex digits; the token itself is stored nowhere.</param>
/// <param name="Customer">Whose pages.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="Channel">How it reaches her.</param>
/// <param name="Maker">Who made it: the id of a member of staff or of an integration, or the client's own request.</param>
public sealed record ClientLinkRow(string Hash, string Customer, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, string Channel, string Maker);
