using System.Text.Json.Serialization;
using Luxe.Contracts.Identity;
using Luxe.Grains.Persistence;

namespace Luxe.Grains.Identity;

/// <summary>Whose a token is. One grain per token, so the first claim decides and the others learn of it.</summary>
internal sealed class IdentityGrain([PersistentState("identity", "luxe")] IPersistentState<Document> storage) : Grain, IIdentityGrain
{
    private readonly Kept<IdentityState> _kept = new(storage, IdentityJson.Default.IdentityState, new IdentityState(null));

    public Task<string?> Resolve() => Task.FromResult(_kept.Value.CustomerId);

    public async Task<string> Claim(string customerId)
    {
        if (_kept.Value.CustomerId is { } owner)
        {
            return owner;
        }

        await Move(customerId);
        return customerId;
    }

    public Task Move(string customerId) =>
        _kept.Value.CustomerId == customerId ? Task.CompletedTask : _kept.Save(new IdentityState(customerId));

    public Task Release(string customerId) =>
        _kept.Value.CustomerId == customerId ? _kept.Save(new IdentityState(null)) : Task.CompletedTask;
}

/// <summary>The owner of a token, or nobody.</summary>
internal sealed record IdentityState(string? CustomerId);

/// <summary>How identities are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IdentityState))]
internal sealed partial class IdentityJson : JsonSerializerContext;
