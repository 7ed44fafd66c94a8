using System.Collections.Concurrent;
using System.Net;
using System.Threading.RateLimiting;
using Luxe.Contracts.Access;
using Luxe.Silo.Problems;

namespace Luxe.Silo.Access;

/// <summary>Checks keys, and keeps whoever guesses from going on: every unknown key wakes a grain, so an address that keeps failing is told to wait.</summary>
/// <remarks>Only failures count. A key that was good lately is always checked, so that a guesser behind the same proxy cannot shut out the maison's own systems; it is still checked, since revoking ends it at once.</remarks>
internal sealed class KeyCheck(IGrainFactory grains) : IDisposable
{
    /// <summary>Failures an address may have at once.</summary>
    public const int Burst = 50;

    private const int PerSecond = 5;
    private const int Remembered = 4096;

    private readonly ConcurrentDictionary<string, byte> good = new(StringComparer.Ordinal);
    private readonly PartitionedRateLimiter<IPAddress> failures = PartitionedRateLimiter.Create<IPAddress, IPAddress>(static address =>
        RateLimitPartition.GetTokenBucketLimiter(address, static _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Burst,
            TokensPerPeriod = PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
            AutoReplenishment = true,
        }));

    /// <summary>The key's record, or null when it is unknown or revoked.</summary>
    /// <exception cref="ProblemException">429: too many failures from this address.</exception>
    public async Task<ApiKeyRecord?> FindAsync(string text, IPAddress? from)
    {
        var address = from ?? IPAddress.None;
        var hash = ApiKeyText.Hash(text);
        if (!good.ContainsKey(hash) && failures.GetStatistics(address) is { CurrentAvailablePermits: 0 })
        {
            throw new ProblemException(Problem.TooManyRequests(1));
        }

        var record = await grains.GetGrain<IApiKeyGrain>(hash).Check();
        if (record is not null)
        {
            if (good.Count < Remembered)
            {
                good.TryAdd(hash, 0);
            }

            return record;
        }

        good.TryRemove(hash, out _);
        failures.AttemptAcquire(address).Dispose();
        return null;
    }

    public void Dispose() => failures.Dispose();
}
