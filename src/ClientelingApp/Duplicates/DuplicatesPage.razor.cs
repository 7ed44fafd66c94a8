using System.Collections.Immutable;
using Luxe.ClientelingApp.Access;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging;

namespace Luxe.ClientelingApp.Duplicates;

/// <summary>Pairs that may be one person, for a human to decide, and what was merged lately.</summary>
public sealed partial class DuplicatesPage(DuplicatesDesk desk, ILogger<DuplicatesPage> logger) : ComponentBase
{
    private ImmutableArray<MergeCandidate>? _open;
    private ImmutableArray<MergeRecord> _recent = [];
    private string? _next;
    private Staff? _staff;
    private string? _told;
    private bool _failed;
    private bool _isNews;
    private ElementReference _says;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _staff = Staff.From((await Authentication).User);
        if (RendererInfo.IsInteractive && _staff is not null)
        {
            await Load();
        }
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isNews)
        {
            _isNews = false;
            await _says.FocusAsync();
        }
    }

    private async Task Load()
    {
        _failed = false;
        try
        {
            var (page, recent) = (desk.Open(null), desk.Recent());
            (_open, _next) = ((await page).Candidates, page.Result.Next);
            _recent = await recent;
        }
        catch (Exception e)
        {
            LoadFailed(logger, e);
            _failed = true;
        }
    }

    private async Task More()
    {
        try
        {
            var page = await desk.Open(_next);
            (_open, _next) = ([.. _open ?? [], .. page.Candidates], page.Next);
        }
        catch (Exception e)
        {
            LoadFailed(logger, e);
            _failed = true;
        }
    }

    private async Task Settle(string told)
    {
        _told = told;
        await Load();
        _isNews = true;
    }

    [LoggerMessage(5161, LogLevel.Warning, "The queue of duplicates could not be read")]
    private static partial void LoadFailed(ILogger logger, Exception exception);
}
