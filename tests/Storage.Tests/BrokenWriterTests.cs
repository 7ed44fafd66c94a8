using Luxe.Storage.Commit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Luxe.Storage.Tests;

/// <summary>A writer with a bug: the one thing that the real databases cannot be asked to show.</summary>
public sealed class BrokenWriterTests
{
    [Fact]
    public async Task Commit_UnforeseenFault_ClaimsNothingAndTheCommitterLivesOn()
    {
        using var writer = new BrokenOnce();
        using var committer = new CommitLane(new StorageOptions { DataDirectory = "unused" }, 8192, writer, NullLogger<CommitLane>.Instance);
        var broken = committer.SubmitAsync(StatementWrite.One(new Sql("")), default);
        committer.Start();

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => broken);
        await committer.SubmitAsync(StatementWrite.One(new Sql("")), default);

        Assert.True(fault.OutcomeUnknown);
        Assert.IsType<NotSupportedException>(fault.InnerException);
        Assert.Null(committer.LastFault);
        await committer.StopAsync(default);
    }

    [Fact]
    public async Task Commit_CallersWhoHearOfAFaultAndTryAgain_AreNotFailedForIt()
    {
        using var writer = new BrokenOnce();
        using var committer = new CommitLane(new StorageOptions { DataDirectory = "unused" }, 8192, writer, NullLogger<CommitLane>.Instance);
        var callers = Enumerable.Range(0, 500).Select(async _ =>
        {
            await Assert.ThrowsAsync<StorageUnavailableException>(() => committer.SubmitAsync(StatementWrite.One(new Sql("")), default));
            await committer.SubmitAsync(StatementWrite.One(new Sql("")), default);
        }).ToArray();

        committer.Start();
        await Task.WhenAll(callers);

        await committer.StopAsync(default);
    }

    private sealed class BrokenOnce : IBatchWriter
    {
        private bool _broken;

        public void Commit(IReadOnlyList<PendingWrite> batch, CancellationToken abandon)
        {
            if (!_broken)
            {
                _broken = true;
                throw new NotSupportedException("A bug.");
            }

            foreach (var pending in batch)
            {
                pending.Complete();
            }
        }

        public void Dispose()
        {
        }
    }
}
