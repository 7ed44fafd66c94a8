using System.Data.Common;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;
using Luxe.Storage.Journal;

namespace Luxe.Storage.Sealing;

/// <summary>Seals the rows of an older house where they stand.</summary>
internal sealed class SealSweep(Database database, Committer committer, KeyRing keys, IMeta meta) : ISealSweep
{
    /// <summary>Rows of one page; a megabyte each at most.</summary>
    private const long PageRows = 200;

    private const string PlainRows = $"""
        SELECT {JournalReader.Columns}, customer FROM journal
        WHERE (customer, seq) > ($1, $2) AND tier > 0 AND length(payload) > 0 AND substr(payload, 1, 1) <> $3 ORDER BY customer, seq LIMIT $4
        """;

    private const string PlainItems = """
        SELECT associate, number, item_id, customer, payload FROM inbox
        WHERE (associate, number) > ($1, $2) AND length(payload) > 0 AND substr(payload, 1, 1) <> $3 ORDER BY associate, number LIMIT $4
        """;

    private const string PlainLetters = "SELECT id, payload FROM dead_letter WHERE id > $1 AND length(payload) > 0 AND substr(payload, 1, 1) <> $2 ORDER BY id LIMIT $3";

    // Only what is still as it was read: should somebody write after all, nothing of it is lost.
    private static readonly Sql SealRow = new("UPDATE journal SET payload = $1, checksum = $2 WHERE customer = $3 AND seq = $4 AND kind = $5 AND length(payload) = $6");
    private static readonly Sql SealItem = new("UPDATE inbox SET payload = $1 WHERE associate = $2 AND number = $3 AND length(payload) = $4");
    private static readonly Sql SealLetter = new("UPDATE dead_letter SET payload = $1 WHERE id = $2 AND length(payload) = $3");

    public async Task<SweepOutcome> RunAsync(HouseData house, IProgress<HouseProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var rows = await RowsAsync(progress, cancellationToken);
        var items = await ItemsAsync(progress, cancellationToken);
        var letters = await LettersAsync(progress, cancellationToken);
        var snapshots = await new SnapshotSweep(house, keys).RunAsync(progress, cancellationToken);
        var left = rows.Left + snapshots.Left;
        if (left == 0)
        {
            await meta.PutAsync(KeyRing.AllSealed, "1", cancellationToken);
            keys.IsAllSealed = true;
        }

        await database.EmptyLogAsync(cancellationToken);
        return new SweepOutcome(rows.Done, items, letters, snapshots.Done, left);
    }

    private async Task<(long Done, long Left)> RowsAsync(IProgress<HouseProgress>? progress, CancellationToken cancellationToken)
    {
        var (done, left, customer, seq) = (0L, 0L, "", 0L);
        while (true)
        {
            var page = await database.QueryAsync(PlainRows, PlainRow.Read, cancellationToken, customer, seq, KeyRows.Mark, PageRows);
            if (page.Count == 0)
            {
                return (done, left);
            }

            var runs = new List<SqlValue[]>(page.Count);
            foreach (var plain in page)
            {
                // Whose key is elsewhere is left as she is, and so is a row that is not as it was written: a seal over it would say that it was.
                if (plain.IsSound && await keys.GetAsync(plain.Customer, cancellationToken) is { } key)
                {
                    runs.Add(plain.Close(key));
                }
                else
                {
                    left++;
                }
            }

            done += await SubmitAsync(SealRow, runs, cancellationToken);
            (customer, seq) = (page[^1].Customer, page[^1].Row.Seq);
            progress?.Report(new("journal rows", done, 0));
        }
    }

    private async Task<long> ItemsAsync(IProgress<HouseProgress>? progress, CancellationToken cancellationToken)
    {
        var (done, associate, number) = (0L, "", 0L);
        while (true)
        {
            var page = await database.QueryAsync(
                PlainItems,
                static row => (Associate: row.GetString(0), Number: row.GetInt64(1), Item: row.GetString(2), Customer: row.Text(3), Payload: row.Bytes(4)),
                cancellationToken,
                associate,
                number,
                KeyRows.Mark,
                PageRows);
            if (page.Count == 0)
            {
                return done;
            }

            var runs = new List<SqlValue[]>(page.Count);
            foreach (var item in page)
            {
                var key = (item.Customer is null ? null : await keys.GetAsync(item.Customer, cancellationToken)) ?? await keys.HouseAsync(cancellationToken);
                runs.Add([(ReadOnlyMemory<byte>)key.Close(item.Payload.Span, About.Item(item.Associate, item.Item)), item.Associate, item.Number, item.Payload.Length]);
            }

            done += await SubmitAsync(SealItem, runs, cancellationToken);
            (associate, number) = (page[^1].Associate, page[^1].Number);
            progress?.Report(new("inbox items", done, 0));
        }
    }

    private async Task<long> LettersAsync(IProgress<HouseProgress>? progress, CancellationToken cancellationToken)
    {
        for (var (done, after) = (0L, 0L); ;)
        {
            var page = await database.QueryAsync(PlainLetters, static row => (Id: row.GetInt64(0), Payload: row.Bytes(1)), cancellationToken, after, KeyRows.Mark, PageRows);
            if (page.Count == 0)
            {
                return done;
            }

            var key = await keys.HouseAsync(cancellationToken);
            done += await SubmitAsync(
                SealLetter, [.. page.Select(letter => new SqlValue[] { (ReadOnlyMemory<byte>)key.Close(letter.Payload.Span, About.Letter), letter.Id, letter.Payload.Length })], cancellationToken);
            after = page[^1].Id;
            progress?.Report(new("dead letters", done, 0));
        }
    }

    private async Task<long> SubmitAsync(Sql sql, List<SqlValue[]> runs, CancellationToken cancellationToken) =>
        runs.Count == 0 ? 0 : await committer.SubmitAsync(new StatementWrite(sql, runs), cancellationToken);

    /// <summary>A row in the clear.</summary>
    private sealed record PlainRow(string Customer, JournalRow Row, bool IsSound)
    {
        public static PlainRow Read(DbDataReader row)
        {
            var customer = row.GetString(8);
            var read = new JournalReader(customer).Read(row);
            return new(customer, read, read.Damage is null);
        }

        public SqlValue[] Close(ClientKey key)
        {
            Span<byte> room = stackalloc byte[About.OnStack];
            var closed = Row with { Payload = key.Close(Row.Payload.Span, About.Row(room, Customer, Row.Kind, Row.Seq)) };
            return [closed.Payload, JournalChecksum.Of(Customer, closed), Customer, Row.Seq, Row.Kind, Row.Payload.Length];
        }
    }
}
