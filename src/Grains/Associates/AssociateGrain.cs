using System.Collections.Immutable;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Persistence;
using Luxe.Grains.Pushing;
using Luxe.Grains.Rolls;
using Luxe.Grains.Time;
using Luxe.Storage;
using Microsoft.Extensions.Logging;

namespace Luxe.Grains.Associates;

/// <summary>An associate: her book and her inbox. She calls nobody but her tablets, whom she does not wait for.</summary>
internal sealed partial class AssociateGrain : Grain, IAssociateGrain, IInbox
{
    private const int LargestPage = 500;

    private readonly Kept<AssociateState> _kept;
    private readonly ClientBook _book;
    private readonly InboxPages _inbox;
    private readonly Pushes<IInboxObserver> _tablets;
    private readonly IInboxStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    public AssociateGrain(
        [PersistentState("associate", "luxe")] IPersistentState<Document> storage,
        IInboxStore store,
        IRolls rolls,
        TimeProvider time,
        LuxeGrainsOptions options,
        ILogger<AssociateGrain> log)
    {
        (_store, _time, _log) = (store, time, log);
        _kept = new Kept<AssociateState>(storage, AssociateJson.Default.AssociateState, AssociateState.Empty);
        _book = new ClientBook(this.GetPrimaryKeyString(), rolls);
        _inbox = new InboxPages(this.GetPrimaryKeyString(), store);
        _tablets = new Pushes<IInboxObserver>(options.SubscriptionLifetime, log);
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (_kept.Value.Book is { } former)
        {
            await _book.Move(former);
            await _kept.Save(_kept.Value with { Book = null });
        }

        await _inbox.Load();
        try
        {
            await Expire();
        }
        catch (Exception fault)
        {
            // What is there can be read without it.
            NotExpired(_log, fault.GetType().Name);
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _tablets.Flush(cancellationToken);

    public Task Put(AssociateRecord associate) => _kept.Save(_kept.Value with { Associate = associate });

    public Task<AssociateRecord?> Get() => Task.FromResult(_kept.Value.Associate);

    public Task AddToBook(string customerId) => _book.Add(customerId, _time.Now());

    public Task RemoveFromBook(string customerId) => _book.Remove(customerId);

    public Task<ClientPage> GetBook(ClientPlace? after, int limit) => _book.Read(after, Math.Clamp(limit, 1, RollPages.Largest));

    public async Task<InboxEntry> Deliver(InboxItem item)
    {
        await Expire();
        var (entry, isNew) = await _inbox.Add(item, _time.Now());
        if (isNew)
        {
            Push(entry);
        }

        return entry;
    }

    public async Task<InboxEntry?> Settle(string itemId, InboxState state)
    {
        var entry = await _inbox.Change(itemId, state, _time.Now());
        if (entry is not null)
        {
            Push(entry);
        }

        return entry;
    }

    public async Task<InboxEntry?> Revise(InboxItem item)
    {
        var entry = await _inbox.Revise(item, _time.Now());
        if (entry is not null)
        {
            Push(entry);
        }

        return entry;
    }

    public async Task Recall(string customerId, ConsentTier above, ImmutableArray<PromptKind> kinds)
    {
        await _inbox.Load();
        await SettleAll(_inbox.PromptsAbout(customerId, above, kinds), InboxState.Recalled);
    }

    public async Task<ImmutableArray<InboxEntry>> Read(long lastSeen, int limit)
    {
        // What completes an entry is in memory.
        await _inbox.Load();
        var rows = await _store.ReadAsync(this.GetPrimaryKeyString(), Math.Max(0, lastSeen), Math.Clamp(limit, 1, LargestPage));
        return [.. rows.Select(row => _inbox.Told(row, _time.Now()))];
    }

    public async Task<InboxSnapshot> GetOpen()
    {
        await _inbox.Load();
        return new InboxSnapshot(_inbox.LastNumber, _inbox.OpenAt(_time.Now()));
    }

    public Task Subscribe(IInboxObserver observer)
    {
        _tablets.Subscribe(observer);
        return Task.CompletedTask;
    }

    public Task Unsubscribe(IInboxObserver observer)
    {
        _tablets.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Reads hide what is overdue, and write nothing, because they run beside each other; the entries that say so are written with
    /// the next delivery or activation.
    /// </summary>
    private Task Expire() => SettleAll(_inbox.Overdue(_time.Now()), InboxState.Expired);

    private async Task SettleAll(string[] itemIds, InboxState state)
    {
        foreach (var itemId in itemIds)
        {
            await Settle(itemId, state);
        }
    }

    private void Push(InboxEntry entry) => _tablets.Send(tablet => tablet.OnEntry(entry));

    [LoggerMessage(1601, LogLevel.Warning, "Items whose time is over could not be emptied ({Fault}); reads hide them.")]
    private static partial void NotExpired(ILogger log, string fault);
}
