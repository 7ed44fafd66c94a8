using Luxe.Storage.Commit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Luxe.Storage.Tests;

/// <summary>Whom the committer answers while a disk is slow, or refuses: a disk that a test can hold.</summary>
public sealed class FlushTests
{
    private static readonly StorageOptions Options = new() { DataDirectory = "unused" };

    [Fact]
    public async Task Commit_OfTheNextBatch_GoesOnWhileTheDiskIsSlowAndNobodyIsAnsweredBefore()
    {
        using var disk = new HeldDisk();
        using var committer = new CommitLane(Options, 8192, disk, NullLogger<CommitLane>.Instance);
        committer.Start();
        var first = Submit(committer);
        await disk.Flushing.WaitAsync();
        var second = Submit(committer);
        await disk.Committed.WaitAsync();
        await disk.Committed.WaitAsync();

        Assert.False(first.IsCompleted);
        Assert.False(second.IsCompleted);
        disk.Released.Release(2);
        await Task.WhenAll(first, second);
        await committer.StopAsync(default);
    }

    [Fact]
    public async Task Flush_ThatFails_LeavesEveryOutcomeOpenAndTheCommitterLivesOn()
    {
        using var disk = new HeldDisk { Fails = true };
        using var committer = new CommitLane(Options, 8192, disk, NullLogger<CommitLane>.Instance);
        committer.Start();
        var lost = Submit(committer);
        await disk.Flushing.WaitAsync();
        disk.Released.Release();

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => lost);
        Assert.True(fault.OutcomeUnknown);
        disk.Fails = false;
        disk.Released.Release();
        await Submit(committer);
        Assert.Null(committer.LastFault);
        await committer.StopAsync(default);
    }

    [Fact]
    public async Task Commit_ThatFailsInTheMiddle_AnswersWhatWasCommittedOnlyWhenItIsFlushed()
    {
        using var disk = new HeldDisk { BreaksAfterOne = true };
        using var committer = new CommitLane(Options, 8192, disk, NullLogger<CommitLane>.Instance);
        var (first, second) = (Submit(committer), Submit(committer));
        committer.Start();
        await disk.Flushing.WaitAsync();
        Assert.False(first.IsCompleted);
        disk.Released.Release();

        await first;
        Assert.False((await Assert.ThrowsAsync<StorageUnavailableException>(() => second)).OutcomeUnknown);
        await committer.StopAsync(default);
    }

    [Fact]
    public async Task Stop_WithBatchesThatAreNotFlushed_AnswersThemFirst()
    {
        using var disk = new HeldDisk();
        using var committer = new CommitLane(Options, 8192, disk, NullLogger<CommitLane>.Instance);
        committer.Start();
        var last = Submit(committer);
        await disk.Flushing.WaitAsync();
        var stopping = committer.StopAsync(default);
        Assert.False(stopping.IsCompleted);
        disk.Released.Release();

        await stopping;
        Assert.True(last.IsCompletedSuccessfully);
    }

    private static Task<int> Submit(CommitLane committer) => committer.SubmitAsync(StatementWrite.One(new Sql("")), default);

    private sealed class HeldDisk : IBatchWriter
    {
        public bool FlushesApart => true;

        public bool Fails { get; set; }

        public bool BreaksAfterOne { get; set; }

        public SemaphoreSlim Committed { get; } = new(0);

        public SemaphoreSlim Flushing { get; } = new(0);

        public SemaphoreSlim Released { get; } = new(0);

        public void Commit(IReadOnlyList<PendingWrite> batch, CancellationToken abandon)
        {
            foreach (var pending in batch)
            {
                pending.Complete();
                if (BreaksAfterOne)
                {
                    BreaksAfterOne = false;
                    throw new StorageUnavailableException("The second is damaged.");
                }
            }

            Committed.Release();
        }

        public void Flush()
        {
            Flushing.Release();
            Released.Wait();
            if (Fails)
            {
                throw new StorageUnavailableException("The disk lost it.") { OutcomeUnknown = true };
            }
        }

        public void Dispose()
        {
        }
    }
}
