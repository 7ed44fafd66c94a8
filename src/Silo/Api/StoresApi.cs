using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Stores;
using Luxe.Silo.Access;
using Luxe.Silo.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Luxe.Silo.Api;

/// <summary>Stores, their floors and shifts, and answers to dispatches.</summary>
internal static class StoresApi
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromHours(1);

    public static void Map(RouteGroupBuilder api)
    {
        var stores = api.MapGroup("/stores").WithTags("Stores");
        stores.MapGet("", ListAsync).RequireScope(ApiScopes.Read).WithSummary("Every store");
        stores.MapPut("/{id}", PutAsync).RequireScope(ApiScopes.Manage).WithSummary("Create or change a store");
        stores.MapGet("/{id}", GetAsync).RequireScope(ApiScopes.Read).WithSummary("A store");
        stores.MapGet("/{id}/floor", GetFloorAsync).RequireScope(ApiScopes.Read).WithSummary("Who is in, who serves whom, who is on shift");
        stores.MapPut("/{id}/shifts/{associateId}", PutShiftAsync).RequireScope(ApiScopes.Manage).WithSummary("Begin or end an associate's shift");
        api.MapPost("/dispatches/{storeId}/{dispatchId}/{answer}", AnswerAsync).WithTags("Dispatches").RequireScope(ApiScopes.Manage)
            .WithSummary("Answer a dispatch for an associate")
            .WithDescription("'answer' is acknowledge, claim or snooze. A colleague who was faster makes it 409; a dispatch that is unknown or over, 404.");
    }

    private static async Task<Ok<StoreList>> ListAsync(IGrainFactory grains) =>
        TypedResults.Ok(new StoreList(await grains.GetGrain<IMaisonGrain>(IMaisonGrain.Key).GetStores()));

    private static async Task<NoContent> PutAsync(IGrainFactory grains, string id, Body<StoreBody> body)
    {
        await grains.GetGrain<IStoreGrain>(Check.RouteId(id, "id")).Put(body.Value.ToRecord(id));
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<StoreRecord>, ProblemResult>> GetAsync(IGrainFactory grains, string id) =>
        await grains.GetGrain<IStoreFloor>(Check.RouteId(id, "id")).Get() is { } store ? TypedResults.Ok(store) : (ProblemResult)Problem.NotFound("store");

    private static async Task<Results<Ok<FloorView>, ProblemResult>> GetFloorAsync(IGrainFactory grains, string id)
    {
        var floor = grains.GetGrain<IStoreFloor>(Check.RouteId(id, "id"));
        return await floor.Get() is null ? (ProblemResult)Problem.NotFound("store") : TypedResults.Ok(await floor.GetFloor());
    }

    private static async Task<Results<NoContent, ProblemResult>> PutShiftAsync(IGrainFactory grains, string id, string associateId, Body<ShiftBody> body)
    {
        var onShift = body.Value.OnShift ?? throw Check.Bad("onShift", "is missing");
        if (await grains.GetGrain<IStoreFloor>(Check.RouteId(id, "id")).Get() is null)
        {
            return (ProblemResult)Problem.NotFound("store");
        }

        if (await grains.GetGrain<IAssociateGrain>(Check.RouteId(associateId, "associateId")).Get() is null)
        {
            return (ProblemResult)Problem.NotFound("associate");
        }

        await grains.GetGrain<IStoreGrain>(id).SetShift(associateId, onShift);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemResult>> AnswerAsync(IGrainFactory grains, string storeId, string dispatchId, string answer, Body<AnswerBody> body)
    {
        var store = grains.GetGrain<IStoreGrain>(Check.RouteId(storeId, "storeId"));
        var associate = Check.Id(body.Value.AssociateId, "associateId");
        Check.RouteId(dispatchId, "dispatchId");
        var delay = body.Value.Delay ?? TimeSpan.FromMinutes(5);
        if (delay < TimeSpan.Zero || delay > LongestAnswer)
        {
            throw Check.Bad("delay", "must be between nothing and one hour");
        }

        DispatchOutcome? outcome = answer switch
        {
            "acknowledge" => await store.Acknowledge(dispatchId, associate),
            "claim" => await store.Claim(dispatchId, associate),
            "snooze" => await store.Snooze(dispatchId, associate, delay),
            _ => null,
        };
        return outcome switch
        {
            DispatchOutcome.Done => TypedResults.NoContent(),
            DispatchOutcome.Taken => (ProblemResult)new Problem(409, "Conflict", "A colleague was faster."),
            DispatchOutcome.Gone => (ProblemResult)Problem.NotFound("dispatch"),
            _ => (ProblemResult)new Problem(404, "Not found", "There is no such address."),
        };
    }
}

/// <summary>A store.</summary>
/// <param name="Name">Name.</param>
/// <param name="City">City.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="TimeZone">IANA time zone.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="RespondWithin">How long an associate has to answer a dispatch, as hh:mm:ss; three minutes when left out.</param>
public sealed record StoreBody(string? Name, string? City, string? Country, string? TimeZone, string? Currency, TimeSpan? RespondWithin = null)
{
    internal StoreRecord ToRecord(string id)
    {
        var zone = Check.Text(TimeZone, "timeZone");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            throw Check.Bad("timeZone", "is not a time zone of the IANA database");
        }

        var respondWithin = RespondWithin ?? TimeSpan.FromMinutes(3);
        if (respondWithin <= TimeSpan.Zero || respondWithin > TimeSpan.FromHours(1))
        {
            throw Check.Bad("respondWithin", "must be more than nothing and at most one hour");
        }

        return new StoreRecord(id, Check.Text(Name, "name"), Check.Text(City, "city"), Check.Code(Country, "country", 2), zone, Check.Code(Currency, "currency", 3), respondWithin);
    }
}

/// <summary>Every store.</summary>
/// <param name="Stores">By name.</param>
public sealed record StoreList(ImmutableArray<StoreRecord> Stores);

/// <summary>Whether an associate is on shift.</summary>
public sealed record ShiftBody(bool? OnShift);

/// <summary>An associate's answer to a dispatch.</summary>
/// <param name="AssociateId">Who answers.</param>
/// <param name="Delay">For snooze: how long, as hh:mm:ss; five minutes when left out.</param>
public sealed record AnswerBody(string? AssociateId, TimeSpan? Delay = null);
