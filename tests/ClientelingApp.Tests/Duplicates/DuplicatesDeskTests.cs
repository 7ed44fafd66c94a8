using System.Net;
using Luxe.ClientelingApp.Access;
using Luxe.ClientelingApp.Duplicates;
using Luxe.ClientelingApp.Tests.House;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.ClientelingApp.Tests.Duplicates;

/// <summary>What the page of duplicates does, over the real grains.</summary>
[Collection(AppHouseCollection.Name)]
public sealed class DuplicatesDeskTests(AppHouse house)
{
    private static readonly Staff Office = new("sarah", "Sarah", ViewerRole.HeadOffice, null);
    private static readonly Staff Officer = new("noor", "Noor", ViewerRole.PrivacyOfficer, null);

    private DuplicatesDesk Desk => house.Services.GetRequiredService<DuplicatesDesk>();

    [Theory]
    [InlineData("office", HttpStatusCode.OK)]
    [InlineData("privacy", HttpStatusCode.OK)]
    [InlineData("associate", HttpStatusCode.Redirect)]
    [InlineData("manager", HttpStatusCode.Redirect)]
    public async Task Page_IsForHeadOfficeAndThePrivacyOfficer(string user, HttpStatusCode status)
    {
        using var visitor = await house.SignedIn(user);
        using var answer = await visitor.GetAsync("/duplicates");
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task MergeAndTakeBack_OfAPair_SettleItAndNameWho()
    {
        var candidate = await Pair();
        var run = await Desk.Look(Office, candidate.FirstId, candidate.SecondId, candidate.Reasons);
        Assert.Equal((MergeRefusal.None, "Ms Delmas"), (run.Preview.Refusal, run.Stays));

        Assert.Equal(MergeResult.Done, (await Desk.Merge(Office, run, candidate)).Result);
        Assert.Equal(MergeResult.AlreadyDone, (await Desk.Merge(Office, run, candidate)).Result);

        Assert.DoesNotContain((await Desk.Open(null)).Candidates, open => open.Id == candidate.Id);
        var merge = (await Desk.Recent()).Single(merge => merge.MergeId == run.MergeId);
        Assert.Equal(("sarah", "same-phone", null), (merge.Actor, merge.Reason, merge.UndoneBy));
        Assert.Equal(UndoResult.Done, (await Desk.TakeBack(Officer, merge)).Result);
        Assert.Equal("noor", (await Desk.Recent()).Single(merge => merge.MergeId == run.MergeId).UndoneBy);
        Assert.DoesNotContain((await Desk.Open(null)).Candidates, open => open.Id == candidate.Id);
    }

    [Fact]
    public async Task Dismiss_ThePair_IsNotShownAgainAndStaysTwo()
    {
        var candidate = await Pair();

        await Desk.Dismiss(Office, candidate);
        await house.Grains.GetGrain<IMergeCandidates>(IMergeCandidates.Key).Raise(candidate.FirstId, candidate.SecondId, MatchReason.SamePhone);

        Assert.DoesNotContain((await Desk.Open(null)).Candidates, open => open.Id == candidate.Id);
    }

    [Fact]
    public async Task Look_ByThePrivacyOfficer_TellsNoNameAndNoAmount()
    {
        var candidate = await Pair();
        var run = await Desk.Look(Officer, candidate.FirstId, candidate.SecondId, candidate.Reasons);

        Assert.Equal(("A client", "A client", null), (run.Stays, run.Joins, run.Preview.MergedSide));
        Assert.NotEmpty(run.Preview.Traits);
        Assert.All(run.Preview.Traits, static trait => Assert.Equal((null, null), (trait.Survivor, trait.Absorbed)));
        var log = await house.Services.GetRequiredService<IAccessLog>().ReadByCustomerAsync(candidate.SecondId, 100);
        Assert.Contains(log, static row => row.Entry is { Viewer: "noor", What: "merge-preview" });
    }

    private async Task<MergeCandidate> Pair()
    {
        var ids = new[] { Id(), Id() };
        foreach (var id in ids)
        {
            var customer = house.Grains.GetGrain<ICustomerGrain>(id);
            await customer.Decide(new ConsentDecision("d-" + id, ConsentTier.Category, Purposes.Email, "1", null, "store", "client", DateTimeOffset.UtcNow.AddMinutes(-5)));
            await customer.Record(
            [
                new Interaction
                {
                    EventId = "i-" + id, Kind = InteractionKind.Identified, OccurredAt = DateTimeOffset.UtcNow, ReceivedAt = DateTimeOffset.UtcNow,
                    Traits = new Traits { Title = "Ms", FamilyName = "Delmas", City = id },
                },
            ]);
        }

        await house.Grains.GetGrain<IMergeCandidates>(IMergeCandidates.Key).Raise(ids[0], ids[1], MatchReason.SamePhone);
        return (await Desk.Open(null)).Candidates.Single(candidate => candidate.Id == MergeCandidate.IdOf(ids[0], ids[1]));
    }

    private static string Id() => "c_" + Guid.NewGuid().ToString("N")[..22];
}
