using System.Collections.Immutable;
using System.Text.Json;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Customers;
using Luxe.Grains.Merges;
using Luxe.Grains.Prompts;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Customers;

/// <summary>A client on paper: the grain's decisions and its journal, redaction included, without a host.</summary>
internal sealed class PaperClient
{
    public const string Id = "c_paper";

    private static readonly Dictionary<string, string> NoTitles = [];

    public CustomerState State { get; private set; } = CustomerState.Empty;

    public List<JournalRow> Rows { get; } = [];

    public List<LedgerRow> Ledger { get; } = [];

    /// <summary>Every prompt ever raised, with the tier she had then.</summary>
    public List<(Prompt Prompt, ConsentTier Tier)> Raised { get; } = [];

    /// <summary>What a snapshot of the state would say.</summary>
    public string Json => JsonSerializer.Serialize(State, CustomerJson.Default.CustomerState);

    public CustomerChange Record(ImmutableArray<Interaction> interactions, DateTimeOffset now) =>
        Do(CustomerRules.Record(State, interactions, Known([.. interactions.Select(static interaction => interaction.EventId)])), now);

    public CustomerChange Decide(ConsentDecision decision, DateTimeOffset now)
    {
        var change = CustomerRules.Decide(State, Id, decision, Known([decision.EventId]));
        return Do(!change.Events.IsEmpty && CustomerPurge.Reads(State, decision, null) ? CustomerPurge.Further(change, State, decision, null, Life(), []) : change, now);
    }

    public CustomerChange Decide(ConsentTier tier, DateTimeOffset now, Purposes purposes = Purposes.InStoreRecognition, DataUses withheld = DataUses.None, bool alone = false) =>
        Decide(Lives.Decision($"d{Rows.Count}", tier, now, purposes) with { Withheld = withheld, LeaveMeAlone = alone }, now);

    /// <summary>Her journal as another grain reads it.</summary>
    public LifeOnPaper Life()
    {
        var life = new LifeOnPaper(Id);
        Rows.ForEach(row => life.Add(CustomerRows.FromRow(row)));
        return life;
    }

    public CustomerChange BackInStock(string productId, DateTimeOffset now) => Do(CustomerChange.Nothing, now, new StockSignal(productId, "s0"));

    public CustomerChange Wake(DateTimeOffset now) => Do(CustomerChange.Nothing, now);

    public CustomerChange Assign(string? associateId, DateTimeOffset now) => Do(CustomerRules.Assign(State, associateId, now), now);

    public CustomerChange Settle(string promptId, PromptOutcome outcome, DateTimeOffset now) => Do(CustomerRules.Settle(State, promptId, outcome, now), now);

    /// <summary>What a deactivation and the next activation make of the state.</summary>
    public void Restart() => State = CustomerSnapshot.Of(State, 0).Read().State ?? State;

    /// <summary>The state that the journal, as it is now, gives to a new activation.</summary>
    public string ReplayedJson()
    {
        var replayed = CustomerState.Empty.Apply(Rows.Select(CustomerRows.FromRow)) with { Dropped = State.Dropped };
        return JsonSerializer.Serialize(replayed, CustomerJson.Default.CustomerState);
    }

    private CustomerChange Do(CustomerChange decided, DateTimeOffset now, StockSignal? stock = null)
    {
        var step = new CustomerStep(Id, State, decided.Emptied);
        foreach (var e in decided.Events)
        {
            step.Add(e);
        }

        foreach (var draft in CustomerRules.Follow(step, stock, now, !decided.IsHistory))
        {
            step.Add(new PromptRaised(PromptComposer.Compose(Id, draft, PromptWords.Of(null), NoTitles, now), draft.Subject));
        }

        var change = decided with { Events = [.. step.Entries.Select(static entry => entry.Event!)] };
        if (change.RedactAboveTier is { } tier)
        {
            Redact((int)tier);
        }

        foreach (var seq in change.Redact)
        {
            Rows[(int)seq - 1] = Rows[(int)seq - 1] with { Kind = JournalRow.RedactedKind, Payload = default };
        }

        if (change.Ledger is { } entry)
        {
            Ledger.Add(entry);
        }

        Rows.AddRange(step.Entries.Select(entry => CustomerRows.ToRow(entry, now)));
        State = step.After;
        Raised.AddRange(change.Events.OfType<PromptRaised>().Select(e => (e.Prompt, State.Consent.Tier)));
        State = State with { Dropped = State.Dropped + change.Dropped };
        return change;
    }

    /// <summary>What the journal says: at once of the ids that the state takes for repeats, and of older ones when it refuses them.</summary>
    private HashSet<string> Known(string[] eventIds) =>
        [.. Rows.Select(static row => row.EventId).OfType<string>().Where(id => eventIds.Contains(id))];

    private void Redact(int tier)
    {
        for (var i = 0; i < Rows.Count; i++)
        {
            Rows[i] = Rows[i].Tier > tier ? Rows[i] with { Kind = JournalRow.RedactedKind, Payload = default } : Rows[i];
        }
    }
}
