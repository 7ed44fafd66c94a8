using FsCheck;
using FsCheck.Fluent;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Tests.Traces;

public sealed class TailTests
{
    private const int Capacity = 20;

    [Fact]
    public void AddAndInsert_AtRandomToRandomOlderValues_AreListsThatNeverChangeAgain() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), static seed =>
        {
            var random = new System.Random(seed);
            var made = new List<(Tail<int> Tail, List<int> Model)> { (default, []) };
            for (var i = 0; i < 120; i++)
            {
                // Mostly the latest value goes on; now and then an older one, as when an append is refused.
                var (tail, model) = made[random.Next(4) == 0 ? random.Next(made.Count) : made.Count - 1];
                var place = random.Next(3) == 0 ? random.Next(model.Count + 1) : model.Count;
                var next = model.ToList();
                next.Insert(place, i);
                made.Add((tail.Insert(place, i, Capacity), next.Count > Capacity ? next[1..] : next));
            }

            return made.TrueForAll(static value => value.Tail.AsSpan().SequenceEqual(value.Model.ToArray()));
        }));

    [Fact]
    public void Add_ManyToOne_CopiesSeldom()
    {
        var tail = Tail<long>.Of(new long[200]);
        tail = tail.Add(0, 200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 800; i++)
        {
            tail = tail.Add(i, 200);
        }

        // A copy has 1,600 bytes and more; one in eight or nine adds makes one.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 800 * 1_700 / 8);
        Assert.Equal(799, tail.AsSpan()[^1]);
        Assert.Equal(600, tail.AsSpan()[0]);
    }
}
