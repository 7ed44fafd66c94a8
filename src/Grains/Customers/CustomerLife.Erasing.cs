using System.Collections.Immutable;
using Luxe.Grains.Merges;
using Luxe.Storage;
using Orleans.Storage;

namespace Luxe.Grains.Customers;

/// <summary>
/// How she is erased, and known to be. Her journal is as empty as that of somebody who never was, so that the list of erasures alone tells them apart: it is
/// asked where there is no row. It answers from memory; where rows were before, the database does.
/// </summary>
internal sealed partial class CustomerLife
{
    private static readonly CustomerState Gone = CustomerState.Empty with { Marks = MergeMarks.None with { IsErased = true } };

    /// <summary>What all clients' grains share.</summary>
    public required CustomerTools Tools { private get; init; }

    private string Pseudonym => Tools.Pseudonyms.Of(customerId);

    /// <summary>The order by which she was erased; null while she is not.</summary>
    public Task<string?> FindErasure() => State.Seq > 0 ? Task.FromResult<string?>(null) : Tools.Erased.FindAsync(Pseudonym);

    /// <summary>Takes leave of everybody, then erases: from here on nothing is held of her.</summary>
    public async Task Erase(ImmutableArray<JournalAppend> appends)
    {
        await Forgo(CustomerErrands.BeforePurge(State, Gone));
        try
        {
            await journal.AppendAsync(appends);
        }
        catch (Exception fault) when (fault is not StorageException or StorageUnavailableException { OutcomeUnknown: true })
        {
            // She may be gone: nothing is told again before she was read again.
            (_watchesLifted, _isStale) = (false, true);
            throw;
        }

        Tools.Erased.Add(Pseudonym);
        _watchesLifted = false;
        State = Gone;
        await Forget();
    }

    /// <summary>Clears her snapshot; how many there were.</summary>
    public async Task<long> Forget()
    {
        if (!State.IsErased)
        {
            await Load();
        }

        if (!State.IsErased)
        {
            return 0;
        }

        outbox.Clear();
        var held = snapshot.RecordExists ? 1 : 0;
        try
        {
            await snapshot.ClearStateAsync();
        }
        catch (InconsistentStateException)
        {
            // Another activation wrote one.
            await Reread();
            held = snapshot.RecordExists ? 1 : 0;
            await snapshot.ClearStateAsync();
        }

        (_purgeOwed, _hadErrands, _tail) = (false, false, 0);
        _droppedKept = State.Dropped;
        return held;
    }

    /// <summary>Whether she was erased, when there is no row of hers.</summary>
    /// <param name="isDoubtful">There were rows: somebody else may have erased her just now.</param>
    private async ValueTask LookErased(bool isDoubtful)
    {
        if (State.Seq > 0 || !(Tools.Erased.Contains(Pseudonym) || (isDoubtful && await Tools.Erased.FindAsync(Pseudonym) is not null)))
        {
            return;
        }

        State = Gone with { Dropped = State.Dropped };
        outbox.Clear();
        _purgeOwed = snapshot.RecordExists;
    }
}
