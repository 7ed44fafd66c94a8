using System.Collections.Immutable;
using Luxe.Storage.Journal;

namespace Luxe.Storage.Sealing;

/// <summary>
/// An append that has to ask for keys: the first of a journal, whose transaction brings her key with it, or one whose key is not in memory. Of two first
/// appends one is refused whole, its key included.
/// </summary>
internal sealed class FirstAppend(JournalStore store, KeyRing keys)
{
    private readonly List<(string Customer, ClientKey Key)> _made = [];

    public async Task RunAsync(ImmutableArray<JournalAppend> appends, CancellationToken cancellationToken)
    {
        var closed = ImmutableArray.CreateBuilder<JournalAppend>(appends.Length);
        foreach (var append in appends)
        {
            closed.Add(await CloseAsync(append, cancellationToken));
        }

        try
        {
            await store.AppendAsync(closed.DrainToImmutable(), cancellationToken);
        }
        catch (JournalConflictException)
        {
            await LookAgainAsync(appends, cancellationToken);
            throw;
        }

        // Only now: a key in memory is one that is on the disk.
        _made.ForEach(made => keys.Keep(made.Customer, made.Key));
    }

    private async ValueTask<JournalAppend> CloseAsync(JournalAppend append, CancellationToken cancellationToken)
    {
        if (!RowSeals.Needed(append))
        {
            return append;
        }

        if (append.ExpectedSeq == 0)
        {
            return Begin(append);
        }

        return await keys.GetAsync(append.Customer, cancellationToken) is { } there
            ? RowSeals.Close(append, there)
            : throw new StorageUnavailableException("Her key is not here: nothing of hers can be sealed until it is brought back.");
    }

    // A journal may begin again under a key that was brought back before it: then that key is asked for in the same transaction.
    private JournalAppend Begin(JournalAppend append)
    {
        if (keys.TryGet(append.Customer, out var there))
        {
            return RowSeals.Close(append, there) with { Besides = append.Besides.Insert(0, KeyRing.Still(append.Customer)) };
        }

        var (key, insert) = keys.New(append.Customer);
        _made.Add((append.Customer, key));

        // Before what the caller put there: an erasure takes away the key with all the rest.
        return RowSeals.Close(append, key) with { Besides = append.Besides.Insert(0, insert) };
    }

    // Whoever was refused tries again: with the key that stood in the way, or without the one that is gone.
    private async Task LookAgainAsync(ImmutableArray<JournalAppend> appends, CancellationToken cancellationToken)
    {
        foreach (var append in appends.Where(static append => append.ExpectedSeq == 0))
        {
            keys.Forget(append.Customer);
            await keys.FindAsync(append.Customer, cancellationToken);
        }
    }
}
