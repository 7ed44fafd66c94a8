using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;

namespace Luxe.Grains.Customers;

/// <summary>
/// What a signpost forwards to her survivor: the verbs of <see cref="ICustomerGrain"/>, each with the absorbed id by whose door it came.
/// Awaited from absorbed to survivor and never back, so that calls stay a DAG. "Not mine": the merge was undone meanwhile.
/// </summary>
[Alias("luxe.ICustomerHeir")]
internal interface ICustomerHeir : IGrainWithStringKey
{
    [Alias("Record")] Task<Answer<RecordOutcome>> Record(string door, ImmutableArray<Interaction> interactions);

    [Alias("Import")] Task<Answer<HistoryOutcome>> Import(string door, ConsentDecision? unlessDecided, ImmutableArray<Interaction> interactions);

    [Alias("Decide")] Task<Answer<ConsentView>> Decide(string door, ConsentDecision decision);

    [Alias("Arrive")] Task<Answer<ClientBrief?>> Arrive(string door, Visit visit);

    [Alias("Depart")] Task<Answer<bool>> Depart(string door, Visit visit);

    [Alias("Assign")] Task<Answer<bool>> Assign(string door, string? associateId);

    [Alias("BackInStock")] Task<Answer<bool>> BackInStock(string door, string productId, string storeId);

    [Alias("SettlePrompt")] Task<Answer<bool>> SettlePrompt(string door, string promptId, PromptOutcome outcome, string associateId);

    /// <summary>A survivor finds her journal moving faster than it can be read: she stands still for a moment.</summary>
    [OneWay, Alias("Hold")] Task Hold();
}

/// <summary>The same for the reads of <see cref="ICustomerViews"/>.</summary>
[Alias("luxe.ICustomerHeirViews")]
internal interface ICustomerHeirViews : IGrainWithStringKey
{
    [ReadOnly, Alias("GetConsent")] Task<Answer<ConsentView>> GetConsent(string door);

    [ReadOnly, Alias("GetProfile")] Task<Answer<CustomerProfile?>> GetProfile(string door, Viewer viewer);

    [ReadOnly, Alias("GetBrief")] Task<Answer<ClientBrief?>> GetBrief(string door, Viewer viewer);

    [ReadOnly, Alias("GetJourney")] Task<Answer<JourneyPage>> GetJourney(string door, Viewer viewer, string? after, int limit);

    [ReadOnly, Alias("GetLedger")] Task<Answer<LedgerView>> GetLedger(string door, Viewer viewer);

    [ReadOnly, Alias("GetPerson")] Task<Answer<Person>> GetPerson(string door);
}

/// <summary>What a survivor says to a signpost.</summary>
/// <param name="IsMine">False: she does not answer for that door, and nothing was done.</param>
/// <param name="Value">The answer, when she does.</param>
[GenerateSerializer, Immutable, Alias("luxe.Answer`1")]
internal sealed record Answer<T>([property: Id(0)] bool IsMine, [property: Id(1)] T Value)
{
    public static Answer<T> NotMine { get; } = new(false, default!);

    public static Answer<T> Of(T value) => new(true, value);
}
