using Luxe.Storage.Commit;

namespace Luxe.Storage.Tests;

/// <summary>A house that stops while its last batch is on its way to the disk.</summary>
public sealed class FlusherTests
{
    private const int Lives = 20_000;

    /// <summary>No assertion of time: one that waits for a wake-up that was lost waits for ever.</summary>
    [Fact]
    public async Task Dispose_InManyShortLives_AlwaysEnds()
    {
        var lives = Task.Run(static () =>
        {
            for (var life = 0; life < Lives; life++)
            {
                var settled = 0;
                var flusher = new Flusher(static () => { }, (_, _) => Interlocked.Increment(ref settled));
                flusher.Add(new CommittedBatch([], 0));
                while (life % 2 == 0 && Volatile.Read(ref settled) == 0)
                {
                    Thread.SpinWait(1);
                }

                flusher.Add(new CommittedBatch([], 0));
                Thread.SpinWait(life % 64);
                flusher.Dispose();
                Assert.Equal(2, settled);
            }
        });

        await lives.WaitAsync(TimeSpan.FromMinutes(5));
    }
}
