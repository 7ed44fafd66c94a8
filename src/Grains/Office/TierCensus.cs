using Luxe.Contracts.Office;
using Luxe.Grains.Consent;
using Luxe.Grains.Identity;
using Luxe.Grains.Merges;
using Luxe.Storage;

namespace Luxe.Grains.Office;

/// <summary>
/// Counts all ledgers of the house, once for everybody who asks within five minutes. It reads in small pages beside whatever else is going on; a house
/// of ten million clients takes minutes, and the former count is given meanwhile. Not counted: erased clients, and those who are part of another.
/// </summary>
internal sealed class TierCensus(IOfficeQueries office, IDirectory directory, TimeProvider time) : IDisposable
{
    private const int Page = 2_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    /// <summary>How long an asker waits for a count: well within the time that a grain call may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Task<TierCounts>? _counting;
    private TierCounts? _last;

    /// <summary>The count; the former one, or null, while it takes longer than anybody waits.</summary>
    public async Task<TierCounts?> Count()
    {
        var counting = Begin();
        try
        {
            return await counting.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            return _last;
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private Task<TierCounts> Begin()
    {
        lock (_gate)
        {
            var isFresh = _counting is { IsCompletedSuccessfully: true } done && time.GetUtcNow() - done.Result.CountedAt < Kept;
            return isFresh || _counting is { IsCompleted: false } ? _counting! : _counting = Task.Run(() => Walk(_stop.Token));
        }
    }

    private async Task<TierCounts> Walk(CancellationToken stop)
    {
        var absorbed = await Absorbed(stop);
        var tally = new TierTally();
        var (customer, seq) = ("", 0L);
        while (true)
        {
            var rows = await office.ReadLedgersAsync(customer, seq, Page, stop);
            foreach (var row in rows.Where(row => !Pseudonyms.Is(row.Customer) && !absorbed.Contains(row.Customer)))
            {
                tally.Add(row.Customer, ConsentLedger.Read(row).Decision);
            }

            if (rows.Length < Page)
            {
                return _last = tally.End(time.GetUtcNow());
            }

            (customer, seq) = (rows[^1].Customer, rows[^1].Seq);
        }
    }

    /// <summary>Whom somebody made part of another client, and nobody took back.</summary>
    private async Task<HashSet<string>> Absorbed(CancellationToken stop)
    {
        var absorbed = new HashSet<string>(StringComparer.Ordinal);
        DirectoryCursor? after = null;
        while (true)
        {
            var rows = await directory.ListAsync(MergeList.Kind, Page, after, stop);
            absorbed.UnionWith(rows.Select(MergeList.Read).Where(static merge => merge.UndoneBy is null).Select(static merge => merge.AbsorbedId));
            if (rows.Length < Page)
            {
                return absorbed;
            }

            after = new DirectoryCursor(rows[^1].SortKey, rows[^1].Id);
        }
    }
}
