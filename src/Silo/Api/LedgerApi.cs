using System.Collections.Immutable;
using System.Text;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Silo.Access;
using Luxe.Silo.Problems;

namespace Luxe.Silo.Api;

/// <summary>Proofs of what clients decided, and the anchors that hold the house to them.</summary>
internal static class LedgerApi
{
    // The page needs its own style and nothing else.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/ledger/anchors").WithTags("Ledger");
        group.MapGet("", ListAsync).RequireScope(ApiScopes.Read).WithSummary("Anchors of all ledgers, oldest first")
            .WithDescription("Keep roots elsewhere: they hold the house to every entry that they cover. Pages: pass 'next' of one page as 'after' of the following one; it is null at the end.");
        group.MapPost("", MakeAsync).RequireScope(ApiScopes.Manage).WithSummary("Anchor all ledgers now, without waiting for the end of the day");
        api.MapGet("/customers/{id}/consent/proof", ProofAsync).WithTags("Consent").RequireScope(ApiScopes.Read)
            .WithSummary("What a client decided, and what proves that nothing of it was changed since")
            .WithDescription("'format' is json (the document that counts) or html (to be printed, in 'locale'). Of an erased client her id or her pseudonym leads to it.")
            .Produces<string>(200, "application/json", "text/html");
    }

    private static async Task<AnchorPage> ListAsync(IGrainFactory grains, long? after = null, int? limit = null) =>
        await grains.GetGrain<ILedgerAnchors>(ILedgerAnchors.Key).List(Check.After(after), Check.Limit(limit));

    private static async Task<AnchorsMade> MakeAsync(IGrainFactory grains) => new(await grains.GetGrain<ILedgerAnchors>(ILedgerAnchors.Key).Make());

    private static async Task<IResult> ProofAsync(HttpContext context, IGrainFactory grains, string id, string? format = null, string? locale = null)
    {
        var (proofs, viewer) = (grains.GetGrain<IConsentProofs>(IConsentProofs.Key), context.Viewer("proof"));
        var (text, type) = format switch
        {
            null or "json" => (await proofs.GetJson(Client(id), viewer), "application/json"),
            "html" => (await proofs.GetPage(Client(id), viewer, locale), "text/html; charset=utf-8"),
            _ => throw new ProblemException(Problem.BadParameter("format", "'format' must be json or html.")),
        };
        if (text is null)
        {
            return (ProblemResult)Problem.NotFound("client");
        }

        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(Encoding.UTF8.GetBytes(text), type);
    }

    private static string Client(string id) =>
        id.Length == 28 && id.StartsWith("l_", StringComparison.Ordinal) && id.Skip(2).All(char.IsAsciiHexDigitLower) ? id : Check.CustomerId(id);
}

/// <summary>Anchors that were made.</summary>
/// <param name="Anchors">One, or several where more ledgers moved than fit into one.</param>
public sealed record AnchorsMade(ImmutableArray<LedgerAnchor> Anchors);
