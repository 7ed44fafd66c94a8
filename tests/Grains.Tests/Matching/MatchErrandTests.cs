using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Grains.Matching;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Matching;

/// <summary>From what a client declares to the queue of candidates, through her grain.</summary>
[Collection(ClusterTests.Name)]
public sealed class MatchErrandTests(GrainsCluster cluster)
{
    private static int _days;

    [Fact]
    public async Task Record_TwoWhoDeclareSimilarNamesAndOneBirthday_AreQueuedWithoutTheirNames()
    {
        var day = Day();
        var (one, other) = (await cluster.Client(ConsentTier.Category), await cluster.Client(ConsentTier.Category));
        await DeclareAsync(one, "Zo\u00e9", "Marchand", day);
        await DeclareAsync(other, "Zoe", "Marchant", day);

        Assert.Equal([MatchReason.NameAndBirthday], (await CandidateAsync(one, other))!.Reasons.ToArray());
        var row = (await cluster.Service<IDirectory>().GetAsync("merge-candidate", MergeCandidate.IdOf(one, other)))!;
        Assert.DoesNotContain("March", System.Text.Encoding.UTF8.GetString(row.Payload.Span), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Decide_TierFallsToNone_TakesHerOut()
    {
        var day = Day();
        var (one, other) = (await cluster.Client(ConsentTier.Behaviour), await cluster.Client(ConsentTier.Category));
        await DeclareAsync(one, "Zo\u00e9", "Marchand", day);
        Assert.NotEmpty(await FiledAsync(one));

        await cluster.Customer(one).Decide(Lives.Decision(GrainsCluster.New("d"), ConsentTier.None, DateTimeOffset.UtcNow.AddSeconds(1)));

        Assert.Empty(await FiledAsync(one));
        await DeclareAsync(other, "Zoe", "Marchant", day);
        Assert.Null(await CandidateAsync(one, other));
    }

    [Fact]
    public async Task Decide_AppendRefused_SheIsFiledAgain()
    {
        var one = await cluster.Client(ConsentTier.Behaviour);
        await DeclareAsync(one, "Zo\u00e9", "Marchand", Day());
        var filed = await FiledAsync(one);
        BrokenJournal.Away[one] = true;
        await Assert.ThrowsAsync<StorageUnavailableException>(() =>
            cluster.Customer(one).Decide(Lives.Decision(GrainsCluster.New("d"), ConsentTier.None, DateTimeOffset.UtcNow.AddSeconds(1))));
        BrokenJournal.Away.TryRemove(one, out _);

        await cluster.Customer(one).Assign(null);

        Assert.Equal(filed, await FiledAsync(one));
    }

    [Fact]
    public async Task Record_AnotherNameLater_LeavesTheFormerOne()
    {
        var day = Day();
        var one = await cluster.Client(ConsentTier.Category);
        await DeclareAsync(one, "Zo\u00e9", "Marchand", day);
        var former = await FiledAsync(one);

        await DeclareAsync(one, "Zo\u00e9", "Lef\u00e8vre", day);

        Assert.Empty(former.Intersect(await FiledAsync(one)));
        Assert.NotEmpty(await FiledAsync(one));
    }

    [Fact]
    public async Task Absorb_TheAbsorbed_IsFiledNoMoreUntilItIsTakenBack()
    {
        var (one, other) = (await cluster.Client(ConsentTier.Category), await cluster.Client(ConsentTier.Category));
        await DeclareAsync(other, "Zo\u00e9", "Marchand", Day());
        var filed = await FiledAsync(other);
        var order = new MergeOrder(GrainsCluster.New("m"), other, "camille", "same-person", DateTimeOffset.UtcNow);

        Assert.Equal(MergeResult.Done, (await cluster.Merges(one).Absorb(order)).Result);
        await cluster.Merges(other).CatchUp();
        Assert.Empty(await FiledAsync(other));
        Assert.NotEmpty(await FiledAsync(one));

        Assert.Equal(UndoResult.Done, (await cluster.Merges(one).Undo(order.MergeId, "camille")).Result);
        await cluster.Merges(other).CatchUp();
        Assert.Equal(filed, await FiledAsync(other));
        Assert.Empty(await FiledAsync(one));
    }

    private static DateOnly Day() => new DateOnly(1931, 1, 2).AddDays(1000 + Interlocked.Increment(ref _days));

    private async Task DeclareAsync(string customer, string given, string family, DateOnly birthday) => await cluster.Customer(customer).Record(
    [
        new Interaction
        {
            EventId = GrainsCluster.New("e"),
            Kind = InteractionKind.Identified,
            OccurredAt = DateTimeOffset.UtcNow,
            ReceivedAt = DateTimeOffset.UtcNow,
            Traits = new Traits { GivenName = given, FamilyName = family, Birthday = birthday },
        },
    ]);

    private async Task<string[]> FiledAsync(string customer) =>
        [.. (await cluster.Service<IDirectory>().ListAsync(MatchDesk.Kind, 10_000)).Where(row => row.Id.EndsWith(customer, StringComparison.Ordinal)).Select(static row => row.SortKey)];

    private Task<MergeCandidate?> CandidateAsync(string one, string other) =>
        cluster.Grains.GetGrain<IMergeCandidateGrain>(MergeCandidate.IdOf(one, other)).Get();
}
