using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Merges;
using Luxe.Grains.Tests.Customers;

namespace Luxe.Grains.Tests.Merges;

/// <summary>What a client who absorbs strangers all her life keeps of it.</summary>
public sealed class HistoryCutTests
{
    private const string A = "c_a";

    [Fact]
    public void Merge_ManyStrangers_LeavesAtMostOneCutATierAndUseAndHidesAllTheSame()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (house, random, now) = (new PaperHouse(), new Random(seed), Lives.Start);
            var cuts = new List<HistoryCut>();
            house.Decide(A, Lives.Decision("first", ConsentTier.Identity, now), now);
            for (var i = 0; i < 30; i++)
            {
                now = now.AddMinutes(1);
                house.Decide($"c_{i}", Lives.Decision($"d{i}", (ConsentTier)random.Next(4), now) with { Withheld = Lives.Uses(random) }, now);
                house.Merge(A, $"c_{i}", $"m{i}", now);
                var merge = house.State(A).Marks!.Merges[^1];
                cuts.Add(new HistoryCut(merge.Seq, house.State(A).Consent.Tier, house.State(A).Consent.Withheld));
                now = now.AddMinutes(1);
                house.Decide(A, Lives.Decision($"up{i}", (ConsentTier)random.Next(4), now) with { Withheld = Lives.Uses(random) }, now);

                Assert.True(house.State(A).Marks!.Cuts.Length <= 4 + DataUsesOf.All.Length);
                for (var seq = 1; seq <= house.State(A).Seq; seq++)
                {
                    foreach (var kind in Enum.GetValues<InteractionKind>())
                    {
                        Assert.Equal(cuts.Exists(cut => cut.Hides(seq, kind)), house.State(A).Hides(seq, kind));
                    }
                }
            }
        }
    }
}
