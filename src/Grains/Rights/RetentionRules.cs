using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Merges;
using Luxe.Grains.Policies;

namespace Luxe.Grains.Rights;

/// <summary>Which rows of a life are over their time. Pure: her journals, what she allows and the policy in; numbers of rows out.</summary>
internal static class RetentionRules
{
    private const string Visits = "visits";
    private const string Prompts = "prompts";

    /// <summary>
    /// The rules that a row falls under, each of which may end it; none for what is kept as long as its tier, or for ever. Of what she declared one row holds much
    /// that is kept differently: it stays as long as the tier, and is put right or withheld by her word.
    /// </summary>
    public static IEnumerable<string> RulesOf(CustomerEvent? @event) => @event switch
    {
        InteractionRecorded { Interaction.Kind: InteractionKind.Identified } => [],
        InteractionRecorded { Interaction.Kind: InteractionKind.Arrived or InteractionKind.Departed } => [Visits],
        InteractionRecorded { Interaction: var it } => DataUsesOf.All.Where(use => (ConsentGate.RestsOn(it) & use) != DataUses.None).Select(Name),
        PromptRaised => [Prompts],
        _ => [],
    };

    /// <summary>What is over its time, in her journal and in those of everybody she absorbed: one person has one consent.</summary>
    public static RetentionPlan Plan(ConsentView consent, string? country, IEnumerable<LifeOnPaper> lives, IPolicyBook policies, DateTimeOffset now)
    {
        var periods = new Dictionary<string, TimeSpan?>(StringComparer.Ordinal);
        var rules = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var rows = ImmutableArray.CreateBuilder<(string, ImmutableArray<long>)>();
        foreach (var life in lives)
        {
            ImmutableArray<long> over = [.. life.Entries.Where(IsOver).Select(static entry => entry.Seq)];
            if (!over.IsEmpty)
            {
                rows.Add((life.CustomerId, over));
            }
        }

        return new RetentionPlan(rows.ToImmutable(), rules.ToImmutableSortedDictionary(StringComparer.Ordinal));

        bool IsOver(JournalEntry entry)
        {
            if (RulesOf(entry.Event).FirstOrDefault(rule => Keep(rule) is { } period && At(entry.Event!) + period <= now) is not { } over)
            {
                return false;
            }

            rules[over] = rules.GetValueOrDefault(over) + 1;
            return true;
        }

        TimeSpan? Keep(string rule) => periods.TryGetValue(rule, out var known) ? known : periods[rule] = policies.Keep(consent, rule, country);
    }

    /// <summary>Whether a period of the policy is one of rows.</summary>
    public static bool IsRule(string category) => category is Visits or Prompts || DataUsesOf.All.Any(use => Name(use) == category);

    /// <summary>From when its time counts.</summary>
    public static DateTimeOffset At(CustomerEvent @event) => @event switch
    {
        InteractionRecorded step => step.Interaction.OccurredAt,
        PromptRaised raised => raised.Prompt.RaisedAt,
        _ => throw new NotSupportedException("A row without a rule has no time that counts."),
    };

    /// <summary>The rule of a use, as policies name it.</summary>
    public static string Name(DataUses use) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(use.ToString());
}

/// <summary>What is emptied.</summary>
/// <param name="Rows">By journal.</param>
/// <param name="Rules">How many rows each rule met.</param>
internal sealed record RetentionPlan(ImmutableArray<(string Customer, ImmutableArray<long> Seqs)> Rows, ImmutableSortedDictionary<string, long> Rules)
{
    public static RetentionPlan Nothing { get; } = new([], ImmutableSortedDictionary<string, long>.Empty);

    public int Count => Rows.Sum(static life => life.Seqs.Length);

    public ImmutableArray<long> Of(string customer) => Rows.FirstOrDefault(life => life.Customer == customer).Seqs is { IsDefault: false } seqs ? seqs : [];
}
