using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Identity;

/// <summary>Merges that somebody ordered, on which sequences were stitched since: taken back, and each sequence goes to whose device it was.</summary>
[Collection(ClusterTests.Name)]
public sealed class StitchedOnAMergeTests(GrainsCluster cluster) : StitchingScene(cluster)
{
    [Fact]
    public async Task Undo_SequencesStitchedSince_TakesItBackAndStitchesThemToWhoseDevicesTheyAre()
    {
        var (hers, others, user, other) = (Anonymous(), Anonymous(), User(), User());
        var (a, b) = (await KnownAsync(ConsentTier.Behaviour, user), await KnownAsync(ConsentTier.Behaviour, other));
        await Cluster.Merges(a).Absorb(new MergeOrder("m1", b, "camille", "same-card", DateTimeOffset.UtcNow));
        var (one, two) = (await StrangerAsync(ConsentTier.Behaviour, hers, "by-hers"), await StrangerAsync(ConsentTier.Behaviour, others, "by-others"));
        await Resolver.Resolve([hers, user]);
        await Resolver.Resolve([others, other]);
        Assert.Equal(["by-hers", "by-others"], await JourneyAsync(b));

        Assert.Equal(new UndoOutcome(UndoResult.Done, "m1", b), await Cluster.Merges(a).Undo("m1", "camille"));
        await Cluster.Merges(b).CatchUp();

        await UntilAsync(async () => (await JourneyAsync(a)) is ["by-hers"] && (await JourneyAsync(b)) is ["by-others"]);
        Assert.Equal((a, b), (await IntoAsync(one), await IntoAsync(two)));
        await Cluster.Customer(two).Record([View("later")]);
        Assert.Equal(["by-others", "later"], await JourneyAsync(b));
        Assert.Equal(["by-hers"], await JourneyAsync(a));
    }

    [Fact]
    public async Task Undo_CutOffAfterTheSequenceWasTakenOff_TheNextOneStitchesItAgain()
    {
        var (device, user) = (Anonymous(), User());
        var (a, b) = (await KnownAsync(ConsentTier.Behaviour, user), await KnownAsync(ConsentTier.Behaviour, User()));
        await Cluster.Merges(a).Absorb(new MergeOrder("m1", b, "camille", "same-card", DateTimeOffset.UtcNow));
        var stranger = await StrangerAsync(ConsentTier.Behaviour, device, "seen");
        await Resolver.Resolve([device, user]);

        // The sequence is taken off by the first append, the merge would be by the second.
        BrokenJournal.Left[a] = 1;
        await Assert.ThrowsAnyAsync<StorageUnavailableException>(() => Cluster.Merges(a).Undo("m1", "camille"));
        BrokenJournal.Left.TryRemove(a, out _);
        Assert.Null(await IntoAsync(stranger));

        Assert.Equal(UndoResult.Done, (await Cluster.Merges(a).Undo("m1", "camille")).Result);

        await UntilAsync(async () => await IntoAsync(stranger) == a);
        Assert.Equal(["seen"], await JourneyAsync(a));
    }

    [Fact]
    public async Task Undo_AnOrderedMergeStandsOnItBelowASequence_NamesTheOrderedOne()
    {
        var (device, user) = (Anonymous(), User());
        var a = await KnownAsync(ConsentTier.Behaviour, user);
        foreach (var mergeId in (string[])["m1", "m2"])
        {
            var absorbed = await KnownAsync(ConsentTier.Behaviour, User());
            await Cluster.Merges(a).Absorb(new MergeOrder(mergeId, absorbed, "camille", "same-card", DateTimeOffset.UtcNow));
        }

        await StrangerAsync(ConsentTier.Behaviour, device, "seen");
        await Resolver.Resolve([device, user]);

        Assert.Equal(new UndoOutcome(UndoResult.NotTheLatest, "m2", CustomerId: a), await Cluster.Merges(a).Undo("m1", "camille"));
        Assert.Equal(["seen"], await JourneyAsync(a));
    }

    private async Task<string?> IntoAsync(string id) => (await Cluster.Merges(id).GetMerges(Viewer)).AbsorbedInto;

    /// <summary>Stitching again is told one way: asked until it is done.</summary>
    private static async Task UntilAsync(Func<Task<bool>> isDone)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!await isDone())
        {
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}
