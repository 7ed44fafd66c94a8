using System.Collections.Concurrent;
using System.Collections.Immutable;
using Luxe.Contracts.Identity;
using Luxe.Grains;

namespace Luxe.Silo.Ingest;

/// <summary>
/// Whose the tokens of late events were: spares hashing them and asking their grains. Only of events with one strong token and nothing else:
/// such a token never moves, and there is nothing to link. What a release takes away is believed at most as long as the options say. Bounded:
/// two generations, the older of which is dropped.
/// </summary>
internal sealed class KnownTokens(LuxeGrainsOptions options, TimeProvider time)
{
    private const int Capacity = 100_000;

    private readonly Lock turn = new();
    private int learnt; // Into the young generation: its own count would take all of its locks.
    private volatile ConcurrentDictionary<IdentityToken, Owner> young = new();
    private volatile ConcurrentDictionary<IdentityToken, Owner> old = new();

    /// <summary>Her id, while it is believed.</summary>
    public string? Find(SegmentMessage message) =>
        IsLasting(message.Tokens, message.PreviousId)
        && (young.TryGetValue(message.Tokens[0], out var owner) || old.TryGetValue(message.Tokens[0], out owner))
        && time.GetElapsedTime(owner.LearntAt) < options.Identity.BelieveFor
            ? owner.CustomerId
            : null;

    /// <summary>Remembers what the resolver said.</summary>
    public void Learn(SegmentMessage message, string customerId)
    {
        if (!IsLasting(message.Tokens, message.PreviousId))
        {
            return;
        }

        young[message.Tokens[0]] = new Owner(customerId, time.GetTimestamp());
        if (Interlocked.Increment(ref learnt) > Capacity)
        {
            Age();
        }
    }

    private static bool IsLasting(ImmutableArray<IdentityToken> tokens, string? previousId) =>
        tokens.Length == 1 && previousId is null && tokens[0].Kind is not (IdentityKind.AnonymousId or IdentityKind.Device);

    private void Age()
    {
        lock (turn)
        {
            if (Volatile.Read(ref learnt) > Capacity)
            {
                learnt = 0;
                old = young;
                young = new ConcurrentDictionary<IdentityToken, Owner>();
            }
        }
    }

    private readonly record struct Owner(string CustomerId, long LearntAt);
}
