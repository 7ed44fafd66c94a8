using System.Collections.Immutable;
using Luxe.Storage.DeadLetters;

namespace Luxe.Storage.Sealing;

/// <summary>Dead letters sealed under the house's own key: whose they are is what nobody could read. One that cannot be opened comes empty.</summary>
internal sealed class SealedLetters(DeadLetterStore store, KeyRing keys) : IDeadLetters
{
    public async Task AppendAsync(ImmutableArray<DeadLetter> letters, CancellationToken cancellationToken = default)
    {
        if (letters.IsEmpty)
        {
            return;
        }

        var key = await keys.HouseAsync(cancellationToken);
        await store.AppendAsync(
            [.. letters.Select(letter => letter.Payload.IsEmpty ? letter : letter with { Payload = key.Close(letter.Payload.Span, About.Letter) })], cancellationToken);
    }

    public async Task<ImmutableArray<DeadLetterRow>> ListAsync(int limit, long afterId = 0, bool includeReplayed = false, CancellationToken cancellationToken = default)
    {
        var rows = await store.ListAsync(limit, afterId, includeReplayed, cancellationToken);
        var key = rows.Any(IsSealed) ? await keys.FindAsync(KeyRing.House, cancellationToken) : null;
        return [.. rows.Select(row => Open(row, key))];
    }

    public async Task<DeadLetterRow?> GetAsync(long id, CancellationToken cancellationToken = default) =>
        await store.GetAsync(id, cancellationToken) is { } row ? Open(row, IsSealed(row) ? await keys.FindAsync(KeyRing.House, cancellationToken) : null) : null;

    public Task<bool> MarkReplayedAsync(long id, DateTimeOffset at, CancellationToken cancellationToken = default) => store.MarkReplayedAsync(id, at, cancellationToken);

    public Task<bool> DeleteAsync(long id, CancellationToken cancellationToken = default) => store.DeleteAsync(id, cancellationToken);

    public Task<long> DeleteReceivedBeforeAsync(DateTimeOffset instant, CancellationToken cancellationToken = default) => store.DeleteReceivedBeforeAsync(instant, cancellationToken);

    private static bool IsSealed(DeadLetterRow row) => Sealed.Is(row.Letter.Payload.Span);

    private static DeadLetterRow Open(DeadLetterRow row, ClientKey? key)
    {
        if (!IsSealed(row))
        {
            return row;
        }

        try
        {
            return row with { Letter = row.Letter with { Payload = key?.Open(row.Letter.Payload.Span, About.Letter) } };
        }
        catch (SealBrokenException)
        {
            return row with { Letter = row.Letter with { Payload = default } };
        }
    }
}
