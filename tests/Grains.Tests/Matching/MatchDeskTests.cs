using Luxe.Contracts.Identity;
using Luxe.Grains.Matching;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Matching;

[Collection(ClusterTests.Name)]
public sealed class MatchDeskTests(GrainsCluster cluster)
{
    private static int _days;

    private IMatchDesk Desk => cluster.Grains.GetGrain<IMatchDesk>(IMatchDesk.Key);

    [Fact]
    public async Task Join_TwoWithSimilarNamesAndOneBirthday_AreQueued()
    {
        var day = Day();
        var (one, other, stranger) = (GrainsCluster.New("c"), GrainsCluster.New("c"), GrainsCluster.New("c"));
        await Desk.Join(one, new NameCard("Katherine", "Stewart", day));
        await Desk.Join(stranger, new NameCard("Katherine", "Dupont", day));
        await Desk.Join(other, new NameCard("Stewart", "Catherine", day));

        Assert.Equal([MatchReason.NameAndBirthday], (await CandidateAsync(one, other))!.Reasons.ToArray());
        Assert.Null(await CandidateAsync(one, stranger));
    }

    [Fact]
    public async Task Join_ManyAtOnce_EveryPairIsFound()
    {
        var card = new NameCard("Katherine", "Stewart", Day());
        var all = Enumerable.Range(0, 8).Select(static _ => GrainsCluster.New("c")).ToArray();
        await Task.WhenAll(all.Select(id => Desk.Join(id, card)));

        foreach (var (one, other) in from a in all from b in all where string.CompareOrdinal(a, b) < 0 select (a, b))
        {
            Assert.NotNull(await CandidateAsync(one, other));
        }
    }

    [Fact]
    public async Task Join_ACrowd_SaysNothingOfTheNext()
    {
        var card = new NameCard("Katherine", "Stewart", Day());
        foreach (var one in Enumerable.Range(0, 12).Select(static i => GrainsCluster.New($"c{i}")))
        {
            await Desk.Join(one, card);
        }

        var (last, beyond) = (GrainsCluster.New("c"), GrainsCluster.New("c"));
        await Desk.Join(last, card);
        await Desk.Join(beyond, card);

        Assert.Null(await CandidateAsync(last, beyond));
    }

    [Fact]
    public async Task Leave_ThenAnotherJoins_MeetsNobodyAndNothingIsLeft()
    {
        var card = new NameCard("Katherine", "Stewart", Day());
        var (one, other) = (GrainsCluster.New("c"), GrainsCluster.New("c"));
        await Desk.Join(one, card);
        await Desk.Leave(one, card);
        await Desk.Leave(one, card);
        await Desk.Join(other, card);

        Assert.Null(await CandidateAsync(one, other));
        Assert.DoesNotContain(await cluster.Service<IDirectory>().ListAsync(MatchDesk.Kind, 10_000), row => row.Id.EndsWith(one, StringComparison.Ordinal));
    }

    /// <summary>A birthday that no other fact uses.</summary>
    private static DateOnly Day() => new DateOnly(1930, 1, 2).AddDays(Interlocked.Increment(ref _days));

    private Task<MergeCandidate?> CandidateAsync(string one, string other) =>
        cluster.Grains.GetGrain<IMergeCandidateGrain>(MergeCandidate.IdOf(one, other)).Get();
}
