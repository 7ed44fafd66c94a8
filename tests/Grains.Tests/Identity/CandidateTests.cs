using Luxe.Contracts.Identity;
using Luxe.Grains.Identity;
using Luxe.Grains.Tests.Hosting;

namespace Luxe.Grains.Tests.Identity;

[Collection(ClusterTests.Name)]
public sealed class CandidateTests(GrainsCluster cluster)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private IMergeCandidates Queue => cluster.Grains.GetGrain<IMergeCandidates>(IMergeCandidates.Key);

    [Fact]
    public async Task Raise_APairInEitherOrder_IsOneCandidateWithItsReasons()
    {
        var (one, other) = (GrainsCluster.New("c"), GrainsCluster.New("c"));
        await Queue.Raise(one, other, MatchReason.SamePhone);
        await Queue.Raise(other, one, MatchReason.SameEmail);
        await Queue.Raise(one, other, MatchReason.SamePhone);

        var candidate = Assert.Single(await OpenAsync(), candidate => candidate.Id == MergeCandidate.IdOf(one, other));
        Assert.Equal([MatchReason.SameEmail, MatchReason.SamePhone], candidate.Reasons.ToArray());
        Assert.Equal(new[] { one, other }.Order(StringComparer.Ordinal), [candidate.FirstId, candidate.SecondId]);
    }

    [Fact]
    public async Task Raise_OneClientTwice_IsNoPair()
    {
        var one = GrainsCluster.New("c");
        await Queue.Raise(one, one, MatchReason.SamePhone);

        Assert.Null(await Candidate(one, one).Get());
    }

    [Fact]
    public async Task Dismiss_ThenTheSameReasonAgain_StaysDismissedEvenAfterARestart()
    {
        var (one, other) = (GrainsCluster.New("c"), GrainsCluster.New("c"));
        await Queue.Raise(one, other, MatchReason.SameCard);
        var dismissed = await GrainsCluster.Last(() => Candidate(one, other).Dismiss("camille"));
        await Queue.Raise(one, other, MatchReason.SameCard);

        Assert.Equal((CandidateState.Dismissed, "camille"), (dismissed!.State, dismissed.SettledBy));
        Assert.Equal(CandidateState.Dismissed, (await Candidate(other, one).Get())!.State);
        Assert.DoesNotContain(await OpenAsync(), candidate => candidate.Id == dismissed.Id);
    }

    [Fact]
    public async Task Raise_DismissedPairForAnotherReason_IsOpenAgain()
    {
        var (one, other) = (GrainsCluster.New("c"), GrainsCluster.New("c"));
        await Queue.Raise(one, other, MatchReason.SameCard);
        await Candidate(one, other).Dismiss("camille");
        await Queue.Raise(one, other, MatchReason.NameAndBirthday);

        var again = Assert.Single(await OpenAsync(), candidate => candidate.Id == MergeCandidate.IdOf(one, other));
        Assert.Equal([MatchReason.SameCard, MatchReason.NameAndBirthday], again.Reasons.ToArray());
        Assert.Null(again.SettledBy);
    }

    [Fact]
    public async Task Close_AlsoOfAPairNobodyRaised_NeverOpens()
    {
        var (one, other) = (GrainsCluster.New("c"), GrainsCluster.New("c"));
        await Candidate(one, other).Close("camille");
        await Queue.Raise(one, other, MatchReason.SameCard);

        Assert.Equal(CandidateState.Merged, (await Candidate(one, other).Get())!.State);
    }

    [Fact]
    public async Task Dismiss_NobodyRaisedIt_IsNull() => Assert.Null(await Candidate(GrainsCluster.New("c"), GrainsCluster.New("c")).Dismiss("camille"));

    [Fact]
    public async Task ListOpen_PageByPage_GivesEachOnceOldestFirst()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var (one, other) = (GrainsCluster.New("c"), GrainsCluster.New("c"));
            await Queue.Raise(one, other, MatchReason.SameEmail);
            ids.Add(MergeCandidate.IdOf(one, other));
        }

        var listed = new List<string>();
        for (string? after = null; ;)
        {
            var page = await Queue.ListOpen(after, 2);
            listed.AddRange(page.Candidates.Select(static candidate => candidate.Id));
            if ((after = page.Next) is null)
            {
                break;
            }
        }

        Assert.Equal(ids.Order(), listed.Intersect(ids).Order());
        Assert.Equal(listed.Count, listed.Distinct().Count());
        await Assert.ThrowsAsync<ArgumentException>(() => Queue.ListOpen("nonsense", 2));
    }

    [Fact]
    public void Raised_AnotherReasonWhileOpen_KeepsItsPlaceInTheQueue()
    {
        var first = CandidateRow.Raised(null, MatchReason.SamePhone, Now);
        var second = CandidateRow.Raised(first, MatchReason.SameEmail, Now.AddDays(1));

        Assert.Equal(Now, second.FoundAt);
        Assert.Same(second, CandidateRow.Raised(second, MatchReason.SameEmail, Now.AddDays(2)));
    }

    private IMergeCandidateGrain Candidate(string one, string other) => cluster.Grains.GetGrain<IMergeCandidateGrain>(MergeCandidate.IdOf(one, other));

    private async Task<List<MergeCandidate>> OpenAsync()
    {
        var open = new List<MergeCandidate>();
        for (string? after = null; ;)
        {
            var page = await Queue.ListOpen(after, 500);
            open.AddRange(page.Candidates);
            if ((after = page.Next) is null)
            {
                return open;
            }
        }
    }
}
