using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Policies;
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

    /// <summary>The shortest period of any version, anywhere; null when nothing ever runs out. No row that is younger can be over its time.</summary>
    public static TimeSpan? Shortest(IEnumerable<PolicyDocument> policies)
    {
        var days = policies.SelectMany(static policy => policy.Uses.Select(static use => use.KeepDays).OfType<int>()
            .Concat(policy.Keep.Where(static keep => keep.Category is Visits or Prompts).Select(static keep => keep.Days))
            .Concat(policy.Countries.SelectMany(static country => country.Keep).Select(static keep => keep.Days))).ToArray();
        return days.Length == 0 ? null : TimeSpan.FromDays(days.Min());
    }

    private static DateTimeOffset At(CustomerEvent @event) => @event switch
    {
        InteractionRecorded step => step.Interaction.OccurredAt,
        PromptRaised raised => raised.Prompt.RaisedAt,
        _ => throw new NotSupportedException("A row without a rule has no time that counts."),
    };

    private static string Name(DataUses use) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(use.ToString());
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
