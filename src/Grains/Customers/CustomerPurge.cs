using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Grains.Merges;
using Luxe.Storage;

namespace Luxe.Grains.Customers;

/// <summary>Which stored rows a decision purges, in her journal and in those of everybody she absorbed.</summary>
internal static class CustomerPurge
{
    /// <summary>
    /// A lower tier purges what lies above it. While a merge stands, rows lie above what it lets through, here and in frozen journals:
    /// her own word purges them too, even where it does not lower what the merge already lowered.
    /// </summary>
    public static CustomerChange With(CustomerChange change, CustomerState state, ConsentDecision decision, string? door) => MergeFold.Heard(state, decision, door) switch
    {
        null => change,
        (var consent, true) when door is not null => change with { Others = Frozen([door], consent.Tier) },
        (var consent, true) => change with { RedactAboveTier = consent.Tier < state.Consent.Tier ? consent.Tier : null },
        (var consent, false) when state.Marks is { Merges.IsEmpty: false } marks && consent.Tier < ConsentTier.Identity =>
            change with { RedactAboveTier = consent.Tier, Others = Frozen(marks.Covered, consent.Tier) },
        (var consent, false) => change with { RedactAboveTier = consent.Tier < state.Consent.Tier ? consent.Tier : null },
    };

    /// <summary>Nobody writes to a frozen journal but her survivor, whose own append says that she still is.</summary>
    private static ImmutableArray<JournalAppend> Frozen(IEnumerable<string> customers, ConsentTier above) =>
        [.. customers.Select(id => new JournalAppend { Customer = id, ExpectedSeq = long.MaxValue, RedactAboveTier = (int)above })];
}
