using Luxe.Contracts.Access;
using Luxe.Silo.Access;
using Luxe.Silo.Keys;
using Luxe.Silo.Problems;
using Luxe.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Luxe.Silo.Api;

/// <summary>The keys under which clients' keys lie. Numbers and counts only: no key leaves the house this way.</summary>
internal static class MasterKeysApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/keys/master").WithTags("Keys").RequireScope(ApiScopes.Manage);
        group.MapGet("", GetAsync).WithSummary("How far the rotation of the master key is")
            .WithDescription("newest: the number of the master key that wraps; done: clients' keys under it; left: those still under former ones.");
        group.MapPost("/rotate", RotateAsync).WithSummary("Take a new master key while the house serves")
            .WithDescription("Answers at once; clients' keys are wrapped anew beside all else. Keep the former master key as long as you keep backups. Where the master keys come from the environment or a command, add the new line there first.");
    }

    private static async Task<Results<Ok<RotationState>, ProblemResult>> GetAsync(IServiceProvider services, CancellationToken cancellation) =>
        services.GetService<MasterRotator>() is { } rotator ? TypedResults.Ok(await rotator.GetAsync(cancellation)) : (ProblemResult)Problem.NotFound("master key");

    private static async Task<Results<Accepted<RotationState>, ProblemResult>> RotateAsync(IServiceProvider services, CancellationToken cancellation)
    {
        if (services.GetService<MasterRotator>() is not { } rotator)
        {
            return (ProblemResult)Problem.NotFound("master key");
        }

        try
        {
            return await rotator.RotateAsync(cancellation) is { } state
                ? TypedResults.Accepted("/api/keys/master", state)
                : (ProblemResult)Problem.Conflict("The master keys are not in a file of the house: add a line with the next number where they come from, then ask again, or start again where they come from the environment.");
        }
        catch (MasterKeyException fault)
        {
            return (ProblemResult)Problem.Conflict(fault.Message);
        }
    }
}
