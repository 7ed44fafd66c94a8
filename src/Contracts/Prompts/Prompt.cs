using System.Collections.Immutable;
using Luxe.Contracts.Consent;

namespace Luxe.Contracts.Prompts;

/// <summary>Why a prompt exists. Values are stored: never renumber.</summary>
public enum PromptKind
{
    /// <summary>A client has arrived.</summary>
    Arrival = 0,

    /// <summary>A wished piece is in stock again.</summary>
    WishBackInStock = 1,

    /// <summary>A piece viewed three times or more in seven days.</summary>
    ConsideredItem = 2,

    /// <summary>A cart left behind.</summary>
    AbandonedCart = 3,

    /// <summary>A birthday or another important date.</summary>
    Milestone = 4,

    /// <summary>A repair or made-to-measure piece is ready.</summary>
    RepairReady = 5,
}

/// <summary>How a prompt ended. Values are stored: never renumber.</summary>
public enum PromptOutcome
{
    /// <summary>Seen and taken on by the associate.</summary>
    Acknowledged = 0,

    /// <summary>Its reason is gone (purchase, departure, time).</summary>
    Expired = 1,

    /// <summary>Her consent no longer carries it.</summary>
    Recalled = 2,

    /// <summary>The associate decided against it.</summary>
    Dismissed = 3,
}

/// <summary>Something worth saying to a client, with a reason that can be said aloud.</summary>
/// <param name="PromptId">Unique id.</param>
/// <param name="Kind">Which rule raised it.</param>
/// <param name="CustomerId">About whom.</param>
/// <param name="Headline">A few words.</param>
/// <param name="Reason">Why, in words an associate would say aloud.</param>
/// <param name="Products">Pieces concerned.</param>
/// <param name="Priority">Higher first, 0 to 100.</param>
/// <param name="Tier">Tier it rests on.</param>
/// <param name="RaisedAt">When (UTC).</param>
/// <param name="ExpiresAt">When it dies by itself (UTC).</param>
[GenerateSerializer, Immutable, Alias("luxe.Prompt")]
public sealed record Prompt(
    [property: Id(0)] string PromptId,
    [property: Id(1)] PromptKind Kind,
    [property: Id(2)] string CustomerId,
    [property: Id(3)] string Headline,
    [property: Id(4)] string Reason,
    [property: Id(5)] ImmutableArray<string> Products,
    [property: Id(6)] int Priority,
    [property: Id(7)] ConsentTier Tier,
    [property: Id(8)] DateTimeOffset RaisedAt,
    [property: Id(9)] DateTimeOffset ExpiresAt);
