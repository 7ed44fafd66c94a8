using Luxe.Contracts.Access;
using Luxe.Grains.Persistence;

namespace Luxe.Grains.Access;

/// <summary>An API key, known only by the hash of its text.</summary>
internal sealed class ApiKeyGrain([PersistentState("api-key", "luxe")] IPersistentState<Document> storage) : Grain, IApiKeyGrain
{
    private readonly Kept<ApiKeyState> _kept = new(storage, AccessJson.Default.ApiKeyState, new ApiKeyState(null));

    public Task Put(ApiKeyRecord key) => _kept.Save(new ApiKeyState(key));

    public Task<ApiKeyRecord?> Check() => Task.FromResult(_kept.Value.Key);

    public Task Revoke() => _kept.Value.Key is null ? Task.CompletedTask : _kept.Save(new ApiKeyState(null));
}

/// <summary>The key, or none after it was revoked.</summary>
internal sealed record ApiKeyState(ApiKeyRecord? Key);
