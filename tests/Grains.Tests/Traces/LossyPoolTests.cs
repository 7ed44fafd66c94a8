using System.Runtime.CompilerServices;
using Luxe.Contracts.Customers;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Tests.Traces;

public sealed class LossyPoolTests
{
    [Fact]
    public void Share_EqualValues_GivesOneObject()
    {
        var pool = new LossyPool<string>(64);
        var first = pool.Share(Copy("cognac"));

        Assert.Same(first, pool.Share(Copy("cognac")));
        Assert.NotSame(first, pool.Share(Copy("tote")));
    }

    [Fact]
    public void Share_MoreThanThereIsRoomFor_ForgetsAndKeepsNothingAlive()
    {
        var pool = new LossyPool<string>(64);
        var given = Fill(pool);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.InRange(given.Count(static word => word.IsAlive), 1, 64);
        GC.KeepAlive(pool);
    }

    [Fact]
    public async Task Share_FromManyThreads_AlwaysGivesAnEqualValue()
    {
        var pool = new LossyPool<string>(16);
        await Parallel.ForAsync(0, 8, (thread, _) =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                var word = $"{(i + thread) % 40}";
                Assert.Equal(word, pool.Share(word));
            }

            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public void SubjectOf_OnePieceOfTwoClients_IsOneObjectAndBundlesAreTheirOwn()
    {
        var view = Customers.Interactions.View("e", Copy("pool-piece"), Customers.Lives.Start, Copy("Cognac Tote"));
        var order = view with { Kind = InteractionKind.OrderCompleted, Items = [view.Items[0], view.Items[0] with { ProductId = "pool-other" }] };

        Assert.Same(Subject.Of(view), Subject.Of(view with { Items = [new InteractionItem(Copy("pool-piece"), Name: Copy("Cognac Tote"))] }));
        Assert.NotSame(Subject.Of(order), Subject.Of(order));
        Assert.Equal(Subject.Of(order), Subject.Of(order));
        Assert.Same(Subject.Of(view), ((Bundle)Subject.Of(order)!)[0]);
    }

    [Fact]
    public void Subject_NamesOfAnyLength_AreKeptBriefAndReadBack()
    {
        // The hundredth character is the first half of a pair: half of it could not be written.
        var name = new string('n', 99) + "\U0001F45C" + new string('n', 30_000);
        var client = Customers.Interactions.ClientAt(Contracts.Consent.ConsentTier.Identity);
        client.Record(
        [
            Customers.Interactions.Of(InteractionKind.CartAdded, "e1", "p1", Customers.Lives.Start, name),
            Customers.Interactions.Of(InteractionKind.ContentViewed, "e2", null, Customers.Lives.Start) with { Topic = name },
        ], Customers.Lives.Start);
        var before = client.Json;
        client.Restart();

        Assert.Equal(new string('n', 99), Assert.Single(client.State.Cart.Lines).Name);
        Assert.Equal(new Theme(null, new string('n', 99)), client.State.Observed.Window.AsSpan()[1].Subject);
        Assert.Equal((before, before), (client.Json, client.ReplayedJson()));
        Assert.InRange(before.Length, 1, 3_000);
    }

    [Fact]
    public void Trace_EveryKind_FitsAndIsSixteenBytes()
    {
        Assert.Equal(16, Unsafe.SizeOf<Trace>());
        foreach (var kind in Enum.GetValues<InteractionKind>())
        {
            var interaction = Customers.Interactions.Of(kind, "e", "p", Customers.Lives.Start) with { Channel = Channel.Import, Dwell = TimeSpan.FromDays(2) };
            var trace = Trace.Of(interaction);

            Assert.Equal((kind, Channel.Import, Customers.Lives.Start, TimeSpan.FromSeconds(ushort.MaxValue)), (trace.Kind, trace.Channel, trace.At, trace.Dwell));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] Fill(LossyPool<string> pool) =>
        [.. Enumerable.Range(0, 2_000).Select(i => new WeakReference(pool.Share(Copy($"word {i}"))))];

    private static string Copy(string word) => new(word.AsSpan());
}
