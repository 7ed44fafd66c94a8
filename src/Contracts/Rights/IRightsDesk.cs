using System.Collections.Immutable;
using Luxe.Contracts.Access;

namespace Luxe.Contracts.Rights;

/// <summary>Clients' requests and what became of them, with the day by which each is to be answered. One desk for the house. Each look is written to the access log.</summary>
[Alias("luxe.IRightsDesk")]
public interface IRightsDesk : IGrainWithStringKey
{
    /// <summary>The key of the desk.</summary>
    const string Key = "rights";

    /// <summary>Takes a request down; the same id again is the same request.</summary>
    [Alias("Ask")] Task<RightsRequest> Ask(NewRequest request);

    /// <summary>Requests in a state, those due first in front; null: in any.</summary>
    [ReadOnly, Alias("List")] Task<RequestPage> List(Viewer viewer, RequestState? state, string? after, int limit);

    /// <summary>Says that a request was answered, or why it was refused; it is said once, and the first word stands. Null when there is none.</summary>
    [Alias("Settle")] Task<RightsRequest?> Settle(string id, RequestState state, string actor, string? note);

    /// <summary>Notes something on a request that is open; one that is settled stays as it is. Null when there is none.</summary>
    [Alias("Note")] Task<RightsRequest?> Note(string id, string note);

    /// <summary>One request, or null.</summary>
    [ReadOnly, Alias("Get")] Task<RightsRequest?> Get(Viewer viewer, string id);
}

/// <summary>What a client asks for. Values are stored: never renumber.</summary>
public enum RequestKind
{
    /// <summary>All that is held of her.</summary>
    Export = 0,

    /// <summary>To be forgotten.</summary>
    Erasure = 1,

    /// <summary>To have something put right.</summary>
    Rectification = 2,

    /// <summary>To be left alone, or something else that a person must read.</summary>
    Objection = 3,
}

/// <summary>Where a request stands. Values are stored: never renumber.</summary>
public enum RequestState
{
    /// <summary>Not answered yet.</summary>
    Open = 0,

    /// <summary>Done as she asked.</summary>
    Done = 1,

    /// <summary>Refused; the note says why.</summary>
    Refused = 2,
}

/// <summary>A request to take down.</summary>
/// <param name="Id">Idempotency key.</param>
/// <param name="Kind">What she asks for.</param>
/// <param name="CustomerId">Who.</param>
/// <param name="Channel">Where she asked: web, app, store, phone, mail.</param>
/// <param name="Actor">"client", or the stable id of whoever wrote it down.</param>
/// <param name="AskedAt">When she asked (UTC), if that is before it is written down: her month began then. Null: now.</param>
[GenerateSerializer, Immutable, Alias("luxe.NewRequest")]
public sealed record NewRequest(
    [property: Id(0)] string Id,
    [property: Id(1)] RequestKind Kind,
    [property: Id(2)] string CustomerId,
    [property: Id(3)] string Channel,
    [property: Id(4)] string Actor,
    [property: Id(5)] DateTimeOffset? AskedAt = null);

/// <summary>A client's request.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What she asks for.</param>
/// <param name="Client">Her id; her pseudonym once she is erased.</param>
/// <param name="State">Where it stands.</param>
/// <param name="AskedAt">When (UTC).</param>
/// <param name="DueAt">By when it is to be answered: one month after she asked (UTC).</param>
/// <param name="DoneAt">When it was settled (UTC).</param>
/// <param name="Channel">Where she asked.</param>
/// <param name="Actor">Who wrote it down, or settled it.</param>
/// <param name="Note">What the staff noted, or why it was refused. Nothing about her.</param>
[GenerateSerializer, Immutable, Alias("luxe.RightsRequest")]
public sealed record RightsRequest(
    [property: Id(0)] string Id,
    [property: Id(1)] RequestKind Kind,
    [property: Id(2)] string Client,
    [property: Id(3)] RequestState State,
    [property: Id(4)] DateTimeOffset AskedAt,
    [property: Id(5)] DateTimeOffset DueAt,
    [property: Id(6)] DateTimeOffset? DoneAt,
    [property: Id(7)] string Channel,
    [property: Id(8)] string Actor,
    [property: Id(9)] string? Note);

/// <summary>Requests.</summary>
/// <param name="Requests">Those due first in front.</param>
/// <param name="Next">Pass it as <c>after</c>; null at the end.</param>
[GenerateSerializer, Immutable, Alias("luxe.RequestPage")]
public sealed record RequestPage([property: Id(0)] ImmutableArray<RightsRequest> Requests, [property: Id(1)] string? Next);
