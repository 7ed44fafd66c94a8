using Luxe.Contracts.Access;
using Luxe.Contracts.Office;
using Luxe.Contracts.Rights;
using Luxe.Silo.Access;
using Luxe.Silo.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Luxe.Silo.Api;

/// <summary>What the privacy officer looks at, for systems of the maison. Each look is in the access log.</summary>
internal static class PrivacyApi
{
    private const string Purpose = "office";

    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/privacy").WithTags("Privacy").RequireScope(ApiScopes.Manage);
        group.MapGet("/tiers", TiersAsync).WithSummary("How many clients allow what")
            .WithDescription("Counted at most every five minutes; 202 while it is done for the first time. A count is null where it would tell of fewer than five clients.");
        group.MapGet("/looks", LooksAsync).WithSummary("Who looked at whom, newest first")
            .WithDescription("Of one client ('client', an id or the pseudonym of an erased one), of one viewer ('viewer'), or of all. Pass 'next' as 'before' for the page after it.");
        group.MapGet("/anomalies", AnomaliesAsync).WithSummary("Associates who opened far more clients outside their book than their colleagues did")
            .WithDescription("More than twenty, and more than five times the house's median, in 'days' (7). Clients who were announced to a store's tablets do not count.");
        group.MapGet("/retention", RetentionAsync).WithSummary("What ran over its time, day by day");
        group.MapPost("/retention", BeginRetentionAsync).WithSummary("Look now for what is over its time")
            .WithDescription("Each night does it by itself; this begins at once and does not wait for the end, which the report tells.");
        group.MapGet("/ledgers/{id}", LedgerAsync).WithSummary("A ledger by customer id or pseudonym")
            .WithDescription("The id of an erased client leads to what was proved of her, under her pseudonym.");
    }

    private static async Task<Results<Ok<TierCounts>, Accepted>> TiersAsync(HttpContext context, IGrainFactory grains) =>
        await Desk(grains).GetTiers(context.Viewer(Purpose)) is { } counts ? TypedResults.Ok(counts) : TypedResults.Accepted((string?)null);

    private static async Task<Ok<LookPage>> LooksAsync(HttpContext context, IGrainFactory grains, string? client = null, string? viewer = null, long? before = null)
    {
        var query = new LookQuery(
            client is null ? null : Person(client), client is null && viewer is not null ? Check.RouteId(viewer, "viewer") : null, before is null ? null : Math.Max(0, before.Value));
        return TypedResults.Ok(await Desk(grains).GetLooks(context.Viewer(Purpose), query));
    }

    private static async Task<Ok<AnomalyReport>> AnomaliesAsync(HttpContext context, IGrainFactory grains, int days = 7) =>
        TypedResults.Ok(await Desk(grains).GetAnomalies(context.Viewer(Purpose), Days(days)));

    private static async Task<Ok<RetentionReport>> RetentionAsync(HttpContext context, IGrainFactory grains, int days = 30) =>
        TypedResults.Ok(await Desk(grains).GetRetention(context.Viewer(Purpose), Days(days)));

    private static async Task<Accepted> BeginRetentionAsync(HttpContext context, IGrainFactory grains)
    {
        await Desk(grains).BeginRetention(context.Viewer(Purpose));
        return TypedResults.Accepted("/api/privacy/retention");
    }

    private static async Task<Results<Ok<FoundLedger>, ProblemResult>> LedgerAsync(HttpContext context, IGrainFactory grains, string id) =>
        await Desk(grains).FindLedger(context.Viewer("ledger"), Person(id)) is { } found ? TypedResults.Ok(found) : (ProblemResult)Problem.NotFound("client");

    private static IPrivacyDesk Desk(IGrainFactory grains) => grains.GetGrain<IPrivacyDesk>(IPrivacyDesk.Key);

    /// <summary>A customer id, or a pseudonym; what cannot be one is as unknown as one that is not.</summary>
    private static string Person(string id) =>
        id.Length == 28 && id.StartsWith("l_", StringComparison.Ordinal) && id.Skip(2).All(char.IsAsciiHexDigitLower) ? id : Check.CustomerId(id);

    private static int Days(int days) =>
        days is >= 1 and <= 366 ? days : throw new ProblemException(Problem.BadParameter("days", "'days' must be 1 to 366."));
}
