namespace Luxe.Contracts.Access;

/// <summary>What a key may do.</summary>
[Flags]
public enum ApiScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Write events (<c>/v1/*</c>): a Segment write key.</summary>
    Ingest = 1,

    /// <summary>Report arrivals and departures.</summary>
    Arrivals = 2,

    /// <summary>Read clients, journeys and inboxes.</summary>
    Read = 4,

    /// <summary>Change consent, catalogue, stores, staff and keys.</summary>
    Manage = 8,
}

/// <summary>An API key, keyed by the SHA-256 (lower-case hex) of its text: the text itself is never stored.</summary>
[Alias("luxe.IApiKeyGrain")]
public interface IApiKeyGrain : IGrainWithStringKey
{
    /// <summary>Creates or replaces the key.</summary>
    [Alias("Put")] Task Put(ApiKeyRecord key);

    /// <summary>Returns the key's record, or null when it is unknown or revoked.</summary>
    [Alias("Check")] Task<ApiKeyRecord?> Check();

    /// <summary>Ends the key at once.</summary>
    [Alias("Revoke")] Task Revoke();
}

/// <summary>A key's public part.</summary>
/// <param name="Id">Stable id, safe to log.</param>
/// <param name="Scopes">What it may do.</param>
[GenerateSerializer, Immutable, Alias("luxe.ApiKeyRecord")]
public sealed record ApiKeyRecord(
    [property: Id(0)] string Id,
    [property: Id(1)] ApiScopes Scopes);
