using System.Collections.Immutable;
using Luxe.Contracts.Customers;
using Luxe.Grains.Merges;
using Luxe.Grains.Time;
using Luxe.Storage;
using Microsoft.Extensions.Logging;

namespace Luxe.Grains.Customers;

/// <summary>
/// The copies of a long life. The merge is decided by one transaction, from which the absorbed is a signpost and her journal stands still; copies
/// beyond the first follow in transactions of their own, so that nobody else's append waits for all of them. Until the last is there she answers
/// nobody: whoever meets such a life, after a kill too, writes what is left before anything else.
/// </summary>
internal sealed partial class CustomerGrain
{
    /// <summary>Rows of one append: as many as a commit takes anyway (<see cref="StorageOptions.MaxBatchRows"/>), and most merges have fewer.</summary>
    private const int CopiesPerCommit = 400;

    /// <summary>Runs what is owed: the rest of a merge, errands, a snapshot.</summary>
    private async Task Settle()
    {
        await Finish();
        await _life.Settle();
    }

    /// <summary>Writes the rest of a merge that was cut off between its copies.</summary>
    private async Task Finish()
    {
        while (_life.State.Unfinished is { } merge)
        {
            var absorbed = new LifeOnPaper(merge.AbsorbedId);
            await _life.ReadOn(absorbed);
            var now = _time.Now();
            var rest = MergeRules.Rest(_life.State, merge, absorbed, await KnownOf(absorbed, 0), now);
            Finishing(_log, rest.Length);
            await Follow(rest, now);
        }
    }

    /// <summary>The merge is decided: a conflict only says that another activation goes on with it.</summary>
    private async Task Follow(ImmutableArray<CustomerEvent> rest, DateTimeOffset now)
    {
        try
        {
            for (var from = 0; from < rest.Length; from += CopiesPerCommit)
            {
                await Commit(new CustomerChange(rest[from..Math.Min(rest.Length, from + CopiesPerCommit)]) { IsWhole = true }, null, now);
            }
        }
        catch (JournalConflictException conflict)
        {
            Refused(_log, conflict.ActualSeq - conflict.ExpectedSeq);
            await _life.Load();
            await Finish();
        }
    }

    [LoggerMessage(1106, LogLevel.Information, "A merge was cut off before its last copies; {Rows} rows follow now.")]
    private static partial void Finishing(ILogger log, int rows);
}
