using System.Collections.Concurrent;
using Luxe.Silo.Ingest;

namespace Luxe.Silo.Tests.Ingest;

public sealed class SideBySideTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(2500)]
    public async Task ForEachAsync_AnyNumber_RunsEachOnceAndNeverMoreThanItsWidth(int count)
    {
        var seen = new ConcurrentBag<int>();
        var (running, most) = (0, 0);
        await SideBySide.ForEachAsync([.. Enumerable.Range(0, count)], async item =>
        {
            var now = Interlocked.Increment(ref running);
            for (var former = most; now > former && Interlocked.CompareExchange(ref most, now, former) != former; former = most)
            {
            }

            await Task.Yield();
            seen.Add(item);
            Interlocked.Decrement(ref running);
        });

        Assert.Equal(Enumerable.Range(0, count), seen.Order());
        Assert.InRange(most, Math.Min(1, count), 256);
    }

    [Fact]
    public async Task ForEachAsync_OneFails_TheOthersEndAndTheFaultIsTold()
    {
        var ended = 0;
        await Assert.ThrowsAsync<TimeoutException>(() => SideBySide.ForEachAsync([.. Enumerable.Range(0, 20)], async item =>
        {
            await Task.Yield();
            Interlocked.Increment(ref ended);
            if (item == 7)
            {
                throw new TimeoutException();
            }
        }));

        Assert.Equal(20, ended);
    }
}
