using System.Collections.Immutable;

namespace Luxe.Contracts.Rights;

/// <summary>A page of the access log, newest first.</summary>
/// <param name="Looks">The entries.</param>
/// <param name="Next">What to ask with for the page after this one; null at the end.</param>
[GenerateSerializer, Immutable, Alias("luxe.LookPage")]
public sealed record LookPage([property: Id(0)] ImmutableArray<Look> Looks, [property: Id(1)] long? Next);

/// <summary>Somebody looked at a client.</summary>
/// <param name="Number">Grows with time.</param>
/// <param name="Viewer">Staff id or integration; never a name.</param>
/// <param name="Role">As what: the name of a <see cref="Access.ViewerRole"/>.</param>
/// <param name="CustomerId">At whom: her id, or her pseudonym once she was erased; null for lists.</param>
/// <param name="Purpose">What for, in a fixed word.</param>
/// <param name="What">Which part of her.</param>
/// <param name="At">When (UTC).</param>
[GenerateSerializer, Immutable, Alias("luxe.Look")]
public sealed record Look(
    [property: Id(0)] long Number,
    [property: Id(1)] string Viewer,
    [property: Id(2)] string Role,
    [property: Id(3)] string? CustomerId,
    [property: Id(4)] string Purpose,
    [property: Id(5)] string What,
    [property: Id(6)] DateTimeOffset At);
