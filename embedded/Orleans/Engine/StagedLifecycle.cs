using Microsoft.Extensions.Logging;

namespace Luxe.Embedded;

/// <summary>Observers by stage: started upwards, all of a stage together; stopped downwards from where the start came to.</summary>
internal sealed class StagedLifecycle(ILogger log) : IGrainLifecycle, ISiloLifecycle
{
    private readonly List<Subscription> _subscriptions = [];
    private bool _started;

    public int HighestCompletedStage { get; private set; } = int.MinValue;

    public int LowestStoppedStage { get; private set; } = int.MaxValue;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var subscription = new Subscription(this, observerName, stage, observer);
        lock (_subscriptions)
        {
            _subscriptions.Add(subscription);
        }

        return subscription;
    }

    internal async Task OnStart(CancellationToken cancellationToken)
    {
        _started = true;
        foreach (var stage in Stages().OrderBy(static group => group.Key))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.WhenAll(stage.Select(subscription => Guarded(subscription.Observer.OnStart, cancellationToken)));
            HighestCompletedStage = stage.Key;
        }
    }

    internal async Task OnStop(CancellationToken cancellationToken)
    {
        if (!_started)
        {
            return;
        }

        foreach (var stage in Stages().Where(group => group.Key <= HighestCompletedStage).OrderByDescending(static group => group.Key))
        {
            try
            {
                await Task.WhenAll(stage.Select(subscription => Guarded(subscription.Observer.OnStop, cancellationToken)));
            }
            catch (Exception exception)
            {
                EngineLog.StageFailedToStop(log, exception, stage.Key);
            }

            LowestStoppedStage = stage.Key;
        }
    }

    private static async Task Guarded(Func<CancellationToken, Task> function, CancellationToken cancellationToken) => await function(cancellationToken);

    private List<IGrouping<int, Subscription>> Stages()
    {
        lock (_subscriptions)
        {
            return [.. _subscriptions.GroupBy(static subscription => subscription.Stage)];
        }
    }

    private sealed record Subscription(StagedLifecycle Owner, string Name, int Stage, ILifecycleObserver Observer) : IDisposable
    {
        public void Dispose()
        {
            lock (Owner._subscriptions)
            {
                Owner._subscriptions.Remove(this);
            }
        }
    }
}
