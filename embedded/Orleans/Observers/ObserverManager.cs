using System.Collections;
using System.Collections.Concurrent;
using Luxe.Embedded;
using Microsoft.Extensions.Logging;

namespace Orleans.Utilities;

/// <summary>Keeps observers until their subscriptions expire, and notifies them.</summary>
/// <typeparam name="TObserver">The observer interface.</typeparam>
public class ObserverManager<TObserver> : ObserverManager<IAddressable, TObserver>
{
    /// <summary>Subscriptions last for a time.</summary>
    public ObserverManager(TimeSpan expiration, ILogger log)
        : base(expiration, log)
    {
    }
}

/// <summary>Keeps observers by an identity until their subscriptions expire, and notifies them.</summary>
/// <typeparam name="TIdentity">The identity.</typeparam>
/// <typeparam name="TObserver">The observer interface.</typeparam>
public class ObserverManager<TIdentity, TObserver> : IEnumerable<TObserver>
    where TIdentity : notnull
{
    private readonly ConcurrentDictionary<TIdentity, Subscription> _subscriptions = new();
    private readonly ILogger _log;

    /// <summary>Subscriptions last for a time.</summary>
    public ObserverManager(TimeSpan expiration, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(log);
        ExpirationDuration = expiration;
        _log = log;
        GetDateTime = static () => TimeProvider.System.GetUtcNow().UtcDateTime;
    }

    /// <summary>The clock, in UTC.</summary>
    public Func<DateTime> GetDateTime { get; set; }

    /// <summary>How long a subscription lasts unless it is renewed.</summary>
    public TimeSpan ExpirationDuration { get; set; }

    /// <summary>The number of subscriptions.</summary>
    public int Count => _subscriptions.Count;

    /// <summary>The observers by identity.</summary>
    public IReadOnlyDictionary<TIdentity, TObserver> Observers => _subscriptions.ToDictionary(pair => pair.Key, pair => pair.Value.Observer);

    /// <summary>Removes all.</summary>
    public void Clear() => _subscriptions.Clear();

    /// <summary>Subscribes, or renews a subscription.</summary>
    public void Subscribe(TIdentity id, TObserver observer) => _subscriptions[id] = new Subscription(observer, GetDateTime());

    /// <summary>Ends a subscription.</summary>
    public void Unsubscribe(TIdentity id) => _subscriptions.TryRemove(id, out _);

    /// <summary>Notifies all and drops those that fail or have expired.</summary>
    public async Task Notify(Func<TObserver, Task> notification, Func<TObserver, bool>? predicate = null)
    {
        foreach (var (id, subscription) in Live())
        {
            try
            {
                if (predicate is null || predicate(subscription.Observer))
                {
                    await notification(subscription.Observer);
                }
            }
            catch (Exception failure)
            {
                Drop(id, subscription, failure);
            }
        }
    }

    /// <summary>Notifies all and drops those that fail or have expired.</summary>
    public void Notify(Action<TObserver> notification, Func<TObserver, bool>? predicate = null)
    {
        foreach (var (id, subscription) in Live())
        {
            try
            {
                if (predicate is null || predicate(subscription.Observer))
                {
                    notification(subscription.Observer);
                }
            }
            catch (Exception failure)
            {
                Drop(id, subscription, failure);
            }
        }
    }

    /// <summary>Removes those that have expired.</summary>
    public void ClearExpired() => Live();

    /// <inheritdoc/>
    public IEnumerator<TObserver> GetEnumerator() => _subscriptions.Select(pair => pair.Value.Observer).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private List<KeyValuePair<TIdentity, Subscription>> Live()
    {
        var now = GetDateTime();
        var live = new List<KeyValuePair<TIdentity, Subscription>>(_subscriptions.Count);
        foreach (var pair in _subscriptions)
        {
            if (pair.Value.LastSeen + ExpirationDuration < now)
            {
                _subscriptions.TryRemove(pair);
            }
            else
            {
                live.Add(pair);
            }
        }

        return live;
    }

    private void Drop(TIdentity id, Subscription subscription, Exception failure)
    {
        // Only if it was not renewed while the notification was under way.
        if (_subscriptions.TryRemove(KeyValuePair.Create(id, subscription)))
        {
            EngineLog.ObserverDropped(_log, failure);
        }
    }

    private sealed record Subscription(TObserver Observer, DateTime LastSeen);
}
