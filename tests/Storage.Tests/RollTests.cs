using Luxe.Tests;

namespace Luxe.Storage.Tests;

[Collection(DatabaseTests.Name)]
public sealed class RollTests(Databases databases)
{
    private readonly string _roll = Guid.NewGuid().ToString("N");

    [Theory, OnSqlite, OnPostgres]
    public async Task Read_Pages_OldestFirstThenById(string provider)
    {
        var rolls = (await databases.SharedAsync(provider)).Get<IRolls>();
        await rolls.AddAsync([Row("c3", 1), Row("c1", 2), Row("c2", 2), Row("C2", 2), Row("c9", 0)]);
        await rolls.AddAsync([Row("x", 0) with { Roll = _roll + "x" }]);

        var seen = new List<string>();
        RollPlace? place = null;
        while (await rolls.ReadAsync(_roll, 2, place) is { IsEmpty: false } page)
        {
            seen.AddRange(page.Select(static row => row.Customer));
            place = page[^1].Place;
        }

        Assert.Equal(["c9", "c3", "C2", "c1", "c2"], seen);
        Assert.Equal(Row("c3", 1), (await rolls.ReadAsync(_roll, 2))[1]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Add_WhoIsThere_KeepsHerPlace(string provider)
    {
        var rolls = (await databases.SharedAsync(provider)).Get<IRolls>();

        await rolls.AddAsync([Row("c1", 1), Row("c1", 0), Row("c2", 2)]);
        await rolls.AddAsync([Row("c1", 9)]);

        Assert.Equal([Row("c1", 1), Row("c2", 2)], (await rolls.ReadAsync(_roll, 10)).AsEnumerable());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task AddAndRemove_InOneBatch_KeepTheirOrder(string provider)
    {
        await using var host = StorageHost.Create(await databases.NewAsync(provider));
        var rolls = host.Get<IRolls>();
        Task[] changes =
        [
            rolls.AddAsync([Row("c1", 1)]), rolls.RemoveAsync([new(_roll, "c1")]), rolls.AddAsync([Row("c1", 2)]),
            rolls.AddAsync([Row("c2", 3)]), rolls.ClearAsync(_roll), rolls.AddAsync([Row("c3", 4)]), rolls.AddAsync([Row("c4", 5)]), rolls.RemoveAsync([new(_roll, "c4")]), rolls.AddAsync([Row("c1", 6)]),
        ];

        await host.StartAsync();
        await Task.WhenAll(changes);

        Assert.Equal([Row("c3", 4), Row("c1", 6)], (await rolls.ReadAsync(_roll, 10)).AsEnumerable());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Remove_OfSeveralRolls_TakesOutThoseAlone(string provider)
    {
        var rolls = (await databases.SharedAsync(provider)).Get<IRolls>();
        var other = _roll + "other";
        await rolls.AddAsync([Row("c1", 1), Row("c2", 2), Row("c1", 1) with { Roll = other }, Row("c2", 1) with { Roll = other }]);

        await rolls.RemoveAsync([new(_roll, "c1"), new(other, "c1"), new(_roll, "nobody")]);
        await rolls.RemoveAsync([]);
        await rolls.ClearAsync(other);

        Assert.Equal([Row("c2", 2)], (await rolls.ReadAsync(_roll, 10)).AsEnumerable());
        Assert.Empty(await rolls.ReadAsync(other, 10));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task AddAndRemove_OfManyAtOnce_AreAllThereOrGone(string provider)
    {
        var rolls = (await databases.SharedAsync(provider)).Get<IRolls>();
        var rows = Enumerable.Range(0, 2_000).Select(number => Row(FormattableString.Invariant($"c{number:D5}"), number)).ToArray();

        await Task.WhenAll(rows.Chunk(50).Select(chunk => rolls.AddAsync([.. chunk])));
        await Task.WhenAll(rows[..1_500].Chunk(50).Select(chunk => rolls.RemoveAsync([.. chunk.Select(row => new RollEntry(row.Roll, row.Customer))])));

        Assert.Equal(rows[1_500..], (await rolls.ReadAsync(_roll, 5_000)).AsEnumerable());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Add_OfANameThatCannotBeStored_IsRefusedBeforeAnythingIsWritten(string provider)
    {
        var rolls = (await databases.SharedAsync(provider)).Get<IRolls>();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => rolls.AddAsync([Row("c1", 1), Row("a\0b", 1)]));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => rolls.AddAsync([Row("c1", 1), Row("", 1)]));

        Assert.Empty(await rolls.ReadAsync(_roll, 10));
    }

    private RollRow Row(string customer, int second) => new(_roll, customer, Rows.T0.AddSeconds(second));
}
