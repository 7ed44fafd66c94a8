using System.Collections.Immutable;
using Luxe.Contracts.Identity;

namespace Luxe.Silo.Ingest;

/// <summary>The tokens of one event while they are gathered. Most events have one, and pay for one.</summary>
internal ref struct TokenList
{
    private IdentityToken? first;
    private ImmutableArray<IdentityToken>.Builder? all;

    /// <summary>Adds a token unless it was not sent.</summary>
    public void Add(IdentityKind kind, string? value, string? country = null)
    {
        if (value is null)
        {
            return;
        }

        var token = new IdentityToken(kind, value, country);
        if (first is null)
        {
            first = token;
            return;
        }

        if (all is null)
        {
            all = ImmutableArray.CreateBuilder<IdentityToken>(5);
            all.Add(first);
        }

        all.Add(token);
    }

    /// <summary>In the order they were added.</summary>
    public readonly ImmutableArray<IdentityToken> ToImmutable() => all is not null ? all.ToImmutable() : first is not null ? [first] : [];
}
