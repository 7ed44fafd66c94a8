using System.Collections.Immutable;
using Luxe.ClientelingApp.Access;
using Luxe.ClientelingApp.Inbox;
using Luxe.ClientelingApp.Pieces;
using Luxe.ClientelingApp.Shell;
using Luxe.ClientelingApp.Stores;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Stores;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging;

namespace Luxe.ClientelingApp.Today;

/// <summary>The associate's page: her feed's client. Everything that changes it runs on the renderer's dispatcher.</summary>
public sealed partial class TodayPage(TodayDesk desk, ILogger<TodayPage> logger) : ComponentBase, IClientelingClient, IAsyncDisposable
{
    // A page of many prompts is a page nobody reads: the best few, the others on request.
    private const int FewPrompts = 4;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan NoticeTime = TimeSpan.FromSeconds(8);
    private readonly Dictionary<string, ImmutableArray<Piece>> _pieces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _said = new(StringComparer.Ordinal);
    private readonly HashSet<string> _busy = new(StringComparer.Ordinal);
    private TodayBoard? _board;
    private StorePlace? _place;
    private InboxFeed? _feed;
    private PageClock? _clock;
    private DateTimeOffset _now;
    private DateTimeOffset _noticedAt;
    private string? _announcement;
    private string? _notice;
    private bool _failed;
    private bool _all;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    private StorePlace Place => _place ?? StorePlace.Nowhere;

    /// <inheritdoc />
    public Task Arrival(InboxEntry entry) => InvokeAsync(() => Take(entry, "has arrived"));

    /// <inheritdoc />
    public Task Prompt(InboxEntry entry) => InvokeAsync(() => Take(entry, "is worth a word"));

    /// <inheritdoc />
    public Task Recall(InboxEntry entry) => InvokeAsync(() =>
    {
        if (_board?.Cards.GetValueOrDefault(entry.ItemId) is { } card)
        {
            Note(TodayWords.Farewell(card, entry.State));
        }

        return Take(entry, "");
    });

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_clock is not null)
        {
            await _clock.DisposeAsync();
        }

        if (_feed is not null)
        {
            await _feed.DisposeAsync();
        }
    }

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        _now = desk.Time.GetUtcNow();
        return RendererInfo.IsInteractive ? Load() : Task.CompletedTask; // A prerendered page reads nothing twice.
    }

    private async Task Load()
    {
        _failed = false;
        try
        {
            var staff = Staff.From((await Authentication).User) ?? throw new InvalidOperationException("Nobody is signed in.");
            _feed ??= desk.Open(staff, this);
            _clock ??= new PageClock(desk.Time, Tick, () => InvokeAsync(Pass));
            _place = await desk.Place(staff);
            var board = TodayBoard.From(await _feed.Start()).At(_now);
            await Task.WhenAll(board.Cards.Values.Select(c => ReadPieces(c.Item)));
            _board = board;
        }
        catch (Exception e)
        {
            LoadFailed(logger, e);
            _failed = true;
        }
    }

    private async Task Take(InboxEntry entry, string news)
    {
        _now = desk.Time.GetUtcNow();
        var isKnown = _board?.Cards.ContainsKey(entry.ItemId) == true;
        _board = (_board ?? TodayBoard.Empty).Apply(entry);
        _said.Remove(entry.ItemId);
        if (entry.Item is not null || !_board.Cards.ContainsKey(entry.ItemId))
        {
            _pieces.Remove(entry.ItemId); // Ended, or revised: what it showed before goes at once.
        }

        if (entry is { Item: { } item } && _board.Cards.ContainsKey(entry.ItemId))
        {
            if (isKnown)
            {
                Note($"What may be said of {item.Greeting} has changed.");
            }
            else if (entry.State == InboxState.Open)
            {
                _announcement = $"{item.Greeting} {news}.";
                _notice = null;
            }

            StateHasChanged();
            await ReadPieces(item);
        }

        StateHasChanged();
    }

    private async Task ReadPieces(InboxItem item) => _pieces[item.ItemId] = await desk.Pieces(item, Place);

    private ImmutableArray<Piece> PiecesOf(TodayCard card) => _pieces.GetValueOrDefault(card.Item.ItemId, []);

    /// <summary>What changes without anybody doing anything.</summary>
    private void Pass()
    {
        _now = desk.Time.GetUtcNow();
        _board = _board?.At(_now);
        _notice = _now - _noticedAt < NoticeTime ? _notice : null;
        StateHasChanged();
    }

    private void Note(string words)
    {
        _notice = _announcement = words;
        _noticedAt = desk.Time.GetUtcNow();
    }

    [LoggerMessage(5111, LogLevel.Warning, "An associate's page could not load")]
    private static partial void LoadFailed(ILogger logger, Exception exception);
}
