using Microsoft.Extensions.Logging;
using Orleans.Utilities;

namespace Luxe.Grains.Pushing;

/// <summary>
/// Pushes to a grain's subscribers, each in its own line: one push after the other was answered (the transport alone does not keep
/// their order), and no subscriber waits for another, nor the grain for any. Lines run on the grain's scheduler and touch nothing
/// but this object. A subscriber that fails is dropped; it resumes by asking for what it missed.
/// </summary>
internal sealed partial class Pushes<TObserver>(TimeSpan lifetime, ILogger log)
    where TObserver : IGrainObserver
{
    private readonly ObserverManager<TObserver> _observers = new(lifetime, log);
    private readonly Dictionary<IAddressable, Line> _lines = [];

    public void Subscribe(TObserver observer) => _observers.Subscribe(observer, observer);

    public void Unsubscribe(TObserver observer)
    {
        _observers.Unsubscribe(observer);
        _lines.Remove(observer);
    }

    /// <summary>Puts a push into every subscriber's line.</summary>
    public void Send(Func<TObserver, Task> push) => _observers.Notify(observer =>
    {
        if (!_lines.TryGetValue(observer, out var line))
        {
            _lines[observer] = line = new Line();
        }

        line.Tail = Next(line, observer, push);
    });

    /// <summary>Waits for what is in the lines, for a grain that ends.</summary>
    public Task Flush(CancellationToken cancellationToken) => Task.WhenAll(_lines.Values.Select(static line => line.Tail)).WaitAsync(cancellationToken);

    private async Task Next(Line line, TObserver observer, Func<TObserver, Task> push)
    {
        await line.Tail;
        if (line.IsBroken)
        {
            return;
        }

        try
        {
            await push(observer);
        }
        catch (Exception fault)
        {
            line.IsBroken = true;
            Unsubscribe(observer);
            Dropped(log, fault.GetType().Name);
        }
    }

    [LoggerMessage(1401, LogLevel.Information, "A subscriber did not answer ({Fault}) and was dropped.")]
    private static partial void Dropped(ILogger log, string fault);

    private sealed class Line
    {
        public Task Tail { get; set; } = Task.CompletedTask;

        public bool IsBroken { get; set; }
    }
}
