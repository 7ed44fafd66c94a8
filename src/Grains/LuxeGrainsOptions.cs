using System.Globalization;
using Luxe.Grains.Identity;

namespace Luxe.Grains;

/// <summary>What the grains need to be told.</summary>
public sealed record LuxeGrainsOptions
{
    /// <summary>
    /// The key of the hash under which identity tokens are filed (at least 16 characters). Required, secret, and never changed
    /// while there are clients: with another salt nobody would be recognised.
    /// </summary>
    public required string IdentitySalt { get; init; }

    /// <summary>What counts as the same token of a client.</summary>
    public IdentityOptions Identity { get; init; } = new();

    /// <summary>Journal rows between two snapshots of a client. Default 100.</summary>
    public int SnapshotEvery { get; init; } = 100;

    /// <summary>Fewest rows since the last snapshot that make one worth writing when a client is put down. Default 1: whatever is new.</summary>
    public int SnapshotFrom { get; init; } = 1;

    /// <summary>How long a subscription of a tablet or floor view lives without renewal. Default 5 minutes.</summary>
    public TimeSpan SubscriptionLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an arrival's inbox item lives. Default 4 hours.</summary>
    public TimeSpan ArrivalLifetime { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Failed sign-ins in a row that lock an account. Default 5.</summary>
    public int SignInAttempts { get; init; } = 5;

    /// <summary>How long a locked account stays locked. Default 5 minutes.</summary>
    public TimeSpan LockOut { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Throws <see cref="ArgumentException"/> naming the first bad value.</summary>
    public void Validate()
    {
        // The salt itself is a secret and is never quoted.
        Require(IdentitySalt is { Length: >= 16 }, nameof(IdentitySalt), $"{IdentitySalt?.Length ?? 0} characters long", "at least 16");
        Identity.Validate();
        Require(SnapshotEvery is >= 1 and <= 100_000, nameof(SnapshotEvery), SnapshotEvery, "1 to 100000");
        Require(SnapshotFrom is >= 1 and <= 100_000, nameof(SnapshotFrom), SnapshotFrom, "1 to 100000");
        Require(SubscriptionLifetime > TimeSpan.Zero, nameof(SubscriptionLifetime), SubscriptionLifetime, "above 0");
        Require(ArrivalLifetime > TimeSpan.Zero, nameof(ArrivalLifetime), ArrivalLifetime, "above 0");
        Require(SignInAttempts is >= 1 and <= 100, nameof(SignInAttempts), SignInAttempts, "1 to 100");
        Require(LockOut > TimeSpan.Zero, nameof(LockOut), LockOut, "above 0");
    }

    private static void Require(bool holds, string name, object value, string wanted)
    {
        if (!holds)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Grain option {name} is {value}; it must be {wanted}."), name);
        }
    }
}
