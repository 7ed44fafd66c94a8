using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Luxe.Grains.Tests.Customers;

/// <summary>A snapshot is a cache: whatever is wrong with it, the journal's state is served, and it is written anew.</summary>
[Collection(ClusterTests.Name)]
public sealed class SnapshotFaultTests(GrainsCluster cluster)
{
    private static readonly Viewer HeadOffice = new("ho-1", ViewerRole.HeadOffice, "journey");

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    private IGrainStorage Storage => cluster.Service<IServiceProvider>().GetRequiredKeyedService<IGrainStorage>("luxe");

    [Theory]
    [InlineData("checksum")]
    [InlineData("text")]
    [InlineData("cut")]
    [InlineData("seq")]
    [InlineData("tail")]
    [InlineData("resealed")]
    public async Task Activation_ASnapshotThatIsNotAsItWasWritten_ServesTheJournalAndWritesItAnew(string damage)
    {
        var id = await Lived();
        var before = await Rested(id);
        var kept = await Read(id);
        Assert.Contains("p-true", kept.State!.Json, StringComparison.Ordinal);
        await Storage.WriteStateAsync("snapshot", cluster.Customer(id).GetGrainId(), Damaged(kept, damage));

        var after = await cluster.Views(id).GetProfile(HeadOffice);
        await cluster.Customer(id).Record([]);

        Assert.Equal(before!.Wishes.AsEnumerable(), after!.Wishes);
        Assert.Equal((before.InteractionCount, before.LastSeenAt), (after.InteractionCount, after.LastSeenAt));
        var anew = (await Read(id)).State!;
        Assert.Null(anew.Read().Fault);
        Assert.Equal(after.Wishes.AsEnumerable(), anew.Read().State!.Wishes.Select(static wish => wish.ProductId));
    }

    [Fact]
    public async Task Activation_ASnapshotAheadOfARestoredJournal_ForgetsWhatTheJournalDoesNotHold()
    {
        var id = GrainsCluster.New("c");
        var paper = Interactions.ClientAt(ConsentTier.Identity);
        paper.Record([Interactions.Of(InteractionKind.WishAdded, "e1", "p1", Now)], Now);
        await Storage.WriteStateAsync(
            "snapshot", cluster.Customer(id).GetGrainId(), new GrainState<CustomerSnapshot> { State = CustomerSnapshot.Of(paper.State with { Dropped = 4 }, CustomerSnapshot.TailOf(paper.Rows[^1])) });

        Assert.Equal(ConsentTier.None, (await cluster.Views(id).GetConsent()).Tier);
        await cluster.Customer(id).Decide(Lives.Decision("d1", ConsentTier.Identity, Now));

        Assert.Equal(1, await cluster.Service<IJournal>().GetHeadAsync(id));
        var profile = await cluster.Views(id).GetProfile(HeadOffice);
        Assert.Equal((0L, 4L), (profile!.InteractionCount, profile.Dropped));
    }

    [Fact]
    public async Task Activation_ASnapshotOfTheVersionBefore_KeepsItsCountOfDroppedAndRepeatsNoErrand()
    {
        var (id, associate) = (await Lived(), GrainsCluster.New("a"));
        await cluster.Customer(id).Assign(associate);
        await Rested(id);
        var kept = await Read(id);
        kept.State = new CustomerSnapshot { Seq = kept.State!.Seq, Version = 2, Json = """{"seq":14,"dropped":9,"wishes":[{"productId":"tote","wanted":true}]}""" };
        await Storage.WriteStateAsync("snapshot", cluster.Customer(id).GetGrainId(), kept);
        BrokenInbox.RefusesWrites[associate] = true;

        var profile = await cluster.Views(id).GetProfile(HeadOffice);
        await cluster.Customer(id).Record([]);

        BrokenInbox.RefusesWrites.TryRemove(associate, out _);
        Assert.Equal(9, profile!.Dropped);
        Assert.Equal("p-true", Assert.Single(profile.Wishes));
        Assert.Equal((CustomerSnapshot.CurrentVersion, 9L), ((await Read(id)).State!.Version, (await Read(id)).State!.Read().State!.Dropped));
    }

    [Fact]
    public async Task Decide_CutOffBeforeTheSnapshotIsRewritten_NothingPurgedIsReadAgain()
    {
        var id = await Lived();
        await Rested(id);
        BrokenStorage.NoSnapshot[id] = true;
        await Assert.ThrowsAnyAsync<Exception>(() => cluster.Customer(id).Decide(Lives.Decision("down", ConsentTier.Category, Now)));

        // The process is gone; the old snapshot still holds what was purged.
        await GrainsCluster.Last(() => cluster.Views(id).GetConsent());
        Assert.Contains("p-true", (await Read(id)).State!.Json, StringComparison.Ordinal);
        var profile = await cluster.Views(id).GetProfile(HeadOffice);
        var journey = await cluster.Views(id).GetJourney(HeadOffice, null, 100);
        BrokenStorage.NoSnapshot.TryRemove(id, out _);
        await cluster.Customer(id).Record([]);

        Assert.Equal((ConsentTier.Category, 0L), (profile!.Consent.Tier, profile.InteractionCount));
        Assert.Empty(profile.Wishes);
        Assert.Equal(0, profile.Summary!.Periods.Sum(static period => period.Views + period.Wishes));
        Assert.Empty(journey.Interactions);
        Assert.DoesNotContain("p-", (await Read(id)).State!.Json, StringComparison.Ordinal);
    }

    [Fact]
    public void Snapshot_ReadAndWritten_LeavesNoTextInMemory()
    {
        var snapshot = CustomerSnapshot.Of(Interactions.ClientAt(ConsentTier.Category).State, 7);

        Assert.Equal(("", 1L, 7u), (snapshot.WithoutState().Json, snapshot.WithoutState().Seq, snapshot.WithoutState().Tail));
        Assert.Equal((null, null), snapshot.WithoutState().Read());
    }

    private static GrainState<CustomerSnapshot> Damaged(GrainState<CustomerSnapshot> kept, string damage)
    {
        var good = kept.State!;
        var lie = good.Json.Replace("p-true", "p-lies", StringComparison.Ordinal);
        kept.State = damage switch
        {
            "checksum" => new() { Seq = good.Seq, Json = good.Json, Version = good.Version, Tail = good.Tail, Checksum = good.Checksum + 1 },
            "text" => new() { Seq = good.Seq, Json = lie, Version = good.Version, Tail = good.Tail, Checksum = good.Checksum },
            "cut" => new() { Seq = good.Seq, Json = good.Json[..^40], Version = good.Version, Tail = good.Tail, Checksum = good.Checksum },
            "seq" => new() { Seq = good.Seq - 1, Json = good.Json, Version = good.Version, Tail = good.Tail, Checksum = good.Checksum },
            "tail" => new() { Seq = good.Seq, Json = good.Json, Version = good.Version, Tail = good.Tail + 1, Checksum = good.Checksum },

            // A whole snapshot of another journal, as when only one of the two was restored: her row of that number is another one.
            "resealed" => CustomerSnapshot.Of(good.Read().State! with { Wishes = [] }, good.Tail + 1),
            _ => throw new ArgumentOutOfRangeException(nameof(damage), damage, "No such damage."),
        };
        return kept;
    }

    private async Task<string> Lived()
    {
        var id = await cluster.Client(ConsentTier.Behaviour);
        await cluster.Customer(id).Record([Interactions.Of(InteractionKind.WishAdded, "w1", "p-true", Now), .. Enumerable.Range(0, 12).Select(i => Interactions.View($"e{i}", $"p-{i}", Now.AddMinutes(-i)))]);
        return id;
    }

    /// <summary>What she looked like when her grain had written its snapshot and was gone: the second end has nothing left to write.</summary>
    private async Task<CustomerProfile?> Rested(string id)
    {
        await GrainsCluster.Last(() => cluster.Views(id).GetProfile(HeadOffice));
        return await GrainsCluster.Last(() => cluster.Views(id).GetProfile(HeadOffice));
    }

    private async Task<GrainState<CustomerSnapshot>> Read(string id)
    {
        var kept = new GrainState<CustomerSnapshot> { State = new CustomerSnapshot() };
        await Storage.ReadStateAsync("snapshot", cluster.Customer(id).GetGrainId(), kept);
        return kept;
    }
}
