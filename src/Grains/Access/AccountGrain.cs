using System.Text.Json.Serialization;
using Luxe.Contracts.Access;
using Luxe.Grains.Persistence;
using Luxe.Grains.Time;
using Microsoft.AspNetCore.Identity;

namespace Luxe.Grains.Access;

/// <summary>A sign-in. One grain per user name, so guesses queue up one behind the other.</summary>
internal sealed class AccountGrain([PersistentState("account", "luxe")] IPersistentState<Document> storage, TimeProvider time, LuxeGrainsOptions options)
    : Grain, IAccountGrain
{
    private static readonly PasswordHasher<AccountState> Hasher = new();

    private readonly Kept<AccountState> _kept = new(storage, AccessJson.Default.AccountState, AccountState.Empty);

    public Task Put(AccountRecord account, string password) =>
        _kept.Save(new AccountState(account, Hasher.HashPassword(AccountState.Empty, password), 0, null));

    public async Task<AccountRecord?> SignIn(string password)
    {
        var state = _kept.Value;
        if (state.Account is null || state.Hash is null || state.IsLocked(time.Now()))
        {
            return null;
        }

        var isRight = Hasher.VerifyHashedPassword(AccountState.Empty, state.Hash, password) != PasswordVerificationResult.Failed;
        var next = isRight ? state.Succeeded() : state.Failed(time.Now(), options.SignInAttempts, options.LockOut);
        if (next != state)
        {
            await _kept.Save(next);
        }

        return isRight ? state.Account : null;
    }
}

/// <summary>An account, its password's hash and how often guesses failed in a row.</summary>
internal sealed record AccountState(AccountRecord? Account, string? Hash, int Failures, DateTimeOffset? LockedUntil)
{
    public static AccountState Empty { get; } = new(null, null, 0, null);

    public bool IsLocked(DateTimeOffset now) => LockedUntil > now;

    public AccountState Succeeded() => this with { Failures = 0, LockedUntil = null };

    public AccountState Failed(DateTimeOffset now, int attempts, TimeSpan lockOut) =>
        Failures + 1 < attempts ? this with { Failures = Failures + 1 } : this with { Failures = 0, LockedUntil = now + lockOut };
}

/// <summary>How accounts and keys are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AccountState))]
[JsonSerializable(typeof(ApiKeyState))]
internal sealed partial class AccessJson : JsonSerializerContext;
