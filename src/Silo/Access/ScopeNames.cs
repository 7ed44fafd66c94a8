using System.Collections.Immutable;
using Luxe.Contracts.Access;

namespace Luxe.Silo.Access;

/// <summary>Scopes as the API writes them.</summary>
internal static class ScopeNames
{
    public static ImmutableArray<(string Name, ApiScopes Scope)> All { get; } =
        [("ingest", ApiScopes.Ingest), ("arrivals", ApiScopes.Arrivals), ("read", ApiScopes.Read), ("manage", ApiScopes.Manage)];

    public static string Of(ApiScopes scopes) => string.Join(' ', All.Where(entry => (scopes & entry.Scope) != 0).Select(entry => entry.Name));

    public static bool TryParse(string name, out ApiScopes scope)
    {
        scope = All.FirstOrDefault(entry => entry.Name == name).Scope;
        return scope != ApiScopes.None;
    }
}
