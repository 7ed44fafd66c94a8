using Luxe.ClientelingApp.Access;
using Luxe.ClientelingApp.Clients;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using Radzen.Blazor;

namespace Luxe.ClientelingApp.Duplicates;

/// <summary>One pair: looked at on demand, so that nobody is read who is not asked for, then merged or dismissed.</summary>
public sealed partial class CandidateCard(DuplicatesDesk desk, ILogger<CandidateCard> logger) : ComponentBase
{
    private DryRun? _run;
    private bool _swapped;
    private bool _asking;
    private bool _busy;
    private string? _fault;
    private ElementReference _heading;
    private ElementReference _confirm;
    private RadzenButton? _merge;

    /// <summary>Where a keyboard goes on: the control that was pressed is gone.</summary>
    private Func<ElementReference>? _focus;

    /// <summary>The pair.</summary>
    [Parameter, EditorRequired] public MergeCandidate Candidate { get; set; } = null!;

    /// <summary>Who looks.</summary>
    [Parameter, EditorRequired] public Staff Staff { get; set; } = null!;

    /// <summary>Told in a few words what became of the pair.</summary>
    [Parameter, EditorRequired] public EventCallback<string> OnSettled { get; set; }

    private string Heading => "pair-" + Candidate.Id.Replace('~', '-');

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus is { } focus)
        {
            _focus = null;
            await focus().FocusAsync();
        }
    }

    private Task Look() => Do("The house does not answer just now.", async () =>
    {
        var (stays, joins) = _swapped ? (Candidate.SecondId, Candidate.FirstId) : (Candidate.FirstId, Candidate.SecondId);
        _run = await desk.Look(Staff, stays, joins, Candidate.Reasons);
        _focus = () => _heading;
    });

    private Task Swap()
    {
        _swapped = !_swapped;
        return Look();
    }

    private void Ask() => (_asking, _focus) = (true, () => _confirm);

    private void NotYet() => (_asking, _focus) = (false, () => _merge!.Element);

    private Task Merge() => Do("The house does not answer just now. Whether the two were merged shows when you look again.", async () =>
    {
        var outcome = await desk.Merge(Staff, _run!, Candidate);
        _asking = false;
        await OnSettled.InvokeAsync(DuplicateWords.Refusal(outcome.Refusal, outcome.NamedId, _run!.SurvivorId, _run.AbsorbedId) ?? "Merged. Either id leads to one client now.");
        if (outcome.Refusal != MergeRefusal.None)
        {
            // The pair may still be open: what is shown of it is out of date.
            _run = null;
        }
    });

    private Task Dismiss() => Do("The house does not answer just now. Nothing was set aside.", async () =>
    {
        await desk.Dismiss(Staff, Candidate);
        await OnSettled.InvokeAsync(_run?.Preview.Refusal is null or MergeRefusal.None ? "Set aside: these are two people." : "Set aside.");
    });

    private async Task Do(string fault, Func<Task> act)
    {
        (_busy, _fault) = (true, null);
        try
        {
            await act();
        }
        catch (Exception e)
        {
            ActFailed(logger, e);
            (_fault, _asking) = (fault, false);
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
            run.Preview.MergedSide is { Purchases: > 0 } side ? $"{DuplicateWords.Bought(side)}." : null,
            run.Associate is { } associate ? $"In {associate}’s book." : null,
            DuplicateWords.Prompts(run.Preview.PromptsEnded),
        ];
        return lines.OfType<string>();
    }

    [LoggerMessage(5162, LogLevel.Warning, "A pair of duplicates could not be read or settled")]
    private static partial void ActFailed(ILogger logger, Exception exception);
}
