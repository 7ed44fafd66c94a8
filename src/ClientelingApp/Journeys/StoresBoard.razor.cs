using System.Collections.Immutable;
using Luxe.ClientelingApp.Floor;
using Luxe.ClientelingApp.Shell;
using Luxe.ClientelingApp.Stores;
using Luxe.Contracts.Stores;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;

namespace Luxe.ClientelingApp.Journeys;

/// <summary>Every store and who is in, live.</summary>
public sealed partial class StoresBoard(FloorFeeds feeds, StorePlaces stores, ILogger<StoresBoard> logger) : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, FloorView> _floors = new(StringComparer.Ordinal);
    private IReadOnlyList<StorePlace>? _stores;
    private FloorFeed? _feed;
    private PageClock? _clock;
    private DateTimeOffset _now;
    private bool _failed;

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
            var all = await stores.All();
            _feed ??= feeds.Open(all.Select(s => s.StoreId), floor => InvokeAsync(() => Show(floor)));
            _clock ??= new PageClock(feeds.Time, Tick, () => InvokeAsync(Pass));
            await _feed.Start();
            _stores = all;
        }
        catch (Exception e)
        {
            LoadFailed(logger, e);
            _failed = true;
        }
    }

    private void Show(FloorView floor)
    {
        if (_floors.TryGetValue(floor.StoreId, out var shown) && floor.Version < shown.Version)
        {
            return;
        }

        _floors[floor.StoreId] = floor;
        Pass();
    }

    private void Pass()
    {
        _now = feeds.Time.GetUtcNow();
        StateHasChanged();
    }

    private ImmutableArray<FloorGuest> GuestsOf(StorePlace store) => _floors.GetValueOrDefault(store.StoreId)?.Guests ?? [];

    [LoggerMessage(5124, LogLevel.Warning, "The stores could not be read")]
    private static partial void LoadFailed(ILogger logger, Exception exception);
}
