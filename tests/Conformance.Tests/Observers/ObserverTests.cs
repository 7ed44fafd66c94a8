using Luxe.Conformance.Tests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Utilities;

namespace Luxe.Conformance.Tests.Observers;

public interface IListener : IGrainObserver
{
    [OneWay]
    void Heard(string what);

    Task HeardAndDone(string what);
}

public interface ISpeakerGrain : IGrainWithStringKey
{
    Task Subscribe(IListener listener, TimeSpan expiration);

    Task Unsubscribe(IListener listener);

    Task Speak(string what);

    Task<int> SpeakAndWait(string what);

    Task<int> Count();

    Task<int> CountAfterCleaning();
}

public sealed class SpeakerGrain : Grain, ISpeakerGrain
{
    private readonly ObserverManager<IListener> _listeners = new(TimeSpan.FromMinutes(1), NullLogger.Instance);

    public Task Subscribe(IListener listener, TimeSpan expiration)
    {
        _listeners.ExpirationDuration = expiration;
        _listeners.Subscribe(listener, listener);
        return Task.CompletedTask;
    }

    public Task Unsubscribe(IListener listener)
    {
        _listeners.Unsubscribe(listener);
        return Task.CompletedTask;
    }

    public Task Speak(string what)
    {
        _listeners.Notify(l => l.Heard(what));
        return Task.CompletedTask;
    }

    public async Task<int> SpeakAndWait(string what)
    {
        await _listeners.Notify(l => l.HeardAndDone(what));
        return _listeners.Count;
    }

    public Task<int> Count() => Task.FromResult(_listeners.Count);

    public Task<int> CountAfterCleaning()
    {
        _listeners.ClearExpired();
        return Task.FromResult(_listeners.Count);
    }
}

public sealed class Listener(Trace trace) : IListener
{
    public void Heard(string what) => trace.Add(what);

    public Task HeardAndDone(string what)
    {
        trace.Add(what);
        return what == "fault" ? throw new InvalidOperationException("the listener fails") : Task.CompletedTask;
    }
}

public sealed class ObserverTests(ImpatientCluster silo) : IClassFixture<ImpatientCluster>
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private ISpeakerGrain Grain() => silo.Grains.GetGrain<ISpeakerGrain>(Unique.Key());

    private (Listener Target, IListener Reference, Trace Heard) Listen()
    {
        var heard = new Trace();
        var target = new Listener(heard);
        return (target, silo.Grains.CreateObjectReference<IListener>(target), heard);
    }

    [Fact]
    public async Task Notify_Subscribed_HearsInOrder()
    {
        var grain = Grain();
        var (target, reference, heard) = Listen();
        await grain.Subscribe(reference, Long);
        for (var i = 0; i < 50; i++)
        {
            await grain.Speak($"{i}");
        }

        var steps = await heard.Until("49");
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), steps);
        GC.KeepAlive(target);
    }

    [Fact]
    public async Task Subscribe_Twice_HearsOnce()
    {
        var grain = Grain();
        var (target, reference, heard) = Listen();
        await grain.Subscribe(reference, Long);
        await grain.Subscribe(reference, Long);
        Assert.Equal(1, await grain.SpeakAndWait("once"));
        Assert.Equal(["once"], heard.Steps);
        GC.KeepAlive(target);
    }

    [Fact]
    public async Task Unsubscribe_AfterIt_HearsNothing()
    {
        var grain = Grain();
        var (target, reference, heard) = Listen();
        await grain.Subscribe(reference, Long);
        await grain.Unsubscribe(reference);
        Assert.Equal(0, await grain.SpeakAndWait("nobody"));
        Assert.Empty(heard.Steps);
        GC.KeepAlive(target);
    }

    [Fact]
    public async Task Notify_AListenerFaults_IsDroppedAndTheOthersHear()
    {
        var grain = Grain();
        var (target, reference, _) = Listen();
        await grain.Subscribe(reference, Long);
        Assert.Equal(0, await grain.SpeakAndWait("fault"));
        GC.KeepAlive(target);
    }

    [Fact]
    public async Task Notify_ADeletedReference_TaskTimesOutThenIsDropped()
    {
        var grain = Grain();
        var (target, reference, heard) = Listen();
        await grain.Subscribe(reference, Long);
        silo.Grains.DeleteObjectReference<IListener>(reference);

        // The grain's own wait for the listener lasts as long as the caller's wait for the grain.
        await Record.ExceptionAsync(() => grain.SpeakAndWait("lost"));
        await Record.ExceptionAsync(grain.Count);
        Assert.Equal(0, await grain.Count());
        Assert.Empty(heard.Steps);
        GC.KeepAlive(target);
    }

    [Fact]
    public async Task Notify_ADeletedReference_VoidIsLostSilently()
    {
        var grain = Grain();
        var (target, reference, heard) = Listen();
        await grain.Subscribe(reference, Long);
        silo.Grains.DeleteObjectReference<IListener>(reference);
        await grain.Speak("lost");
        Assert.Equal(1, await grain.Count());
        Assert.Empty(heard.Steps);
        GC.KeepAlive(target);
    }

    [Fact]
    public void DeleteObjectReference_OfTheObjectItselfOrTwice_IsRefused()
    {
        var (target, reference, _) = Listen();
        Assert.Throws<ArgumentException>(() => silo.Grains.DeleteObjectReference<IListener>(target));
        silo.Grains.DeleteObjectReference<IListener>(reference);
        Assert.Throws<ArgumentException>(() => silo.Grains.DeleteObjectReference<IListener>(reference));
    }

    [Fact]
    public async Task Subscription_NotRenewed_Expires()
    {
        var grain = Grain();
        var (target, reference, _) = Listen();
        await grain.Subscribe(reference, TimeSpan.FromTicks(1));
        Assert.Equal(0, await grain.CountAfterCleaning());
        GC.KeepAlive(target);
    }
}
