using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Luxe.Contracts.Access;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Stores;
using Luxe.Grains.Time;
using Microsoft.Extensions.Logging;

namespace Luxe.Grains.Stores;

/// <summary>How a store keeps its word: what a step owes the inboxes is saved with it and told until it is told; deadlines wake it.</summary>
internal sealed partial class StoreGrain
{
    private const string Deadlines = "deadlines";
    private static readonly TimeSpan ShortestReminder = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private IGrainTimer? _timer;
    private TimeSpan _pause;
    private bool _isOpen;
    private bool _reminded;

    private bool IsBehind => !_outbox.IsEmpty || _unreviewed.Count > 0;

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await Wake();
        if (State.NextDeadline is null && !IsBehind && await this.GetReminder(reminderName) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
            _reminded = false;
        }
    }

    /// <summary>
    /// Persists a step with the words it owes, then tells them and whatever is owed from before. A fault in its own words is the
    /// caller's to know; either way what is owed is tried again.
    /// </summary>
    private async Task<DispatchOutcome> Do(DispatchStep step, ClientBrief? brief = null)
    {
        var words = step.Words;
        var isChanged = step.State != State;
        try
        {
            if (isChanged)
            {
                await _kept.Save(step.State with { Version = State.Version + 1, Owed = _outbox.With(words) });
            }

            _outbox.Add(words);
            if (isChanged)
            {
                await Remind();
            }

            var faults = await Tell(brief);
            if (faults.FirstOrDefault(failed => words.Contains(failed.Word)).Fault is { } fault)
            {
                ExceptionDispatchInfo.Throw(fault);
            }

            _pause = IsBehind ? _pause : TimeSpan.Zero;
        }
        finally
        {
            Watch();
            if (isChanged)
            {
                var floor = State.Floor(StoreId);
                _floors.Send(view => view.OnFloor(floor));
            }
        }

        return step.Outcome;
    }

    private async Task<ImmutableArray<(Owed Word, Exception Fault)>> Tell(ClientBrief? brief)
    {
        if (!_isOpen)
        {
            return [];
        }

        // One brief for all who are told of a dispatch.
        var briefs = new Dictionary<string, Task<ClientBrief?>>(StringComparer.Ordinal);
        var faults = await _outbox.Drain(word => Tell(word, guest =>
        {
            if (!briefs.TryGetValue(guest.DispatchId, out var asked))
            {
                briefs[guest.DispatchId] = asked = brief?.CustomerId == guest.CustomerId ? Task.FromResult<ClientBrief?>(brief) : Brief(guest);
            }

            return asked;
        }));
        foreach (var (_, fault) in faults)
        {
            Untold(_log, fault.GetType().Name);
        }

        return faults;
    }

    private async Task Tell(Owed word, Func<Guest, Task<ClientBrief?>> brief)
    {
        var inbox = GrainFactory.GetGrain<IInbox>(word.AssociateId);
        if (word.State is { } state)
        {
            await inbox.Settle(word.DispatchId, state);
        }
        else if (State.Find(word.DispatchId) is { } guest && guest.SentTo.Contains(word.AssociateId) && await brief(guest) is { } said)
        {
            // Whoever has lost her meanwhile, or may not be told any more, is not told.
            await inbox.Deliver(Item(guest, said));
        }
    }

    private InboxItem Item(Guest guest, ClientBrief brief) => new(
        guest.DispatchId, guest.CustomerId, brief, null, brief.Greeting, StoreId, guest.Since, guest.RespondBy, guest.Since + _options.ArrivalLifetime);

    /// <summary>Asked anew, so that it is cut to what she allows at this moment.</summary>
    private Task<ClientBrief?> Brief(Guest guest) =>
        GrainFactory.GetGrain<ICustomerViews>(guest.CustomerId).GetBrief(new Viewer(StoreId, ViewerRole.Associate, "dispatch", StoreId));

    /// <summary>What is due, and what failed before. Each try waits longer for the next one, until nothing is left.</summary>
    private async Task Wake()
    {
        _pause = _pause < ShortestPause ? ShortestPause : _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        foreach (var customerId in _unreviewed.Keys.ToArray())
        {
            await Review(customerId);
        }

        await Do(DispatchRules.Escalate(State, _time.Now()));
    }

    /// <summary>A timer for the next deadline, to the moment; after a fault for the next try.</summary>
    private void Watch()
    {
        _timer?.Dispose();
        _timer = null;
        var wait = IsBehind ? TimeSpan.Zero : State.NextDeadline - _time.Now();
        if (wait is { } until)
        {
            _timer = this.RegisterGrainTimer(static (store, _) => store.Wake(), this, until > _pause ? until : _pause, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>A reminder beside it, so that a deadline outlives this process; late by a minute at most.</summary>
    private async Task Remind()
    {
        if (!_reminded && State.NextDeadline is not null)
        {
            await this.RegisterOrUpdateReminder(Deadlines, ShortestReminder, ShortestReminder);
            _reminded = true;
        }
    }

    [LoggerMessage(1501, LogLevel.Warning, "An inbox could not be told of a dispatch ({Fault}); it is tried again.")]
    private static partial void Untold(ILogger log, string fault);

    [LoggerMessage(1502, LogLevel.Warning, "What a client allows could not be asked ({Fault}); it is tried again.")]
    private static partial void NotReviewed(ILogger log, string fault);
}
