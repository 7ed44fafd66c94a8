using Luxe.Contracts.Customers;
using Luxe.Storage;

namespace Luxe.Grains.Merges;

/// <summary>Reads the list of merges. Holds nothing.</summary>
[StatelessWorker]
internal sealed class MergeListGrain(IDirectory directory) : Grain, IMergeList
{
    private const int LargestPage = 500;

    public async Task<MergePage> List(string? after, int limit)
    {
        var size = Math.Clamp(limit, 1, LargestPage);
        var rows = await directory.ListAsync(MergeList.Kind, size, Parse(after));
        return new MergePage([.. rows.Select(MergeList.Read)], rows.Length < size ? null : $"{rows[^1].SortKey}|{rows[^1].Id}");
    }

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
