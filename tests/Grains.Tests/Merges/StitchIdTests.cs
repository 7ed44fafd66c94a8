using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Identity;
using Luxe.Grains.Merges;
using Luxe.Grains.Tests.Hosting;

namespace Luxe.Grains.Tests.Merges;

/// <summary>What a merge that nobody ordered is called: the same two, the same id, and it names neither.</summary>
[Collection(ClusterTests.Name)]
public sealed class StitchIdTests(GrainsCluster cluster)
{
    private IdentityKeys Keys => cluster.Service<IdentityKeys>();

    [Fact]
    public void Of_TheSameTwo_IsTheSameAndNamesNeither()
    {
        var (former, survivor) = ("c_AAAAAAAAAAAAAAAAAAAAAA", "c_BBBBBBBBBBBBBBBBBBBBBB");
        var id = StitchIds.Of(Keys, former, survivor);

        Assert.Equal(id, StitchIds.Of(Keys, former, survivor));
        Assert.NotEqual(id, StitchIds.Of(Keys, survivor, former));
        Assert.DoesNotContain(former, id, StringComparison.Ordinal);
        Assert.DoesNotContain(survivor, id, StringComparison.Ordinal);
        Assert.True(StitchIds.Names(Keys, id, former, survivor) && !StitchIds.Names(Keys, id, survivor, former));
        Assert.Null(StitchIds.SurvivorOf(id, former));
    }

    [Fact]
    public void Of_AfterAnUndoneMerge_IsAnotherThatNamesNobodyEither()
    {
        var again = StitchIds.Of(Keys, "c_A", "c_B", "m-1");

        Assert.Equal(StitchIds.Of(Keys, "c_A", "c_B") + "~after~m-1", again);
        Assert.True(StitchIds.Names(Keys, again, "c_A", "c_B"));
        Assert.Equal("stitch~c_A~c_B~after~m-1", StitchIds.FormerId(again, "c_A", "c_B"));
        Assert.DoesNotContain("c_", StitchIds.Of(Keys, "c_A", "c_B", "stitch~c_C~c_B"), StringComparison.Ordinal);
    }

    [Fact]
    public void SurvivorOf_AnIdOfAnOlderHouse_IsWhomItNames()
    {
        Assert.Equal("c_B", StitchIds.SurvivorOf("stitch~c_A~c_B", "c_A"));
        Assert.Equal("c_B", StitchIds.SurvivorOf("stitch~c_A~c_B~after~m-1", "c_A"));
        Assert.Null(StitchIds.SurvivorOf("stitch~c_A~c_B", "c_B"));
        Assert.Equal("stitch~c_A~c_B", StitchIds.FormerId(StitchIds.Of(Keys, "c_A", "c_B"), "c_A", "c_B"));
        Assert.Null(StitchIds.FormerId("m-1", "c_A", "c_B"));
    }

    [Fact]
    public async Task Absorb_WhatWasTakenBackUnderItsOlderId_IsNeverRepeated()
    {
        var (a, b) = (await cluster.Client(ConsentTier.Behaviour), await cluster.Client(ConsentTier.Behaviour));
        var older = new MergeOrder($"stitch~{b}~{a}", b, MergeRules.Stitching, "stitched", DateTimeOffset.UtcNow);
        Assert.Equal(MergeResult.Done, (await cluster.Merges(a).Absorb(older)).Result);
        Assert.Equal(UndoResult.Done, (await cluster.Merges(a).Undo(older.MergeId, "ho-1")).Result);

        var outcome = await cluster.Merges(a).Absorb(older with { MergeId = StitchIds.Of(Keys, b, a) });

        Assert.Equal((MergeResult.Refused, MergeRefusal.TakenBack), (outcome.Result, outcome.Refusal));
    }

    [Fact]
    public async Task Absorb_WhatStandsUnderItsOlderId_IsTheSameMerge()
    {
        var (a, b) = (await cluster.Client(ConsentTier.Behaviour), await cluster.Client(ConsentTier.Behaviour));
        var older = new MergeOrder($"stitch~{b}~{a}", b, MergeRules.Stitching, "stitched", DateTimeOffset.UtcNow);
        Assert.Equal(MergeResult.Done, (await cluster.Merges(a).Absorb(older)).Result);

        var outcome = await cluster.Merges(a).Absorb(older with { MergeId = StitchIds.Of(Keys, b, a) });

        Assert.Equal((MergeRefusal.AlreadyAbsorbed, a), (outcome.Refusal, outcome.NamedId));
    }
}
