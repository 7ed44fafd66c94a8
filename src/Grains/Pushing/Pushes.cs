using Microsoft.Extensions.Logging;
using Orleans.Utilities;

namespace Luxe.Grains.Pushing;

/// <summary>
/// Pushes to a grain's subscribers: in order for each of them, and without making the grain wait for the slowest tablet.
/// Every push is owned until it is answered; a subscriber that fails is dropped and resumes by asking for what it missed.
/// </summary>
internal sealed partial class Pushes<TObserver>(TimeSpan lifetime, ILogger log)
    where TObserver : IGrainObserver
{
    private readonly ObserverManager<TObserver> _observers = new(lifetime, log);
    private readonly HashSet<Task> _underWay = [];

    public bool IsEmpty => _observers.Count == 0;

    public void Subscribe(TObserver observer) => _observers.Subscribe(observer, observer);

    public void Unsubscribe(TObserver observer) => _observers.Unsubscribe(observer);

    /// <summary>
    /// Sends to everyone. Calls to one subscriber leave in this order and the transport keeps it, so nothing is awaited here.
    /// What runs after the answer touches only this object, on the grain's own scheduler.
    /// </summary>
    public void Send(Func<TObserver, Task> push) => _observers.Notify(observer =>
    {
        var sent = Answered(observer, push(observer));
        if (!sent.IsCompleted)
        {
            _underWay.Add(sent);
            _ = sent.ContinueWith(_underWay.Remove, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);
        }
    });

    /// <summary>Waits for pushes under way, for a grain that ends.</summary>
    public Task Flush(CancellationToken cancellationToken) => Task.WhenAll(_underWay).WaitAsync(cancellationToken);

    private async Task Answered(TObserver observer, Task push)
    {
        try
        {
            await push;
        }
        catch (Exception fault)
        {
            Dropped(log, fault.GetType().Name);
            _observers.Unsubscribe(observer);
        }
    }

    [LoggerMessage(1401, LogLevel.Information, "A subscriber did not answer ({Fault}) and was dropped.")]
    private static partial void Dropped(ILogger log, string fault);
}
