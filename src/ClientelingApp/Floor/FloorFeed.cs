using Luxe.Contracts.Stores;
using Microsoft.Extensions.Logging;

namespace Luxe.ClientelingApp.Floor;

/// <summary>Watches the floors of some stores: subscribes, renews every minute and reads again, so that a lost push heals.</summary>
public sealed partial class FloorFeed : IFloorObserver, IAsyncDisposable
{
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);
    private readonly IGrainFactory _grains;
    private readonly IStoreFloor[] _floors;
    private readonly IFloorObserver _self;
    private readonly Func<FloorView, Task> _show;
    private readonly ILogger _logger;
    private readonly PeriodicTimer _timer;
    private Task _renewals = Task.CompletedTask;

    internal FloorFeed(IGrainFactory grains, IEnumerable<string> storeIds, Func<FloorView, Task> show, TimeProvider time, ILogger logger)
    {
        _grains = grains;
        _floors = [.. storeIds.Select(id => grains.GetGrain<IStoreFloor>(id))];
        _self = grains.CreateObjectReference<IFloorObserver>(this);
        _show = show;
        _logger = logger;
        _timer = new PeriodicTimer(Renewal, time);
    }

    /// <summary>Subscribes and shows every floor once; changes follow.</summary>
    public async Task Start()
    {
        await Renew();
        _renewals = KeepRenewing();
    }

    /// <inheritdoc />
    Task IFloorObserver.OnFloor(FloorView floor) => _show(floor);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _renewals;
        foreach (var floor in _floors)
        {
            try
            {
                await floor.Unsubscribe(_self);
            }
            catch (Exception e)
            {
                UnsubscribeFailed(_logger, e); // It lapses by itself when it is not renewed.
            }
        }

        _grains.DeleteObjectReference<IFloorObserver>(_self);
    }

    private Task Renew() => Task.WhenAll(_floors.Select(async floor =>
    {
        await floor.Subscribe(_self);
        await _show(await floor.GetFloor());
    }));

    private async Task KeepRenewing()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            try
            {
                await Renew();
            }
            catch (Exception e)
            {
                RenewalFailed(_logger, e);
            }
        }
    }

    [LoggerMessage(5121, LogLevel.Warning, "A floor could not be read; it is tried again within a minute")]
    private static partial void RenewalFailed(ILogger logger, Exception exception);

    [LoggerMessage(5122, LogLevel.Information, "A floor's subscription could not be ended; it lapses by itself")]
    private static partial void UnsubscribeFailed(ILogger logger, Exception exception);
}
