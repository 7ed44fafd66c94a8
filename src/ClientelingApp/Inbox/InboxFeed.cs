using System.Collections.Immutable;
using System.Threading.Channels;
using Luxe.ClientelingApp.Access;
using Luxe.Contracts.Associates;
using Microsoft.Extensions.Logging;

namespace Luxe.ClientelingApp.Inbox;

/// <summary>
/// One tablet's connection to its associate's inbox: subscribes, renews, fills gaps, and delivers each entry once and
/// in order. The hub and the page are shells over it. Invariant: only the pump moves the sequence or calls the client.
/// </summary>
public sealed partial class InboxFeed : IInboxObserver, IAsyncDisposable
{
    private const int PageSize = 200;
    private const int MostPagesBack = 10;
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private readonly Channel<Func<Task>> _work = Channel.CreateUnbounded<Func<Task>>(new() { SingleReader = true });
    private readonly IGrainFactory _grains;
    private readonly IInbox _inbox;
    private readonly InboxGate _gate;
    private readonly IInboxObserver _self;
    private readonly IClientelingClient _client;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly Task _pump;
    private InboxSequence _sequence = new(long.MaxValue); // Nothing is delivered before Start or Resume says from where.

    internal InboxFeed(IGrainFactory grains, Staff staff, IClientelingClient client, TimeProvider time, ILogger logger)
    {
        _grains = grains;
        _inbox = grains.GetGrain<IInbox>(staff.Id);
        _client = client;
        _logger = logger;
        _gate = new InboxGate(grains, staff);
        Answers = new InboxAnswers(grains, staff);
        _self = grains.CreateObjectReference<IInboxObserver>(this);
        _timer = time.CreateTimer(_ => Enqueue(Renew), null, Renewal, Renewal);
        _pump = Pump();
    }

    /// <summary>What the associate answers.</summary>
    public InboxAnswers Answers { get; }

    /// <summary>Subscribes and returns what is open and how it came to stand so; whatever comes after that is delivered.</summary>
    public Task<InboxOpening> Start() => Run(async () =>
    {
        await _inbox.Subscribe(_self);
        var snapshot = await _inbox.GetOpen();
        var open = await Task.WhenAll(snapshot.Open.Select(_gate.Cut));
        var opening = new InboxOpening(snapshot with { Open = [.. open.Where(e => !InboxItems.Leaves(e.State))] }, await ReadChanges(snapshot));
        _sequence = new InboxSequence(snapshot.LastNumber);
        return opening;
    });

    /// <summary>Subscribes and delivers everything after the last number the tablet saw.</summary>
    public Task Resume(long lastSeen) => Run(async () =>
    {
        await _inbox.Subscribe(_self);
        _sequence = new InboxSequence(Math.Max(0, lastSeen));
        await CatchUp();
        return true;
    });

    /// <inheritdoc />
    Task IInboxObserver.OnEntry(InboxEntry entry)
    {
        Enqueue(() => Take(entry));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        _work.Writer.TryComplete();
        await _pump;
        try
        {
            await _inbox.Unsubscribe(_self);
        }
        catch (Exception e)
        {
            UnsubscribeFailed(_logger, e); // The subscription dies by itself when it is not renewed.
        }

        _grains.DeleteObjectReference<IInboxObserver>(_self);
    }

    private void Enqueue(Func<Task> work) => _work.Writer.TryWrite(work);

    private async Task<T> Run<T>(Func<Task<T>> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(async () =>
        {
            try
            {
                done.SetResult(await work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        var first = await Task.WhenAny(done.Task, _work.Reader.Completion);
        return first == done.Task ? await done.Task : throw new ObjectDisposedException(nameof(InboxFeed));
    }

    private async Task Pump()
    {
        await foreach (var work in _work.Reader.ReadAllAsync())
        {
            try
            {
                await work();
            }
            catch (Exception e)
            {
                // The sequence has not moved past what failed: the next renewal reads it again.
                DeliveryFailed(_logger, e);
                _timer.Change(Retry, Renewal);
            }
        }
    }

    private async Task Renew()
    {
        await _inbox.Subscribe(_self);
        if (_sequence.Last != long.MaxValue)
        {
            await CatchUp();
        }
    }

    private Task Take(InboxEntry entry) => _sequence.Judge(entry) switch
    {
        Turn.Skip => Task.CompletedTask,
        Turn.Take => Deliver(entry),
        _ => CatchUp(),
    };

    private async Task CatchUp()
    {
        while (await _inbox.Read(_sequence.Last, PageSize) is { IsEmpty: false } page)
        {
            foreach (var entry in page)
            {
                await Deliver(entry);
            }
        }
    }

    /// <summary>A snapshot says how items stand, not since when: the changes since the oldest changed item tell that.</summary>
    private async Task<ImmutableArray<InboxEntry>> ReadChanges(InboxSnapshot snapshot)
    {
        var changes = ImmutableArray.CreateBuilder<InboxEntry>();
        var number = snapshot.Open.Where(e => e.State != InboxState.Open).Select(e => e.Number).DefaultIfEmpty(snapshot.LastNumber).Min();
        for (var pages = 0; number < snapshot.LastNumber && pages < MostPagesBack; pages++)
        {
            var page = await _inbox.Read(number, PageSize);
            if (page.IsEmpty)
            {
                break;
            }

            changes.AddRange(page.Where(e => e.Item is null && e.Number <= snapshot.LastNumber));
            number = page[^1].Number;
        }

        return changes.ToImmutable();
    }

    private async Task Deliver(InboxEntry stored)
    {
        var entry = await _gate.Cut(stored);
        await (InboxItems.Leaves(entry.State) ? _client.Recall(entry)
            : InboxItems.IsDispatch(entry.ItemId) ? _client.Arrival(entry)
            : _client.Prompt(entry));
        _sequence = new InboxSequence(entry.Number);
    }

    [LoggerMessage(5101, LogLevel.Warning, "An inbox entry could not be delivered to a tablet; it is read again")]
    private static partial void DeliveryFailed(ILogger logger, Exception exception);

    [LoggerMessage(5102, LogLevel.Information, "A tablet's subscription could not be ended; it lapses by itself")]
    private static partial void UnsubscribeFailed(ILogger logger, Exception exception);
}
