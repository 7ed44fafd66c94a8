using System.Collections.Immutable;
using Luxe.Contracts.Customers;
using Luxe.Grains.Rolls;
using Luxe.Storage;

namespace Luxe.Grains.Associates;

/// <summary>An associate's book: rows of a roll, of which nothing is held in memory.</summary>
internal sealed class ClientBook(string associateId, IRolls rolls)
{
    private readonly string _roll = RollPages.Book(associateId);

    public Task Add(string customerId, DateTimeOffset now) => rolls.AddAsync([new RollRow(_roll, customerId, now)]);

    public Task Remove(string customerId) => rolls.RemoveAsync([new RollEntry(_roll, customerId)]);

    public async Task<ClientPage> Read(ClientPlace? after, int limit)
    {
        var rows = await rolls.ReadAsync(_roll, limit, RollPages.ToPlace(after));
        return new ClientPage([.. rows.Select(static row => row.Customer)], rows.Length == limit ? RollPages.ToPlace(rows[^1]) : null);
    }

    /// <summary>Takes in a book of a time when it was kept in the grain's state.</summary>
    public async Task Move(ImmutableArray<string> former)
    {
        foreach (var chunk in former.Select((customer, place) => new RollRow(_roll, customer, RollPages.Former(place))).Chunk(RollPages.Largest))
        {
            await rolls.AddAsync([.. chunk]);
        }
    }
}
