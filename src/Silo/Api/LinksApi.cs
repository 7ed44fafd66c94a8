using Luxe.Contracts.Access;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Doors;
using Luxe.Silo.Access;
using Luxe.Silo.Mail;
using Luxe.Silo.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Luxe.Silo.Api;

/// <summary>Links by which a client reaches her own pages.</summary>
internal static class LinksApi
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/customers/{id}/links", PostAsync).WithTags("Consent").RequireScope(ApiScopes.Manage)
        .WithSummary("Make a link to a client's own pages")
        .WithDescription("For a system that delivers it to her itself, such as an e-mail it sends anyway. It opens once, within a quarter of an hour, and whoever has it is taken for her. Making one is written to the access log.");

    private static async Task<Results<Ok<LinkAnswer>, ProblemResult>> PostAsync(HttpContext context, IGrainFactory grains, LinkAddress address, string id)
    {
        var viewer = context.Viewer("preferences");
        if (await grains.GetGrain<ICustomerViews>(Check.CustomerId(id)).GetProfile(viewer) is null)
        {
            return (ProblemResult)Problem.NotFound("client");
        }

        var link = await grains.GetGrain<IPreferenceDoor>(IPreferenceDoor.Key).Open(id, DoorChannels.System, viewer);
        return TypedResults.Ok(new LinkAnswer(address.Of(link), link.ExpiresAt));
    }
}

/// <summary>A link to a client's own pages.</summary>
/// <param name="Url">It opens once. Keep it nowhere but in the message to her.</param>
/// <param name="ExpiresAt">Until when it opens (UTC).</param>
public sealed record LinkAnswer(Uri Url, DateTimeOffset ExpiresAt);
