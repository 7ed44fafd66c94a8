using System.Collections.Immutable;
using Luxe.ClientelingApp.Access;
using Luxe.Contracts.Customers;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using Radzen.Blazor;

namespace Luxe.ClientelingApp.Duplicates;

/// <summary>A merge that somebody ordered, and the way to take it back.</summary>
public sealed partial class MergeRow(DuplicatesDesk desk, ILogger<MergeRow> logger) : ComponentBase
{
    private bool _asking;
    private bool _busy;
    private ElementReference _question;
    private RadzenButton? _undo;
    private Func<ElementReference>? _focus;

    /// <summary>The merge.</summary>
    [Parameter, EditorRequired] public MergeRecord Merge { get; set; } = null!;

    /// <summary>The merges beside it, to name one that stands in the way.</summary>
    [Parameter, EditorRequired] public ImmutableArray<MergeRecord> Listed { get; set; } = [];

    /// <summary>Who looks.</summary>
    [Parameter, EditorRequired] public Staff Staff { get; set; } = null!;

    /// <summary>Told in a few words what became of it.</summary>
    [Parameter, EditorRequired] public EventCallback<string> OnSettled { get; set; }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus is { } focus)
        {
            _focus = null;
            await focus().FocusAsync();
        }
    }

    private string By(string? actor) => actor == Staff.Id ? "by you" : $"by {actor}";

    private string Named(string act) => $"{act} the merge of {DuplicateWords.Short(Merge.AbsorbedId)} into {DuplicateWords.Short(Merge.SurvivorId)}";

    private void Ask() => (_asking, _focus) = (true, () => _question);

    private void LeaveIt() => (_asking, _focus) = (false, () => _undo!.Element);

    private async Task TakeBack()
    {
        _busy = true;
        string told;
        try
        {
            told = DuplicateWords.Undone(await desk.TakeBack(Staff, Merge), Listed);
        }
        catch (Exception e)
        {
            UndoFailed(logger, e);
            told = "The house does not answer just now. Whether it was taken back shows when you look again.";
        }

        (_asking, _busy) = (false, false);
        await OnSettled.InvokeAsync(told);
    }

    [LoggerMessage(5163, LogLevel.Warning, "A merge could not be taken back")]
    private static partial void UndoFailed(ILogger logger, Exception exception);
}
