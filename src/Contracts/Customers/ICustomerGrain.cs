using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Prompts;

namespace Luxe.Contracts.Customers;

/// <summary>What may be done with a client, keyed by customer id. Every verb returns after it is durable.</summary>
[Alias("luxe.ICustomerGrain")]
public interface ICustomerGrain : IGrainWithStringKey
{
    /// <summary>Takes interactions through gate 1 into her journal, folds them, raises and ends prompts.</summary>
    [Alias("Record")] Task<RecordOutcome> Record(ImmutableArray<Interaction> interactions);

    /// <summary>Takes her decision: ledger first; a downgrade purges and recalls what it no longer covers.</summary>
    [Alias("Decide")] Task<ConsentView> Decide(ConsentDecision decision);

    /// <summary>She came to a store; returns the brief for whoever serves her, or null when she may not be recognised.</summary>
    [Alias("Arrive")] Task<ClientBrief?> Arrive(Visit visit);

    /// <summary>She left; what only mattered while she was there ends.</summary>
    [Alias("Depart")] Task Depart(Visit visit);

    /// <summary>Puts her in an associate's book (null takes her out).</summary>
    [Alias("Assign")] Task Assign(string? associateId);

    /// <summary>A piece she wishes for is there again.</summary>
    [Alias("BackInStock")] Task BackInStock(string productId, string storeId);

    /// <summary>An associate acted on one of her prompts.</summary>
    [Alias("SettlePrompt")] Task SettlePrompt(string promptId, PromptOutcome outcome, string associateId);
}

/// <summary>What <see cref="ICustomerGrain.Record"/> did with a batch.</summary>
/// <param name="Recorded">Written to the journal.</param>
/// <param name="Repeated">Known already by event id; acknowledged, nothing changed.</param>
/// <param name="Dropped">Not allowed by her tier: counted and never stored.</param>
[GenerateSerializer, Immutable, Alias("luxe.RecordOutcome")]
public sealed record RecordOutcome(
    [property: Id(0)] int Recorded,
    [property: Id(1)] int Repeated,
    [property: Id(2)] int Dropped);

/// <summary>A visit to a store.</summary>
/// <param name="EventId">Idempotency key of the arrival or departure.</param>
/// <param name="StoreId">Which store.</param>
/// <param name="Source">How it became known: qr, card, appointment, wifi, rfid, beacon, kiosk.</param>
/// <param name="At">When (UTC).</param>
[GenerateSerializer, Immutable, Alias("luxe.Visit")]
public sealed record Visit(
    [property: Id(0)] string EventId,
    [property: Id(1)] string StoreId,
    [property: Id(2)] string Source,
    [property: Id(3)] DateTimeOffset At);
