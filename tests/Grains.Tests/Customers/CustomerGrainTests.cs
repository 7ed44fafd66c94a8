using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Customers;

/// <summary>What is recorded of her: once, whole, whatever happens beside it.</summary>
[Collection(ClusterTests.Name)]
public sealed class CustomerGrainTests(GrainsCluster cluster) : CustomerScene(cluster)
{
    [Fact]
    public async Task Record_ThenANewActivation_SeesTheSame()
    {
        var id = await Cluster.Client(ConsentTier.Identity);
        for (var i = 0; i < 23; i++)
        {
            await Cluster.Customer(id).Record([Interactions.View($"e{i}", $"p{i}", Now.AddMinutes(i - 60)), Interactions.Of(InteractionKind.WishAdded, $"w{i}", $"p{i}", Now)]);
        }

        var before = await GrainsCluster.Last(() => Cluster.Views(id).GetProfile(HeadOffice));
        var after = await Cluster.Views(id).GetProfile(HeadOffice);

        Assert.Equal(46, before!.InteractionCount);
        Assert.Equal(before.InteractionCount, after!.InteractionCount);
        Assert.Equal(before.Wishes.AsEnumerable(), after.Wishes);
        Assert.Equal(before.LastSeenAt, after.LastSeenAt);
        Assert.Equal(47, await Cluster.Service<IJournal>().GetHeadAsync(id));
    }

    [Fact]
    public async Task Record_Repeats_AreAcknowledgedAndChangeNothing()
    {
        var id = await Cluster.Client(ConsentTier.Behaviour);
        var batch = ImmutableArray.Create(Interactions.View("e1", "p1", Now), Interactions.View("e2", "p2", Now), Interactions.View("e1", "p1", Now));

        Assert.Equal(new RecordOutcome(2, 1, 0), await Cluster.Customer(id).Record(batch));
        Assert.Equal(new RecordOutcome(0, 3, 0), await GrainsCluster.Last(() => Cluster.Customer(id).Record(batch)));
        Assert.Equal(new RecordOutcome(0, 3, 0), await Cluster.Customer(id).Record(batch));
    }

    [Fact]
    public async Task Record_RepeatOlderThanWhatIsRemembered_IsFoundInTheJournal()
    {
        var id = await Cluster.Client(ConsentTier.Behaviour);
        await Cluster.Customer(id).Record([Interactions.View("first", "p1", Now)]);
        await Cluster.Customer(id).Record([.. Enumerable.Range(0, EventIds.Remembered + 10).Select(i => Interactions.View($"e{i}", "p2", Now))]);

        Assert.Equal(new RecordOutcome(1, 1, 0), await Cluster.Customer(id).Record([Interactions.View("first", "p1", Now), Interactions.View("last", "p1", Now)]));
    }

    [Fact]
    public async Task Record_ManyCallersWhileActivationsEnd_LosesAndDoublesNothing()
    {
        var id = await Cluster.Client(ConsentTier.Behaviour);

        // Every event is sent twice and some calls are an activation's last. A call that met two ending activations in a row is
        // refused unrun by Orleans; the sender tries again, as the edge does.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            Task<RecordOutcome> Send() => Cluster.Customer(id).Record([Interactions.View($"e{i / 2}", $"p{i % 7}", Now.AddSeconds(-i))]);
            for (; ;)
            {
                try
                {
                    return await (i % 20 == 0 ? GrainsCluster.Last(Send) : Send());
                }
                catch (OrleansMessageRejectionException)
                {
                }
            }
        }));

        Assert.Equal((100, 100), (outcomes.Sum(static outcome => outcome.Recorded), outcomes.Sum(static outcome => outcome.Repeated)));
        var journey = new List<Interaction>();
        for (string? after = null; ;)
        {
            var page = await Cluster.Views(id).GetJourney(HeadOffice, after, 33);
            journey.AddRange(page.Interactions);
            if ((after = page.Next) is null)
            {
                break;
            }
        }

        Assert.Equal(100, journey.Select(static step => step.EventId).Distinct().Count());
        Assert.Equal(100, journey.Count);
        Assert.Equal(journey.OrderBy(static step => step.OccurredAt).Select(static step => step.EventId), journey.Select(static step => step.EventId));
        Assert.Equal(100, (await Cluster.Views(id).GetProfile(HeadOffice))!.InteractionCount);
    }

    [Fact]
    public async Task Record_AnotherActivationWroteMeanwhile_ReplaysAndAppendsBehindIt()
    {
        var id = await Cluster.Client(ConsentTier.Behaviour);
        await Cluster.Customer(id).Record([Interactions.View("e1", "p1", Now)]);

        // What a second activation would have done, behind this one's back.
        var journal = Cluster.Service<IJournal>();
        var foreign = new JournalEntry(3, "e2", new InteractionRecorded(Interactions.View("e2", "p2", Instant())));
        await journal.AppendAsync(new JournalAppend { Customer = id, ExpectedSeq = 2, Rows = [CustomerRows.ToRow(foreign, Instant())] });

        var outcome = await Cluster.Customer(id).Record([Interactions.View("e2", "p2", Now), Interactions.View("e3", "p3", Now)]);

        Assert.Equal(new RecordOutcome(1, 1, 0), outcome);
        Assert.Equal(4, await journal.GetHeadAsync(id));
        Assert.Equal(3, (await Cluster.Views(id).GetProfile(HeadOffice))!.InteractionCount);
    }

    [Fact]
    public async Task Record_TheDatabaseIsAway_ChangesNothingAndSaysSo()
    {
        var id = await Cluster.Client(ConsentTier.Behaviour);
        BrokenJournal.Away[id] = true;

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => Cluster.Customer(id).Record([Interactions.View("e1", "p1", Now)]));
        var during = await Cluster.Views(id).GetProfile(HeadOffice);
        BrokenJournal.Away.TryRemove(id, out _);
        var outcome = await Cluster.Customer(id).Record([Interactions.View("e1", "p1", Now)]);

        Assert.IsType<StorageUnavailableException>(fault);
        Assert.Equal(0, during!.InteractionCount);
        Assert.Equal(new RecordOutcome(1, 0, 0), outcome);
    }
}
