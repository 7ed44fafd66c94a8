using System.Collections.Immutable;
using System.Threading.RateLimiting;
using Luxe.Contracts.Access;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Contracts.Stores;
using Luxe.Silo.Access;
using Luxe.Silo.Problems;
using Luxe.Silo.Telemetry;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Luxe.Silo.Api;

/// <summary>Clients who come and go. The answer never tells who, nor whether a token is known.</summary>
internal static class ArrivalsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/arrivals", ArriveAsync).WithTags("Arrivals").RequireScope(ApiScopes.Arrivals)
            .WithSummary("A client arrived at a store")
            .WithDescription("202 with what was done: dispatched, waiting (nobody is on shift), repeated (the same eventId), or notRecognised, which says alike that the token is unknown and that she does not want to be recognised.");
        api.MapPost("/departures", DepartAsync).WithTags("Arrivals").RequireScope(ApiScopes.Arrivals).WithSummary("A client left a store");
    }

    private static async Task<Results<Accepted<ArrivalAnswer>, ProblemResult>> ArriveAsync(
        HttpContext context, IGrainFactory grains, TimeProvider time, LuxeMeter meter, ArrivalPace pace, Body<ArrivalBody> body)
    {
        var start = time.GetTimestamp();
        var visit = body.Value.ToArrival(time.GetUtcNow());
        if (!pace.Allows(context.Key().Id))
        {
            return (ProblemResult)Problem.TooManyRequests(1);
        }

        using var activity = LuxeMeter.Activities.StartActivity("arrival");
        if (await grains.GetGrain<IStoreFloor>(visit.StoreId).Get() is null)
        {
            return (ProblemResult)Problem.BadField("storeId", "There is no such store.");
        }

        var outcome = await FindAsync(grains, body.Value) is { } customerId
            ? await grains.GetGrain<IStoreGrain>(visit.StoreId).Arrive(customerId, visit)
            : new ArrivalOutcome(ArrivalResult.NotRecognised, null);
        meter.Arrived(outcome.Result, time.GetElapsedTime(start));
        return TypedResults.Accepted((string?)null, new ArrivalAnswer(outcome.Result, outcome.DispatchId));
    }

    private static async Task<Results<Accepted, ProblemResult>> DepartAsync(HttpContext context, IGrainFactory grains, TimeProvider time, ArrivalPace pace, Body<ArrivalBody> body)
    {
        var visit = body.Value.ToVisit(time.GetUtcNow());
        if (!pace.Allows(context.Key().Id))
        {
            return (ProblemResult)Problem.TooManyRequests(1);
        }

        if (await FindAsync(grains, body.Value) is { } customerId)
        {
            await grains.GetGrain<IStoreGrain>(visit.StoreId).Depart(customerId, visit);
        }

        return TypedResults.Accepted((string?)null);
    }

    private static async Task<string?> FindAsync(IGrainFactory grains, ArrivalBody body)
    {
        var resolver = grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key);
        foreach (var token in body.ToTokens())
        {
            if (await resolver.Find(token) is { } customerId)
            {
                return customerId;
            }
        }

        return null;
    }
}

/// <summary>Somebody came or left.</summary>
/// <param name="StoreId">Which store.</param>
/// <param name="Source">How it became known: qr, card, appointment, wifi, rfid, beacon or kiosk.</param>
/// <param name="Token">What was read or shown: the card number or its QR; the user id of an appointment; the e-mail of a Wi-Fi sign-in.</param>
/// <param name="EventId">Idempotency key.</param>
/// <param name="At">When; now when left out. An arrival is at most an hour old.</param>
public sealed record ArrivalBody(string? StoreId, string? Source, string? Token, string? EventId, DateTimeOffset? At = null)
{
    private static readonly TimeSpan OldestArrival = TimeSpan.FromHours(1);

    private static readonly ImmutableDictionary<string, ImmutableArray<IdentityKind>> Kinds = new Dictionary<string, ImmutableArray<IdentityKind>>
    {
        ["qr"] = [IdentityKind.Card],
        ["card"] = [IdentityKind.Card],
        ["rfid"] = [IdentityKind.Card],
        ["beacon"] = [IdentityKind.Card],
        ["kiosk"] = [IdentityKind.Card],
        ["appointment"] = [IdentityKind.Card, IdentityKind.UserId],
        ["wifi"] = [IdentityKind.Email, IdentityKind.Card],
    }.ToImmutableDictionary();

    /// <summary>An arrival is news: who came more than an hour ago may be elsewhere by now, and nobody is sent to her.</summary>
    internal Visit ToArrival(DateTimeOffset now) => ToVisit(now) is { } visit && visit.At >= now - OldestArrival ? visit : throw Check.Bad("at", "is more than an hour ago");

    internal Visit ToVisit(DateTimeOffset now)
    {
        var visit = new Visit(Check.Id(EventId, "eventId"), Check.Id(StoreId, "storeId"), Check.Text(Source, "source"), At?.ToUniversalTime() ?? now);
        Check.Text(Token, "token", 320);
        if (!Kinds.ContainsKey(visit.Source))
        {
            throw Check.Bad("source", "must be one of qr, card, appointment, wifi, rfid, beacon, kiosk");
        }

        return visit.At <= now + TimeSpan.FromMinutes(5) ? visit : throw Check.Bad("at", "lies in the future");
    }

    internal IEnumerable<IdentityToken> ToTokens() => Kinds[Source!].Select(kind => new IdentityToken(kind, Token!));
}

/// <summary>What became of an arrival; nothing in it is about a person.</summary>
/// <param name="Result">dispatched, waiting, repeated or notRecognised.</param>
/// <param name="DispatchId">The dispatch, when there is one.</param>
public sealed record ArrivalAnswer(ArrivalResult Result, string? DispatchId);

/// <summary>How fast one key may report arrivals: enough for the busiest maison, too slow to try out card numbers.</summary>
internal sealed class ArrivalPace : IDisposable
{
    private const int PerSecond = 200;
    private const int Burst = 1_000;

    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetTokenBucketLimiter(key, static _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Burst,
            TokensPerPeriod = PerSecond / 10,
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
            QueueLimit = 0,
            AutoReplenishment = true,
        }));

    public bool Allows(string keyId)
    {
        using var lease = limiter.AttemptAcquire(keyId);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
