using System.Collections.Immutable;
using Luxe.Grains.Rolls;
using Luxe.Storage;

namespace Luxe.Grains.Products;

/// <summary>Who wishes for a piece and who is to be told that it is back: rows of rolls, of which a page at most is in memory.</summary>
internal sealed class Watchers(string productId, IRolls rolls)
{
    private readonly string _roll = RollPages.Watchers(productId);

    public async Task<bool> Any() => !(await rolls.ReadAsync(_roll, 1)).IsEmpty;

    public Task Add(string customerId, DateTimeOffset now) => rolls.AddAsync([new RollRow(_roll, customerId, now)]);

    /// <summary>She need not be told of what she no longer wishes for.</summary>
    public Task Remove(string customerId, ImmutableArray<Telling> tellings) =>
        rolls.RemoveAsync([new RollEntry(_roll, customerId), .. tellings.Select(telling => new RollEntry(Untold(telling.StoreId), customerId))]);

    /// <summary>
    /// Takes the next page of watchers into those to be told. Taking a page again changes nothing, so the state that says how far this came
    /// may be written afterwards.
    /// </summary>
    public async Task<Telling> Take(Telling telling)
    {
        var page = await rolls.ReadAsync(_roll, RollPages.Largest, telling.After);
        var taken = page.Where(row => row.At <= telling.Since).ToArray();
        await rolls.AddAsync([.. taken.Select(row => row with { Roll = Untold(telling.StoreId) })]);
        return telling with { After = taken is [.., var last] ? last.Place : telling.After, IsTaken = taken.Length < RollPages.Largest };
    }

    public Task<ImmutableArray<RollRow>> ToTell(string storeId, RollPlace? after, int limit = RollPages.Largest) => rolls.ReadAsync(Untold(storeId), limit, after);

    public Task Told(string storeId, ImmutableArray<string> customerIds) =>
        rolls.RemoveAsync([.. customerIds.Select(customer => new RollEntry(Untold(storeId), customer))]);

    /// <summary>Nobody is to be told any more.</summary>
    public async Task Forget(string storeId)
    {
        if (!(await ToTell(storeId, null, limit: 1)).IsEmpty)
        {
            await rolls.ClearAsync(Untold(storeId));
        }
    }

    /// <summary>Takes in what a state of a time held that kept all of it itself; answers what that state becomes.</summary>
    public async Task<ProductState> Move(ProductState former)
    {
        var watchers = former.Watchers ?? [];
        var untold = former.Untold ?? [];
        IEnumerable<RollRow> rows = [
            .. watchers.Select((customer, place) => new RollRow(_roll, customer, RollPages.Former(place))),
            .. untold.Select((one, place) => new RollRow(Untold(one.StoreId), one.CustomerId, RollPages.Former(place)))];
        foreach (var chunk in rows.Chunk(RollPages.Largest))
        {
            await rolls.AddAsync([.. chunk]);
        }

        var stores = untold.Select(static one => one.StoreId).Distinct(StringComparer.Ordinal);
        return former with { Watchers = null, Untold = null, Tellings = [.. stores.Select(static store => new Telling(store, DateTimeOffset.UnixEpoch, null, IsTaken: true))] };
    }

    private string Untold(string storeId) => RollPages.Untold(productId, storeId);
}
