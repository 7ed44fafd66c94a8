using Luxe.Tests;

namespace Luxe.Storage.Tests;

[Collection(DatabaseTests.Name)]
public sealed class JourneyTests(Databases databases)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly string _id = "c-" + Guid.NewGuid().ToString("N");

    [Theory, OnSqlite, OnPostgres]
    public async Task ReadJourney_LateAndSimultaneousRows_ComeInOrderOfEventTimePageByPage(string provider)
    {
        var journal = (await databases.SharedAsync(provider)).Journal;
        await journal.AppendAsync(Rows.Append(_id, 0, At(1, minutes: 5), At(2, minutes: 1), At(3, minutes: 5), Rows.Journal(4) with { Kind = "other" }, At(5, minutes: 3)));

        var first = await journal.ReadJourneyAsync(_id, "step", null, 2);
        var rest = await journal.ReadJourneyAsync(_id, "step", new JourneyPlace(first[^1].OccurredAt, first[^1].Seq), 10);

        Assert.Equal([2L, 5], first.Select(static row => row.Seq));
        Assert.Equal([1L, 3], rest.Select(static row => row.Seq));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ReadJourney_PurgedRows_AreLeftOut(string provider)
    {
        var journal = (await databases.SharedAsync(provider)).Journal;
        await journal.AppendAsync(Rows.Append(_id, 0, At(1, minutes: 1) with { Tier = 2 }, At(2, minutes: 2) with { Tier = 1 }));
        await journal.AppendAsync(new JournalAppend { Customer = _id, ExpectedSeq = 2, RedactAboveTier = 1 });

        Assert.Equal([2L], (await journal.ReadJourneyAsync(_id, "step", null, 10)).Select(static row => row.Seq));
    }

    private static JournalRow At(long seq, int minutes) => Rows.Journal(seq) with { Kind = "step", OccurredAt = Noon.AddMinutes(minutes) };
}
