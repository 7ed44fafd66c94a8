using Luxe.Tests;

namespace Luxe.Storage.Tests;

/// <summary>Rows that are emptied and whose event ids may come again.</summary>
[Collection(DatabaseTests.Name)]
public sealed class ReleaseTests(Databases databases)
{
    private readonly string _a = "r-" + Guid.NewGuid().ToString("N");

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_ReleaseSeqs_EmptiesTheRowsAndFreesTheirEventIds(string provider)
    {
        var journal = (await databases.SharedAsync(provider)).Journal;
        await journal.AppendAsync(Rows.Append(_a, 0, [.. Enumerable.Range(1, 4).Select(i => Rows.Journal(i, FormattableString.Invariant($"e{i}"), tier: i % 4))]));
        await journal.AppendAsync(Rows.Append(_a, 4) with { RedactSeqs = [3] });

        await journal.AppendAsync(Rows.Append(_a, 4, Rows.Journal(5)) with { ReleaseSeqs = [2, 3] });
        await journal.AppendAsync(Rows.Append(_a, 5, Rows.Journal(6, "e2"), Rows.Journal(7, "e3")));
        var rows = await journal.ReadAsync(_a, 0).ListAsync();

        Assert.Equal(["e1", null, null, "e4", null, "e2", "e3"], rows.Select(static r => r.EventId));
        Assert.Equal([2L, 3], rows.Where(static r => r.IsRedacted).Select(static r => r.Seq));
        Assert.All(rows.Where(static r => r.IsRedacted), static r => Assert.True(r.Payload.IsEmpty));
        await Assert.ThrowsAsync<DuplicateEventIdException>(() => journal.AppendAsync(Rows.Append(_a, 7, Rows.Journal(8, "e1"))));
        await Assert.ThrowsAsync<ArgumentException>(() => journal.AppendAsync(Rows.Append(_a, 7) with { ReleaseSeqs = [8] }));
    }
}
