using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;

namespace Luxe.Contracts.Customers;

/// <summary>What may be seen of a client (gate 3): cut by the viewer's role and her tier, each read written to the access log.</summary>
[Alias("luxe.ICustomerViews")]
public interface ICustomerViews : IGrainWithStringKey
{
    /// <summary>What she allows; any caller may ask.</summary>
    [ReadOnly, Alias("GetConsent")] Task<ConsentView> GetConsent();

    /// <summary>Her profile, or null when she is unknown.</summary>
    [ReadOnly, Alias("GetProfile")] Task<CustomerProfile?> GetProfile(Viewer viewer);

    /// <summary>What an associate should know before she speaks, or null when nothing may be shown.</summary>
    [ReadOnly, Alias("GetBrief")] Task<ClientBrief?> GetBrief(Viewer viewer);

    /// <summary>Her interactions in order of event time, after a cursor.</summary>
    [ReadOnly, Alias("GetJourney")] Task<JourneyPage> GetJourney(Viewer viewer, string? after, int limit);

    /// <summary>Her consent ledger, its hashes checked.</summary>
    [ReadOnly, Alias("GetLedger")] Task<LedgerView> GetLedger(Viewer viewer);
}

/// <summary>A client as a viewer may see her; what her tier or the viewer's role hides is null or empty.</summary>
[GenerateSerializer, Immutable, Alias("luxe.CustomerProfile")]
public sealed record CustomerProfile
{
    /// <summary>Customer id.</summary>
    [Id(0)] public required string CustomerId { get; init; }

    /// <summary>What she allows.</summary>
    [Id(1)] public required ConsentView Consent { get; init; }

    /// <summary>Declared traits (Category).</summary>
    [Id(2)] public Traits? Traits { get; init; }

    /// <summary>Her associate.</summary>
    [Id(3)] public string? AssociateId { get; init; }

    /// <summary>Interactions recorded in her life and still held.</summary>
    [Id(4)] public long InteractionCount { get; init; }

    /// <summary>Purchases, count (Category).</summary>
    [Id(5)] public int? Purchases { get; init; }

    /// <summary>Spend by ISO currency (Category).</summary>
    [Id(6)] public ImmutableArray<Money> Spend { get; init; } = [];

    /// <summary>Last purchase (Category, UTC).</summary>
    [Id(7)] public DateTimeOffset? LastPurchaseAt { get; init; }

    /// <summary>Pieces wished for (Behaviour).</summary>
    [Id(8)] public ImmutableArray<string> Wishes { get; init; } = [];

    /// <summary>Pieces in the cart (Behaviour).</summary>
    [Id(9)] public ImmutableArray<string> Cart { get; init; } = [];

    /// <summary>Pieces viewed three times or more in seven days (Behaviour).</summary>
    [Id(10)] public ImmutableArray<string> Considered { get; init; } = [];

    /// <summary>Events that arrived and were dropped by gate 1, a count and nothing else.</summary>
    [Id(11)] public long Dropped { get; init; }

    /// <summary>Last interaction (Behaviour, UTC).</summary>
    [Id(12)] public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>Her life in figures; each of them says which tier it needs.</summary>
    [Id(13)] public JourneySummary? Summary { get; init; }
}

/// <summary>An amount in one currency.</summary>
[GenerateSerializer, Immutable, Alias("luxe.Money")]
public sealed record Money([property: Id(0)] decimal Amount, [property: Id(1)] string Currency);

/// <summary>A page of a journey.</summary>
/// <param name="Interactions">In order of event time, then of arrival.</param>
/// <param name="Next">Cursor for the next page, or null at the end.</param>
[GenerateSerializer, Immutable, Alias("luxe.JourneyPage")]
public sealed record JourneyPage(
    [property: Id(0)] ImmutableArray<Interaction> Interactions,
    [property: Id(1)] string? Next);

/// <summary>What an associate should know before she speaks to a client: few words, each of them true and sayable.</summary>
[GenerateSerializer, Immutable, Alias("luxe.ClientBrief")]
public sealed record ClientBrief
{
    /// <summary>Customer id.</summary>
    [Id(0)] public required string CustomerId { get; init; }

    /// <summary>How to address her: "Ms Morgan", or "A client" where no name was declared.</summary>
    [Id(1)] public required string Greeting { get; init; }

    /// <summary>Her tier, for the badge.</summary>
    [Id(2)] public required ConsentTier Tier { get; init; }

    /// <summary>Preferred language (BCP 47).</summary>
    [Id(3)] public string? Language { get; init; }

    /// <summary>Membership tier.</summary>
    [Id(4)] public string? Membership { get; init; }

    /// <summary>Associate whose book she is in.</summary>
    [Id(5)] public string? AssociateId { get; init; }

    /// <summary>One or two sentences of what to know.</summary>
    [Id(6)] public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Her sizes.</summary>
    [Id(7)] public ImmutableArray<SizeFit> Sizes { get; init; } = [];

    /// <summary>Prompts open for her at this moment, best first.</summary>
    [Id(8)] public ImmutableArray<Prompts.Prompt> Prompts { get; init; } = [];

    /// <summary>Pieces worth showing, at most three.</summary>
    [Id(9)] public ImmutableArray<string> Pieces { get; init; } = [];

    /// <summary>She wants to be left alone: greet her, and that is all.</summary>
    [Id(10)] public bool LeaveMeAlone { get; init; }

    /// <summary>What she allowed when it was composed (<see cref="ConsentView.Scope"/>); a brief of another scope is not to be shown any more.</summary>
    [Id(11), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public long Scope { get; init; }

    /// <summary>What the policy in force asks beyond what she granted, as codes such as "use:searches"; empty when it asks nothing.</summary>
    [Id(12)] public ImmutableArray<string> Asks { get; init; } = [];
}
