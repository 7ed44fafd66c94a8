using Luxe.ClientelingApp.Access;
using Luxe.ClientelingApp.Clients;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;

namespace Luxe.ClientelingApp.Duplicates;

/// <summary>One pair: looked at on demand, so that nobody is read who is not asked for, then merged or dismissed.</summary>
public sealed partial class CandidateCard(DuplicatesDesk desk, ILogger<CandidateCard> logger) : ComponentBase
{
    private DryRun? _run;
    private bool _swapped;
    private bool _asking;
    private bool _busy;
    private bool _failed;

    /// <summary>The pair.</summary>
    [Parameter, EditorRequired] public MergeCandidate Candidate { get; set; } = null!;

    /// <summary>Who looks.</summary>
    [Parameter, EditorRequired] public Staff Staff { get; set; } = null!;

    /// <summary>Told in a few words what became of the pair.</summary>
    [Parameter, EditorRequired] public EventCallback<string> OnSettled { get; set; }

    private string Heading => "pair-" + Candidate.Id.Replace('~', '-');

    private Task Look() => Do(async () =>
    {
        var (stays, joins) = _swapped ? (Candidate.SecondId, Candidate.FirstId) : (Candidate.FirstId, Candidate.SecondId);
        _run = await desk.Look(Staff, stays, joins, Candidate.Reasons);
    });

    private Task Swap()
    {
        _swapped = !_swapped;
        return Look();
    }

    private Task Merge() => Do(async () =>
    {
        var outcome = await desk.Merge(Staff, _run!, Candidate);
        _asking = false;
        await OnSettled.InvokeAsync(DuplicateWords.Refusal(outcome.Refusal) ?? "Merged. Either id leads to one client now.");
    });

    private Task Dismiss() => Do(async () =>
    {
        await desk.Dismiss(Staff, Candidate);
        await OnSettled.InvokeAsync("Set aside: these are two people.");
    });

    private async Task Do(Func<Task> act)
    {
        (_busy, _failed) = (true, false);
        try
        {
            await act();
        }
        catch (Exception e)
        {
            ActFailed(logger, e);
            (_failed, _asking) = (true, false);
        }

        _busy = false;
    }

    private static IEnumerable<string> Lines(DryRun run)
    {
        string?[] lines =
        [
            DuplicateWords.Lost(run.Preview),
            DuplicateWords.Taken(run.Preview),
            DuplicateWords.Hidden(run.Preview),
            run.Preview.MergedSide is { Purchases: > 0 } side ? DuplicateWords.Bought(side) + "." : null,
            run.Associate is { } associate ? $"In {associate}’s book." : null,
            DuplicateWords.Prompts(run.Preview.PromptsEnded),
        ];
        return lines.OfType<string>();
    }

    /// <summary>Which word stands; of values that the viewer may not see only whose.</summary>
    private static string Stands(TraitChoice trait) => trait.Winner switch
    {
        TraitWinner.Neither => "not kept",
        TraitWinner.Both => "both are kept",
        TraitWinner.Absorbed when trait.Absorbed is { } word => trait.Survivor is null ? word : $"{word}, not {trait.Survivor}",
        TraitWinner.Survivor when trait.Survivor is { } word => $"{word}, not {trait.Absorbed}",
        TraitWinner.Absorbed => "the other’s word stands",
        _ => "stays as it is",
    };

    [LoggerMessage(5162, LogLevel.Warning, "A pair of duplicates could not be read or settled")]
    private static partial void ActFailed(ILogger logger, Exception exception);
}
