using System.Collections.Immutable;
using System.Text.Json;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Merges;
using Luxe.Grains.Prompts;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Merges;

/// <summary>Several clients on paper: the grains' decisions and their journals, signposts, redaction and release included, without a host.</summary>
internal sealed class PaperHouse
{
    private static readonly Dictionary<string, string> NoTitles = [];
    private static readonly JsonSerializerOptions Plain = new() { IncludeFields = true };
    private readonly Dictionary<string, List<JournalRow>> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CustomerState> _states = new(StringComparer.Ordinal);

    /// <summary>Prompts in the order in which they were raised.</summary>
    public List<Prompt> Raised { get; } = [];

    /// <summary>Decisions that came late by an absorbed door: whose client she was then, the door, and what they left.</summary>
    public List<(string Owner, string Door, ConsentTier Tier)> Late { get; } = [];

    public CustomerState State(string id) => _states.GetValueOrDefault(id, CustomerState.Empty);

    public List<JournalRow> Rows(string id) => _rows.TryGetValue(id, out var rows) ? rows : _rows[id] = [];

    public void Record(string id, ImmutableArray<Interaction> interactions, DateTimeOffset now)
    {
        var (owner, door) = Owner(id);
        var ids = interactions.Select(static interaction => interaction.EventId);
        Do(owner, CustomerRules.Record(State(owner), interactions, Known(ids, owner, door), door), now);
    }

    public void Decide(string id, ConsentDecision decision, DateTimeOffset now)
    {
        var (owner, door) = Owner(id);
        var change = CustomerRules.Decide(State(owner), owner, decision, Known([decision.EventId], owner, door), door);
        if (!change.Events.IsEmpty && CustomerPurge.Reads(State(owner), decision, door))
        {
            change = CustomerPurge.Further(change, State(owner), decision, door, Life(owner), [.. (State(owner).Marks ?? MergeMarks.None).Covered.Select(Life)]);
        }

        if (door is not null && MergeFold.Heard(State(owner), decision, door) is (var consent, true))
        {
            Late.Add((owner, door, consent.Tier));
        }

        Do(owner, change, now);
    }

    public void Vouch(string id, ConsentTier tier, DateTimeOffset now)
    {
        var (owner, door) = Owner(id);
        var vouched = new ConsentDecision($"{id}-import", tier, Purposes.InStoreRecognition, "v1", null, "import", ConsentDecision.Voucher, now);
        Do(owner, CustomerRules.Import(State(owner), owner, vouched, [], Known([vouched.EventId], owner, door), door), now);
    }

    public void Assign(string id, string? associateId, DateTimeOffset now)
    {
        var (owner, door) = Owner(id);
        Do(owner, CustomerRules.Assign(State(owner), associateId, now, door), now);
    }

    public void Wake(string id, DateTimeOffset now) => Do(Owner(id).Owner, CustomerChange.Nothing, now);

    /// <param name="cutAfter">How many copies the deciding append holds; what is left is found again from both journals.</param>
    public MergePlan Merge(string survivor, string absorbed, string mergeId, DateTimeOffset now, int cutAfter = int.MaxValue)
    {
        var order = new MergeOrder(mergeId, absorbed, MergeRules.Stitching, "same-card", now);
        var life = Life(absorbed);
        Assert.Equal((life.State.Seq == 0 ? MergeRefusal.UnknownAbsorbed : MergeRefusal.None, null), MergeRules.Refusal(survivor, State(survivor), order, life.State));
        var known = Rows(survivor).Where(static row => row.EventId is not null).Select(static row => row.EventId!).ToHashSet(StringComparer.Ordinal);
        var plan = MergeRules.Plan(survivor, State(survivor), order, life, known, now);
        var raised = plan.Drafts.Select(draft => new PromptRaised(PromptComposer.Compose(survivor, draft, PromptWords.Of(null), NoTitles, now), draft.Subject));
        var rows = plan.Rows(raised);
        Write(survivor, rows[..(int)Math.Min(1L + plan.Drafts.Length + cutAfter, rows.Length)], new CustomerChange([]) { Ledger = plan.Ledger }, now);
        Write(absorbed, [new MergedInto(mergeId, survivor, MergeRules.Stitching, "same-card", now)], CustomerChange.Nothing, now);
        Finish(survivor, now);
        return plan;
    }

    /// <summary>Writes what a merge that was cut off between its copies has left.</summary>
    private void Finish(string survivor, DateTimeOffset now)
    {
        if (State(survivor).Unfinished is { } merge)
        {
            Assert.False(State(survivor).Answers(null));
            var known = Rows(survivor).Where(static row => row.EventId is not null).Select(static row => row.EventId!).ToHashSet(StringComparer.Ordinal);
            Write(survivor, MergeRules.Rest(State(survivor), merge, Life(merge.AbsorbedId), known, now), CustomerChange.Nothing, now);
            Assert.Null(State(survivor).Unfinished);
        }
    }

    public UndoPlan Undo(string survivor, string mergeId, DateTimeOffset now)
    {
        Assert.Null(UndoRules.Refusal(survivor, State(survivor), mergeId));
        var merge = State(survivor).Marks!.Merges[^1];
        var plan = UndoRules.Plan(Life(survivor), Life(merge.AbsorbedId), merge, mergeId, "ho-2", now);
        Take(survivor, plan.Survivor, now);
        Take(merge.AbsorbedId, plan.Absorbed, now);
        return plan;
    }

    /// <summary>The state that the journal gives to a new activation.</summary>
    public CustomerState Replayed(string id) => CustomerState.Empty.Apply(Rows(id).Select(CustomerRows.FromRow));

    /// <summary>Her state but for what counts rows: numbers, the ledger's end and remembered ids.</summary>
    public static string Essence(CustomerState state) =>
        JsonSerializer.Serialize(state with { Seq = 0, Ledger = LedgerHead.Start, RecentIds = default, Dropped = 0 }, CustomerJson.Default.CustomerState);

    /// <summary>Everything that anybody can be shown of her, as one text.</summary>
    public string Shown(string id, DateTimeOffset now)
    {
        var (owner, _) = Owner(id);
        var state = State(owner);
        var roles = Enum.GetValues<ViewerRole>();
        return JsonSerializer.Serialize(
            new
            {
                Profiles = roles.Select(role => CustomerCut.Profile(owner, state with { Dropped = 0 }, role, now)),
                Brief = ClientBriefs.Compose(owner, ClientCut.Of(state, now), NoTitles),
                Journey = Journey(owner),
                Prompts = ClientCut.Of(state, now).Prompts.Select(static open => (open.Prompt, open.Subject)),
                Due = (CustomerReminders.CartDue(state, now), CustomerReminders.MilestoneDue(state, now)),
            },
            Plain);
    }

    /// <summary>The interactions that a read of her journey shows, in order.</summary>
    public IEnumerable<Interaction> Journey(string id) => Rows(Owner(id).Owner)
        .OrderBy(static row => row.OccurredAt)
        .ThenBy(static row => row.Seq)
        .Select(CustomerRows.FromRow)
        .Where(entry => entry.Event is InteractionRecorded step && CustomerGrain.Shows(State(Owner(id).Owner), entry.Seq, step.Interaction.Kind))
        .Select(entry => CustomerGrain.AsShown(State(Owner(id).Owner), entry.Seq, ((InteractionRecorded)entry.Event!).Interaction));

    private (string Owner, string? Door) Owner(string id)
    {
        var owner = id;
        while (State(owner).Into is { } into)
        {
            owner = into.SurvivorId;
        }

        return (owner, owner == id ? null : id);
    }

    private HashSet<string> Known(IEnumerable<string> ids, string owner, string? door) =>
        [.. ids.Where(id => Rows(owner).Concat(door is null ? [] : State(owner).Marks!.Behind(door).SelectMany(Rows)).Any(row => row.EventId == id))];

    private LifeOnPaper Life(string id)
    {
        var life = new LifeOnPaper(id);
        Rows(id).ForEach(row => life.Add(CustomerRows.FromRow(row)));
        return life;
    }

    private void Do(string id, CustomerChange decided, DateTimeOffset now)
    {
        var step = new CustomerStep(id, State(id), decided.Emptied);
        foreach (var e in decided.Events)
        {
            step.Add(e);
        }

        foreach (var draft in CustomerRules.Follow(step, null, now, isNews: true))
        {
            step.Add(new PromptRaised(PromptComposer.Compose(id, draft, PromptWords.Of(null), NoTitles, now), draft.Subject));
        }

        _states[id] = decided.Emptied ?? State(id);
        Write(id, step.Entries.Select(static entry => entry.Event!), decided, now);
        Redact(id, decided.Redact);
        foreach (var other in decided.Others)
        {
            Redact(other.Customer, other.RedactAboveTier ?? int.MaxValue);
            Redact(other.Customer, other.RedactSeqs);
        }
    }

    private void Take(string id, UndoSide side, DateTimeOffset now)
    {
        var rows = Rows(id);
        foreach (var seq in side.Release)
        {
            rows[(int)seq - 1] = rows[(int)seq - 1] with { Kind = JournalRow.RedactedKind, Payload = default, EventId = null };
        }

        Redact(id, side.Redact);

        Write(id, side.Events, new CustomerChange([]) { RedactAboveTier = side.RedactAboveTier }, now);
        _states[id] = Replayed(id);
    }

    private void Write(string id, IEnumerable<CustomerEvent> events, CustomerChange change, DateTimeOffset now)
    {
        if (change.RedactAboveTier is { } tier)
        {
            Redact(id, (int)tier);
        }

        foreach (var e in events)
        {
            var row = CustomerRows.ToRow(new JournalEntry(Rows(id).Count + 1, CustomerRows.EventIdOf(e), e), now);
            Assert.True(row.EventId is null || Rows(id).All(former => former.EventId != row.EventId), "an event id comes twice");
            Rows(id).Add(row);
            _states[id] = State(id).Apply(CustomerRows.FromRow(row));
            if (e is PromptRaised { Prompt: var prompt })
            {
                Raised.Add(prompt);
            }
        }
    }

    private void Redact(string id, ImmutableArray<long> seqs)
    {
        foreach (var seq in seqs.IsDefault ? [] : seqs)
        {
            Rows(id)[(int)seq - 1] = Rows(id)[(int)seq - 1] with { Kind = JournalRow.RedactedKind, Payload = default };
        }
    }

    private void Redact(string id, int tier)
    {
        var rows = Rows(id);
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i] = rows[i].Tier > tier ? rows[i] with { Kind = JournalRow.RedactedKind, Payload = default } : rows[i];
        }
    }
}
