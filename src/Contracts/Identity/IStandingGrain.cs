namespace Luxe.Contracts.Identity;

/// <summary>How a client is known. Values are stored: never renumber.</summary>
public enum Standing
{
    /// <summary>By her user id. Once so, always so.</summary>
    Known = 0,

    /// <summary>By anonymous ids and devices only.</summary>
    Anonymous = 1,

    /// <summary>She turned out to be a known client, who is about to absorb her.</summary>
    Stitching = 2,

    /// <summary>That is done, or was refused for good; it is not tried again, not even after somebody took it back.</summary>
    Stitched = 3,

    /// <summary>She is naming herself: tokens of her own are being claimed for her, and nobody can be stitched out of her any more.</summary>
    Naming = 4,

    /// <summary>By an e-mail address, a phone number or a card, and by no user id yet: the first user id that comes with one of them is hers.</summary>
    Named = 5,
}

/// <summary>A client's standing.</summary>
/// <param name="Standing">How she is known.</param>
/// <param name="Into">Whose sequence hers was, once that is known.</param>
/// <param name="Namings">How many are naming her at this moment.</param>
/// <param name="UserKey">The key of the user id that is being claimed for her, if one is: another is not hers.</param>
[GenerateSerializer, Immutable, Alias("luxe.StandingView")]
public sealed record StandingView([property: Id(0)] Standing Standing, [property: Id(1)] string? Into = null, [property: Id(2)] int Namings = 0, [property: Id(3)] string? UserKey = null)
{
    /// <summary>Whether she is being named, and not by another user id.</summary>
    public bool IsNamedWith(string? userKey) => Standing == Standing.Naming && !IsTakenFrom(userKey);

    /// <summary>Whether another user id is being claimed for her.</summary>
    public bool IsTakenFrom(string? userKey) => userKey is not null && UserKey is not null && UserKey != userKey;
}

/// <summary>
/// How a client is known, keyed by her customer id. The one place where it is decided whether an anonymous client has named herself or
/// belongs to somebody else, and which user id is hers: whoever comes first wins, and the other learns of it. Who was never written down here is
/// known by her user id.
/// </summary>
[Alias("luxe.IStandingGrain")]
public interface IStandingGrain : IGrainWithStringKey
{
    /// <summary>Her standing.</summary>
    [ReadOnly, Alias("Get")] Task<StandingView> Get();

    /// <summary>Writes how she is known: of a new client, or as she was before an attempt that came to nothing.</summary>
    [Alias("Put")] Task Put(Standing standing);

    /// <summary>
    /// Tokens of her own are about to be claimed for her, if she is anonymous, a user id among them perhaps: of two that come at one moment one
    /// is hers. Returns her standing afterwards.
    /// </summary>
    [Alias("BeginNaming")] Task<StandingView> BeginNaming(string? userKey);

    /// <summary>Another was first with those tokens: unless somebody else is naming her, she is anonymous again.</summary>
    [Alias("AbandonNaming")] Task AbandonNaming(string? userKey);

    /// <summary>They were claimed: she is named, or known where a user id is among them.</summary>
    [Alias("Name")] Task Name(bool byUserId);

    /// <summary>A new user id came with a token of hers. True when it may be hers: she had none, and has one now.</summary>
    [Alias("TakeUserId")] Task<bool> TakeUserId(string userKey);

    /// <summary>Her device speaks for somebody else now: an anonymous client begins to be stitched into her. Returns her standing afterwards.</summary>
    [Alias("Stitch")] Task<StandingView> Stitch(string into);

    /// <summary>The stitching is over.</summary>
    [Alias("Settle")] Task Settle();
}
