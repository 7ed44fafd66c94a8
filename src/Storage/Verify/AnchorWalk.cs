using System.Data.Common;
using System.Globalization;
using Luxe.Storage.Databases;
using Luxe.Storage.Ledger;

namespace Luxe.Storage.Verify;

/// <summary>
/// Makes every anchor's root again from its leaves, and looks each leaf up in its ledger: a client's chain that was rewritten, with her journal or
/// without, is another than the days were anchored with. What <c>anchors.log</c> beside the database says of the roots is compared too.
/// </summary>
internal sealed class AnchorWalk(VerifyView view, AnchorLog? log, Faults faults)
{
    private const string Check = "anchor";
    private const string Anchors = "SELECT number, day, previous, root, leaves FROM ledger_anchor ORDER BY number";

    // In the order of the key, which is the order of the root.
    private const string Leaves = """
        SELECT f.number, f.customer, f.seq, f.hash, l.hash FROM ledger_leaf f
        LEFT JOIN ledger l ON l.customer = f.customer AND l.seq = f.seq
        ORDER BY f.number, f.hash, f.customer
        """;

    private DbDataReader? _leaves;

    // Taken at once: a sequential reader gives a column no second time.
    private long? _leafOf;

    public long Count { get; private set; }

    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var anchors = await view.ReadAsync(Anchors, cancellation);
        _leaves = await view.ReadAsync(Leaves, cancellation);
        await using var leaves = _leaves;
        await NextLeafAsync(cancellation);
        var former = (Number: 0L, Root: AnchorRoot.Start);
        while (await anchors.ReadAsync(cancellation))
        {
            Count++;
            var (number, day) = (anchors.GetInt64(0), AnchorDay.Of(anchors.GetInt64(1)));
            var (previous, root, stated) = (anchors.GetString(2), anchors.GetString(3), anchors.GetInt64(4));
            if (number != former.Number + 1)
            {
                faults.Add(Check, "", former.Number + 1, number == former.Number + 2 ? "the anchor is not there" : FormattableString.Invariant($"the anchors up to {number - 1} are not there"));
            }
            else if (previous != former.Root)
            {
                faults.Add(Check, "", number, $"{Day(day)}: the anchor does not follow from the one before it");
            }

            var (own, count) = await RootAsync(number, day, previous, cancellation);
            if (own != root || count != stated)
            {
                faults.Add(Check, "", number, $"{Day(day)}: the root is not what the day's leaves make");
            }

            if (log?.RootOf(number) is { } noted && noted != root)
            {
                faults.Add(Check, "", number, $"{Day(day)}: {AnchorLog.FileName} knows another root");
            }

            former = (number, root);
        }

        await EndAsync(former.Number, cancellation);
    }

    private async Task EndAsync(long last, CancellationToken cancellation)
    {
        if (log is not null && log.Last > last)
        {
            faults.Add(Check, "", last + 1, $"{AnchorLog.FileName} knows anchors after the database's last: they were taken out, or an older backup was restored");
        }

        if (_leafOf is { } number)
        {
            faults.Add(Check, "", number, "there are leaves, and not the anchor that they belong to");
            while (_leafOf is not null)
            {
                await NextLeafAsync(cancellation);
            }
        }
    }

    private async Task<(string Root, long Leaves)> RootAsync(long number, DateOnly day, string previous, CancellationToken cancellation)
    {
        using var root = new AnchorRoot(previous, day);
        var count = 0L;
        while (_leafOf is { } of && of <= number)
        {
            // Sequential: columns in their order.
            var (customer, seq, hash, there) = (_leaves!.GetString(1), _leaves.GetInt64(2), _leaves.GetString(3), _leaves.Text(4));
            if (of == number)
            {
                count++;
                root.Add(seq, hash);
            }

            if (there != hash)
            {
                faults.Add("ledger", customer, seq, there is null ? $"the entry is not there, and the day {Day(day)} was anchored with it" : $"the entry is another than the day {Day(day)} was anchored with");
            }

            await NextLeafAsync(cancellation);
        }

        return (root.End(), count);
    }

    private async Task NextLeafAsync(CancellationToken cancellation) => _leafOf = await _leaves!.ReadAsync(cancellation) ? _leaves.GetInt64(0) : null;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
