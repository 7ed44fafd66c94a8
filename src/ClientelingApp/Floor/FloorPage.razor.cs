using Luxe.ClientelingApp.Access;
using Luxe.ClientelingApp.Shell;
using Luxe.ClientelingApp.Stores;
using Luxe.Contracts.Stores;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging;

namespace Luxe.ClientelingApp.Floor;

/// <summary>The manager's page: her store's floor, live.</summary>
public sealed partial class FloorPage(FloorFeeds feeds, StorePlaces stores, ILogger<FloorPage> logger) : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private FloorView? _floor;
    private StorePlace? _place;
    private FloorFeed? _feed;
    private PageClock? _clock;
    private DateTimeOffset _now;
    private string? _announcement;
    private bool _failed;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = null!;

    private StorePlace Place => _place ?? StorePlace.Nowhere;

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
        _now = feeds.Time.GetUtcNow();
        return RendererInfo.IsInteractive ? Load() : Task.CompletedTask;
    }

    private async Task Load()
    {
        _failed = false;
        try
        {
            var staff = Staff.From((await Authentication).User);
            var store = staff?.StoreId ?? throw new InvalidOperationException("A manager belongs to a store.");
            _place = await stores.Find(store);
            _feed ??= feeds.Open([store], floor => InvokeAsync(() => Show(floor)));
            _clock ??= new PageClock(feeds.Time, Tick, () => InvokeAsync(Pass));
            await _feed.Start();
        }
        catch (Exception e)
        {
            LoadFailed(logger, e);
            _failed = true;
        }
    }

    private async Task Show(FloorView floor)
    {
        // Pushes may overtake each other; a version never goes back.
        if (_floor is { } shown && floor.Version < shown.Version)
        {
            return;
        }

        var known = _floor?.Guests.Select(g => g.DispatchId).ToHashSet(StringComparer.Ordinal);
        _announcement = known is null ? null : floor.Guests.FirstOrDefault(g => !known.Contains(g.DispatchId)) is { } guest ? $"{guest.Greeting} is in." : _announcement;
        _floor = floor;
        _now = feeds.Time.GetUtcNow();
        StateHasChanged();
        foreach (var associate in floor.OnShift.Concat(floor.Guests.Select(g => g.AssociateId).OfType<string>()).Where(id => !_names.ContainsKey(id)).ToList())
        {
            _names[associate] = await stores.NameOf(associate);
        }

        StateHasChanged();
    }

    private string NameOf(string associateId) => _names.GetValueOrDefault(associateId, "…");

    private void Pass()
    {
        var before = _now;
        _now = feeds.Time.GetUtcNow();
        if (before.Minute != _now.Minute || _floor?.Guests.Any(FloorWords.Unanswered) == true)
        {
            StateHasChanged();
        }
    }

    [LoggerMessage(5123, LogLevel.Warning, "A floor page could not load")]
    private static partial void LoadFailed(ILogger logger, Exception exception);
}
