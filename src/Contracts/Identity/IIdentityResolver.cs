using System.Collections.Immutable;

namespace Luxe.Contracts.Identity;

/// <summary>A token as a source sent it, before normalisation. Never logged.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">As written.</param>
/// <param name="Country">For a phone number: where it is from when it does not say itself (ISO 3166-1 alpha-2), if known.</param>
[GenerateSerializer, Immutable, Alias("luxe.IdentityToken")]
public sealed record IdentityToken([property: Id(0)] IdentityKind Kind, [property: Id(1)] string Value, [property: Id(2)] string? Country = null);

/// <summary>
/// The front desk of identity: normalises tokens, hashes them and asks the <see cref="IIdentityGrain"/>s.
/// Stateless, any key; use <see cref="Key"/>.
/// </summary>
[Alias("luxe.IIdentityResolver")]
public interface IIdentityResolver : IGrainWithStringKey
{
    /// <summary>The key by which everybody calls it.</summary>
    public const string Key = "resolver";

    /// <summary>The customer a token belongs to, or null.</summary>
    [Alias("Find")] Task<string?> Find(IdentityToken token);

    /// <summary>
    /// The customer that these tokens of one person mean, strongest first (user id, card, e-mail, phone, anonymous id);
    /// a new customer when none is known. Tokens not yet claimed are linked to her; an anonymous id follows the known person.
    /// </summary>
    [Alias("Resolve")] Task<string> Resolve(ImmutableArray<IdentityToken> tokens);
}
