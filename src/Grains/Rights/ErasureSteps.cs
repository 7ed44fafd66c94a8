using System.Globalization;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Identity;
using Luxe.Contracts.Stores;
using Luxe.Grains.Customers;
using Luxe.Grains.Identity;
using Luxe.Grains.Stores;
using Luxe.Grains.Time;
using Luxe.Storage;

namespace Luxe.Grains.Rights;

/// <summary>Runs over every id of hers, one after the other.</summary>
internal abstract class ErasureStep(int place, string system) : IErasureStep
{
    public string System => system;

    public int Place => place;

    public async Task<long> Run(ErasedPerson person)
    {
        var affected = 0L;
        foreach (var id in person.Ids)
        {
            affected += await Run(id);
        }

        return affected;
    }

    protected abstract Task<long> Run(ErasedId id);
}

/// <summary>The list outside the database, by which a restored one is told.</summary>
internal sealed class ListStep(IErasureLog file) : IErasureStep
{
    public string System => "erasure list";

    public int Place => 2;

    public async Task<long> Run(ErasedPerson person)
    {
        await file.AddAsync([.. person.Ids.Select(id => new ErasureLine(id.Pseudonym, person.OrderId, person.At))]);
        return person.Ids.Length;
    }
}

/// <summary>What her grain keeps beside the journal: a snapshot, reminders.</summary>
internal sealed class SnapshotStep(IGrainFactory grains) : ErasureStep(3, "snapshot")
{
    protected override Task<long> Run(ErasedId id) => grains.GetGrain<ICustomerErasure>(id.CustomerId).Forget();
}

/// <summary>Her key in memory. Its row went with her journal, so that what other silos still hold opens nothing that exists.</summary>
internal sealed class KeyStep(ISeals seals) : ErasureStep(4, "key cache")
{
    protected override Task<long> Run(ErasedId id)
    {
        seals.Forget(id.CustomerId);
        return Task.FromResult(0L);
    }
}

/// <summary>The floors and the day's visits of every store.</summary>
internal sealed class StoreStep(IGrainFactory grains) : ErasureStep(5, "stores")
{
    protected override async Task<long> Run(ErasedId id)
    {
        var forgotten = 0L;
        foreach (var store in await grains.GetGrain<IMaisonGrain>(IMaisonGrain.Key).GetStores())
        {
            forgotten += await grains.GetGrain<IStoreMemory>(store.StoreId).Forget(id.CustomerId);
        }

        return forgotten;
    }
}

/// <summary>Associates' inboxes: what stands open is taken back from tablets, then every item about her is emptied.</summary>
internal sealed class InboxStep(IGrainFactory grains, IRemains remains) : ErasureStep(6, "inboxes")
{
    protected override async Task<long> Run(ErasedId id)
    {
        foreach (var item in await remains.ReadOpenItemsAsync(id.CustomerId))
        {
            await grains.GetGrain<IInbox>(item.Associate).Settle(item.ItemId, InboxState.Recalled);
        }

        return await remains.EmptyItemsAsync(id.CustomerId);
    }
}

/// <summary>Books and watch lists.</summary>
internal sealed class RollStep(IRemains remains) : ErasureStep(7, "books and watch lists")
{
    protected override Task<long> Run(ErasedId id) => remains.LeaveRollsAsync(id.CustomerId);
}

/// <summary>Match keys, candidates for merge, the list of merges.</summary>
internal sealed class ListsStep(IRemains remains) : ErasureStep(8, "lists")
{
    protected override Task<long> Run(ErasedId id) => remains.LeaveListsAsync(id.CustomerId);
}

/// <summary>Tokens that lead to her. Behind what needs them to find her.</summary>
internal sealed class IdentityStep(IGrainFactory grains, IRemains remains) : ErasureStep(10, "identities")
{
    protected override async Task<long> Run(ErasedId id)
    {
        var tokens = await remains.ReadTokensAsync(id.CustomerId);
        foreach (var token in tokens)
        {
            await grains.GetGrain<IIdentityGrain>(token).Release(id.CustomerId);
        }

        return tokens.Length + await remains.ReleaseTokensAsync(id.CustomerId);
    }
}

/// <summary>Who looked at her stays on record, under her pseudonym.</summary>
internal sealed class LookStep(IRemains remains) : ErasureStep(11, "access log")
{
    protected override Task<long> Run(ErasedId id) => remains.RenameInLooksAsync(id.CustomerId, id.Pseudonym);
}

/// <summary>Links by which she could enter.</summary>
internal sealed class LinkStep(IRemains remains) : ErasureStep(12, "preference links")
{
    protected override Task<long> Run(ErasedId id) => remains.DropLinksAsync(id.CustomerId);
}

/// <summary>What she asked for stays on record, under her pseudonym; that she be erased is answered by this.</summary>
internal sealed class RequestStep(IErasures erasures, IRemains remains, TimeProvider time) : IErasureStep
{
    public string System => "requests";

    public int Place => 13;

    public async Task<long> Run(ErasedPerson person)
    {
        var renamed = 0L;
        var actor = await erasures.ReadAsync(person.OrderId) is [var order, ..] ? order.Actor : "erasure";
        foreach (var id in person.Ids)
        {
            await remains.AnswerErasuresAsync(id.CustomerId, person.OrderId, actor, time.Now());
            renamed += await remains.RenameInRequestsAsync(id.CustomerId, id.Pseudonym);
        }

        return renamed;
    }
}

/// <summary>What features derived of her.</summary>
internal sealed class TraceStep(IEnumerable<IClientTrace> traces) : ErasureStep(14, "derived")
{
    protected override async Task<long> Run(ErasedId id)
    {
        var forgotten = 0L;
        foreach (var trace in traces)
        {
            forgotten += await trace.Forget(id.CustomerId);
        }

        return forgotten;
    }
}

/// <summary>
/// Rows that an activation wrote which did not know yet, in a cluster that was falling apart, and the snapshot that it made of them. A ledger that it began anew is
/// filed under a pseudonym of its own, since an anchor may have seen it.
/// </summary>
internal sealed class LateStep(IGrainFactory grains, IRemains remains, Pseudonyms pseudonyms, TimeProvider time) : IErasureStep
{
    public string System => "late rows";

    public int Place => 15;

    public async Task<long> Run(ErasedPerson person)
    {
        var swept = 0L;
        foreach (var id in person.Ids)
        {
            var now = time.Now();
            var alias = pseudonyms.Of($"{id.CustomerId}~{Instant.ToMicros(now).ToString(CultureInfo.InvariantCulture)}");
            swept += await remains.SweepAsync(id.CustomerId, new ErasureRow(alias, person.OrderId, id.Pseudonym, "late", "late", now, 0, "", null));
            await grains.GetGrain<ICustomerErasure>(id.CustomerId).Forget();
        }

        return swept;
    }
}
