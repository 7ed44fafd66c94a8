using Luxe.Contracts.Access;

namespace Luxe.Silo.Access;

/// <summary>Metadata of an endpoint: which scope a key needs to call it.</summary>
/// <param name="Scope">The scope.</param>
internal sealed record RequiredScope(ApiScopes Scope);

internal static class RequiredScopeExtensions
{
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, ApiScopes scope)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequiredScope(scope));
}
