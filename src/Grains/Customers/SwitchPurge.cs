using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Merges;
using Luxe.Grains.Prompts;
using Luxe.Storage;

namespace Luxe.Grains.Customers;

/// <summary>
/// Which stored rows rest on uses that are withheld from now, in her journal and in those of everybody she absorbed. States are sums by tier and do not tell
/// uses apart, so hers is folded again without those rows: what holds is what a replay will give.
/// </summary>
/// <param name="state">Her state.</param>
/// <param name="own">Her journal.</param>
/// <param name="others">Those of everybody she absorbed.</param>
/// <param name="uses">What is withheld from now.</param>
/// <param name="door">The only id whose rows are reached, when the word came late; null: everybody's.</param>
internal sealed class SwitchPurge(CustomerState state, LifeOnPaper own, IReadOnlyList<LifeOnPaper> others, DataUses uses, string? door)
{
    /// <summary>Of traits only a part may rest on a use: then every row of traits goes, and what is left of all of them is said again.</summary>
    private readonly bool _takesTraits = others.Prepend(own).Any(life => life.Entries.Any(entry => Reaches(life, entry, door) && Traits(entry) is { } traits && (TraitsCut.UsesOf(traits) & uses) != DataUses.None));

    /// <param name="change">What the decision writes.</param>
    /// <param name="withheld">All that is withheld.</param>
    /// <param name="eventId">The decision's.</param>
    public CustomerChange Of(CustomerChange change, DataUses withheld, string eventId)
    {
        var emptied = Seqs(own).Union(change.Redact).ToHashSet();
        return change with
        {
            Events = change.Events.AddRange(SaidAgain(withheld, eventId)),
            Redact = [.. emptied.Order()],
            Emptied = own.Emptied(emptied) with { Dropped = state.Dropped },
            Others = others.Aggregate(change.Others, (appends, life) => With(appends, life.CustomerId, [.. Seqs(life)])),
        };
    }

    private static Traits? Traits(JournalEntry entry) => entry.Event is InteractionRecorded { Interaction: { Kind: InteractionKind.Identified, Traits: var traits } } ? traits : null;

    private static bool Reaches(LifeOnPaper life, JournalEntry entry, string? door) =>
        door is null || (entry.Event is InteractionRecorded step && (step.Origin ?? life.CustomerId) == door);

    private IEnumerable<long> Seqs(LifeOnPaper life) => life.Entries.Where(entry => IsOver(life, entry)).Select(static entry => entry.Seq);

    private bool IsOver(LifeOnPaper life, JournalEntry entry) => entry.Event switch
    {
        InteractionRecorded step => Reaches(life, entry, door)
            && (step.Interaction.Kind == InteractionKind.Identified ? _takesTraits : (ConsentGate.RestsOn(step.Interaction) & uses) != DataUses.None),
        PromptRaised raised => (PromptPolicy.For(raised.Prompt.Kind).Minds & uses) != DataUses.None,
        _ => false,
    };

    /// <summary>
    /// What is left of her traits, once for each door, so that undoing a merge gives everybody her own. Rows that a merge put out of use are not said again.
    /// </summary>
    private IEnumerable<CustomerEvent> SaidAgain(DataUses withheld, string eventId) => !_takesTraits ? [] : own.Entries
        .Where(entry => Traits(entry) is not null && IsOver(own, entry) && !state.Hides(entry.Seq, InteractionKind.Identified))
        .GroupBy(static entry => ((InteractionRecorded)entry.Event!).Origin)
        .Select(rows => Left([.. rows.Select(AsHeld)], withheld, rows.Key is null ? $"{eventId}~traits" : $"{eventId}~traits~{rows.Key}"))
        .OfType<InteractionRecorded>()
        .OrderBy(static said => said.Interaction.OccurredAt);

    /// <summary>Without the fields that a merge put out of use, which no later word brings back.</summary>
    private JournalEntry AsHeld(JournalEntry entry) =>
        entry.Event is InteractionRecorded step ? entry with { Event = step with { Interaction = ConsentGate.Cut(step.Interaction, state.WithheldAt(entry.Seq)) } } : entry;

    private static InteractionRecorded? Left(ImmutableArray<JournalEntry> rows, DataUses withheld, string eventId)
    {
        var said = CustomerState.Empty.Apply(rows);
        var left = TraitsCut.Of(said.Traits!, withheld);
        var last = (InteractionRecorded)rows[^1].Event!;
        return TraitsCut.IsEmpty(left) ? null : last with
        {
            Interaction = new Interaction
            {
                EventId = eventId,
                Kind = InteractionKind.Identified,
                OccurredAt = said.TraitsAt,
                ReceivedAt = last.Interaction.ReceivedAt,
                Channel = last.Interaction.Channel,
                Traits = left,
            },
        };
    }

    private static ImmutableArray<JournalAppend> With(ImmutableArray<JournalAppend> appends, string customerId, ImmutableArray<long> seqs)
    {
        if (seqs.IsEmpty)
        {
            return appends;
        }

        var known = appends.FirstOrDefault(append => append.Customer == customerId);
        return known is null
            ? appends.Add(new JournalAppend { Customer = customerId, ExpectedSeq = long.MaxValue, RedactSeqs = seqs })
            : appends.Replace(known, known with { RedactSeqs = [.. known.RedactSeqs.Union(seqs).Order()] });
    }
}
