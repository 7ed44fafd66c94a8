using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Luxe.Storage.Journal;
using Luxe.Storage.Quarantine;

namespace Luxe.Storage.Sealing;

/// <summary>
/// The journals with what is personal sealed under each client's own key: rows of tier Category and above. Rows of tier None (decisions, merges, opaque
/// ids and times) stay plain, so that the house can be verified and mended without keys. Checksums are of what is stored.
/// </summary>
internal sealed class SealedJournal(JournalStore store, KeyRing keys, Quarantiner quarantiner) : IJournal
{
    public Task AppendAsync(JournalAppend append, CancellationToken cancellationToken = default) => AppendAsync([append], cancellationToken);

    public Task AppendAsync(ImmutableArray<JournalAppend> appends, CancellationToken cancellationToken = default)
    {
        // Nearly always: the journal has begun and her key is in memory.
        var closed = new JournalAppend[appends.Length];
        for (var place = 0; place < closed.Length; place++)
        {
            var append = appends[place];
            if (!RowSeals.Needed(append))
            {
                closed[place] = append;
            }
            else if (append.ExpectedSeq > 0 && keys.TryGet(append.Customer, out var key))
            {
                closed[place] = RowSeals.Close(append, key);
            }
            else
            {
                return new FirstAppend(store, keys).RunAsync(appends, cancellationToken);
            }
        }

        return store.AppendAsync(ImmutableCollectionsMarshal.AsImmutableArray(closed), cancellationToken);
    }

    public async IAsyncEnumerable<JournalRow> ReadAsync(
        string customer, long afterSeq, int limit = int.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ClientKey? key = null;
        await foreach (var row in store.ReadAsync(customer, afterSeq, limit, cancellationToken))
        {
            var isSealed = RowSeals.IsSealed(row);
            key ??= isSealed ? await keys.FindAsync(customer, cancellationToken) : null;
            var opened = isSealed ? RowSeals.Open(customer, row, key) : Plain(row);
            await LookAsync(customer, row, opened);
            yield return opened;
        }
    }

    public async Task<ImmutableArray<JournalRow>> ReadRecentAsync(string customer, int limit, long beforeSeq = long.MaxValue, CancellationToken cancellationToken = default) =>
        await OpenAsync(customer, await store.ReadRecentAsync(customer, limit, beforeSeq, cancellationToken), cancellationToken);

    public async Task<ImmutableArray<JournalRow>> ReadJourneyAsync(
        string customer, string kind, JourneyPlace? after, int limit, CancellationToken cancellationToken = default) =>
        await OpenAsync(customer, await store.ReadJourneyAsync(customer, kind, after, limit, cancellationToken), cancellationToken);

    public Task<long> GetHeadAsync(string customer, CancellationToken cancellationToken = default) => store.GetHeadAsync(customer, cancellationToken);

    public Task<IReadOnlySet<string>> FindEventIdsAsync(string customer, IReadOnlyCollection<string> eventIds, CancellationToken cancellationToken = default) =>
        store.FindEventIdsAsync(customer, eventIds, cancellationToken);

    private async Task<ImmutableArray<JournalRow>> OpenAsync(string customer, ImmutableArray<JournalRow> rows, CancellationToken cancellationToken)
    {
        var key = rows.Any(RowSeals.IsSealed) ? await keys.FindAsync(customer, cancellationToken) : null;
        var opened = ImmutableArray.CreateBuilder<JournalRow>(rows.Length);
        foreach (var row in rows)
        {
            opened.Add(RowSeals.IsSealed(row) ? RowSeals.Open(customer, row, key) : Plain(row));
            await LookAsync(customer, row, opened[^1]);
        }

        return opened.DrainToImmutable();
    }

    // Rows of older houses are plain, until the house has none of them any more.
    private JournalRow Plain(JournalRow row) =>
        keys.IsAllSealed && row.IsWhole && RowSeals.IsPersonal(row) ? row with { Payload = default, Damage = RowDamage.Checksum } : row;

    // A row that is as it was stored and does not open was put there by somebody who knew how to make a checksum. One whose key is elsewhere is sound.
    private ValueTask LookAsync(string customer, JournalRow stored, JournalRow opened) =>
        stored.Damage is null && opened.Damage is RowDamage.Checksum ? new(quarantiner.LookAsync(customer, [opened])) : default;
}
