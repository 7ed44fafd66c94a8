using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;

namespace Luxe.Grains.Merges;

/// <summary>What happened since a merge, by whose door it came.</summary>
internal sealed class Since
{
    private readonly List<CustomerEvent> _came = [];

    /// <summary>Rows of the merge, rows that came by the absorbed's doors since, and prompts that may speak of both.</summary>
    public HashSet<long> Released { get; } = [];

    /// <summary>The survivor's own interactions since.</summary>
    public List<(long Seq, Interaction Interaction)> Own { get; } = [];

    /// <summary>Decisions that came by the absorbed's doors and changed something.</summary>
    public ImmutableArray<ConsentLimit> ByTheAbsorbed { get; private set; } = [];

    /// <summary>Decisions that came otherwise and changed something.</summary>
    public ImmutableArray<ConsentLimit> ByOthers { get; private set; } = [];

    public static Since Sort(LifeOnPaper survivor, ActiveMerge merge)
    {
        var since = new Since();
        foreach (var (before, entry) in survivor.Steps())
        {
            if (entry.Seq >= merge.Seq)
            {
                since.Sort(entry, merge, before);
            }
        }

        return since;
    }

    /// <summary>What goes to the absorbed, as it stands in her own journal.</summary>
    public IEnumerable<CustomerEvent> Moved(string absorbedId) => _came.Select<CustomerEvent, CustomerEvent>(e => e switch
    {
        InteractionRecorded step => step with { Origin = step.Origin == absorbedId ? null : step.Origin },
        ConsentDecided decided => decided with { Origin = decided.Origin == absorbedId ? null : decided.Origin },
        Assigned assigned => assigned with { Origin = assigned.Origin == absorbedId ? null : assigned.Origin },
        _ => throw new NotSupportedException($"{e.GetType().Name} has no origin."),
    });

    private void Sort(JournalEntry entry, ActiveMerge merge, CustomerState before)
    {
        if (entry.Seq <= merge.Seq + merge.Rows)
        {
            Released.Add(entry.Seq);
            return;
        }

        switch (entry.Event)
        {
            case InteractionRecorded { Origin: var door } when merge.IsBehind(door):
            case Assigned { Origin: var by } when merge.IsBehind(by):
                Come(entry);
                break;
            case ConsentDecided decided when merge.IsBehind(decided.Origin):
                Come(entry);
                ByTheAbsorbed = Add(ByTheAbsorbed, before, decided);
                break;
            case ConsentDecided decided:
                ByOthers = Add(ByOthers, before, decided);
                break;
            case MergeUndone undone:
                ByOthers = ByOthers.AddRange(undone.Limits);
                break;
            case Restored restored:
                ByOthers = ByOthers.AddRange(restored.Limits);
                break;
            case InteractionRecorded step:
                Own.Add((entry.Seq, step.Interaction));
                break;
            case PromptRaised:
                Released.Add(entry.Seq);
                break;
            default:
                break;
        }
    }

    private void Come(JournalEntry entry)
    {
        Released.Add(entry.Seq);
        _came.Add(entry.Event!);
    }

    private static ImmutableArray<ConsentLimit> Add(ImmutableArray<ConsentLimit> limits, CustomerState before, ConsentDecided decided) =>
        decided.Decision.IsVouched() || MergeFold.Heard(before, decided.Decision, decided.Origin) is null
            ? limits
            : limits.Add(new ConsentLimit(decided.Decision.DecidedAt, decided.Decision.Tier, decided.Decision.Purposes, decided.Decision.Withheld, decided.Decision.LeaveMeAlone));
}
