using System.Collections.Immutable;
using Luxe.Contracts.Identity;
using Luxe.Storage;

namespace Luxe.Grains.Identity;

/// <summary>The queue of candidates for merge: reads the list, and sends what is raised to the one grain of its pair.</summary>
[StatelessWorker]
internal sealed class MergeCandidates(IDirectory directory) : Grain, IMergeCandidates
{
    private const int LargestPage = 500;

    public async Task<CandidatePage> ListOpen(string? after, int limit)
    {
        var size = Math.Clamp(limit, 1, LargestPage);
        var rows = await directory.ListAsync(CandidateRow.Kind, size, Parse(after));
        var open = ImmutableArray.CreateBuilder<MergeCandidate>(rows.Length);
        foreach (var row in rows)
        {
            if (CandidateRow.Read(row)!.ToCandidate(row.Id) is not { State: CandidateState.Open } candidate)
            {
                // Whatever is settled lies behind all that is open.
                return new CandidatePage(open.DrainToImmutable(), null);
            }

            open.Add(candidate);
        }

        return new CandidatePage(open.DrainToImmutable(), rows.Length < size ? null : $"{rows[^1].SortKey}|{rows[^1].Id}");
    }

    public Task Raise(string oneId, string otherId, MatchReason reason) => oneId == otherId
        ? Task.CompletedTask
        : GrainFactory.GetGrain<IMergeCandidateGrain>(MergeCandidate.IdOf(oneId, otherId)).Raise(reason);

    private static DirectoryCursor? Parse(string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        var between = cursor.IndexOf('|', StringComparison.Ordinal);
        return between > 0 ? new DirectoryCursor(cursor[..between], cursor[(between + 1)..]) : throw new ArgumentException("The cursor is none of this list.", nameof(cursor));
    }
}
