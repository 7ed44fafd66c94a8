using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Silo.Access;
using Luxe.Silo.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Luxe.Silo.Api;

/// <summary>What a client allows.</summary>
internal static class ConsentApi
{
    private static readonly string[] Channels = ["web", "app", "store", "phone", "import"];

    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/customers/{id}/consent").WithTags("Consent");
        group.MapGet("", GetAsync).RequireScope(ApiScopes.Read).WithSummary("What a client allows");
        group.MapPut("", PutAsync).RequireScope(ApiScopes.Manage)
            .WithSummary("Record a client's decision")
            .WithDescription("Replaces the former decision whole: purposes that are not named are off, uses that are not withheld are on with the tier. A downgrade takes effect before the answer: what it no longer covers is purged and recalled.");
        group.MapGet("/ledger", GetLedgerAsync).RequireScope(ApiScopes.Read).WithSummary("Every decision of a client, hash-chained, oldest first");
    }

    private static async Task<Ok<ConsentView>> GetAsync(IGrainFactory grains, string id) =>
        TypedResults.Ok(await grains.GetGrain<ICustomerViews>(Check.CustomerId(id)).GetConsent());

    private static async Task<Results<Ok<ConsentView>, ProblemResult>> PutAsync(HttpContext context, IGrainFactory grains, TimeProvider time, string id, Body<ConsentBody> body)
    {
        var customer = grains.GetGrain<ICustomerGrain>(Check.CustomerId(id));
        var now = time.GetUtcNow();
        var decision = body.Value.ToDecision(context.Key().Id, now, () => $"consent-{Guid.CreateVersion7(now):N}");
        if (body.Value.Vouched != true)
        {
            return TypedResults.Ok(await customer.Decide(decision));
        }

        // Decided where it is written, so that no word of hers can come between asking whether there is one and this.
        await grains.GetGrain<ICustomerHistory>(id).Import(decision, []);
        return TypedResults.Ok(await grains.GetGrain<ICustomerViews>(id).GetConsent());
    }

    private static async Task<Ok<LedgerView>> GetLedgerAsync(HttpContext context, IGrainFactory grains, string id) =>
        TypedResults.Ok(await grains.GetGrain<ICustomerViews>(Check.CustomerId(id)).GetLedger(context.Viewer("ledger")));

    internal static string Channel(string? value)
    {
        var channel = Check.Text(value, "channel");
        return Channels.Contains(channel) ? channel : throw Check.Bad("channel", $"must be one of {string.Join(", ", Channels)}");
    }
}

/// <summary>A client's decision.</summary>
/// <param name="Tier">none, category, behaviour or identity.</param>
/// <param name="NoticeVersion">The notice she was shown.</param>
/// <param name="Channel">Where she decided: web, app, store, phone or import.</param>
/// <param name="Purposes">What is on from now; a purpose that is left out is off.</param>
/// <param name="Locale">The language of the notice (BCP 47), if known.</param>
/// <param name="EventId">Idempotency key; made when left out.</param>
/// <param name="DecidedAt">When she decided; now when left out. A decision older than the one that holds goes to the ledger and changes nothing.</param>
/// <param name="Vouched">True when it comes with her history and is no word of hers: taken only while she has decided nothing, and outranked by any word of hers, older ones too. The answer is what holds.</param>
/// <param name="Withheld">Uses that she withholds from now though the tier covers them, such as searches; those left out are on with the tier.</param>
/// <param name="LeaveMeAlone">True when she wants to be left alone: no outreach, no recognition, and staff see only that wish.</param>
/// <param name="Evidence">What the decision rests on, as an opaque reference such as a form's number; never anything personal. Kept in the ledger.</param>
public sealed record ConsentBody(
    ConsentTier? Tier,
    string? NoticeVersion,
    string? Channel,
    Purposes? Purposes = null,
    string? Locale = null,
    string? EventId = null,
    DateTimeOffset? DecidedAt = null,
    bool? Vouched = null,
    DataUses? Withheld = null,
    bool? LeaveMeAlone = null,
    string? Evidence = null)
{
    internal ConsentDecision ToDecision(string actor, DateTimeOffset now, Func<string> newId)
    {
        if (DecidedAt > now + TimeSpan.FromMinutes(5))
        {
            throw Check.Bad("decidedAt", "lies in the future");
        }

        return new ConsentDecision(
            EventId is null ? newId() : Check.Id(EventId, "eventId"),
            Tier ?? throw Check.Bad("tier", "is missing: none, category, behaviour or identity"),
            Purposes ?? Contracts.Consent.Purposes.None,
            Check.Text(NoticeVersion, "noticeVersion", 100),
            Check.OptionalText(Locale, "locale", 35),
            ConsentApi.Channel(Channel),
            Vouched == true ? ConsentDecision.Voucher : actor == ConsentDecision.Voucher ? $"key {actor}" : actor,

            // A clock that runs ahead must not make her next decision look like the older one.
            (DecidedAt is { } at && at < now ? at : now).ToUniversalTime(),
            Withheld ?? DataUses.None,
            LeaveMeAlone == true,
            Check.OptionalText(Evidence, "evidence", 100));
    }
}
