using System.Collections.Immutable;
using Luxe.Contracts.Associates;

namespace Luxe.Grains.Stores;

/// <summary>A word owed to an inbox about a dispatch: where it stands, or, with no state, the dispatch itself.</summary>
internal sealed record Owed(string DispatchId, string AssociateId, InboxState? State = null);

/// <summary>
/// Words not yet told. They are saved with the state they follow from, and what a failure or a crash cuts off is told by a later
/// drain: telling twice changes nothing. The store may save a word that was told meanwhile, never lose one that was not.
/// </summary>
internal sealed class StoreOutbox
{
    public ImmutableArray<Owed> Owed { get; private set; } = [];

    public bool IsEmpty => Owed.IsEmpty;

    /// <summary>What will be owed with these words; a word that is owed already moves to the end.</summary>
    public ImmutableArray<Owed> With(ImmutableArray<Owed> more) => more.IsEmpty ? Owed : [.. Owed.Except(more), .. more];

    public void Add(ImmutableArray<Owed> more) => Owed = With(more);

    /// <summary>
    /// Tells every word; those about one dispatch to one inbox in their order, so that behind one that fails the rest of them waits.
    /// Returns what failed.
    /// </summary>
    public async Task<ImmutableArray<(Owed Word, Exception Fault)>> Drain(Func<Owed, Task> tell)
    {
        var lines = await Task.WhenAll(Owed.GroupBy(static word => (word.DispatchId, word.AssociateId)).Select(line => Drain([.. line], tell)));
        Owed = [.. lines.SelectMany(static line => line.Left)];
        return [.. lines.Where(static line => line.Fault is not null).Select(static line => (line.Left[0], line.Fault!))];
    }

    private static async Task<(ImmutableArray<Owed> Left, Exception? Fault)> Drain(ImmutableArray<Owed> line, Func<Owed, Task> tell)
    {
        for (var i = 0; i < line.Length; i++)
        {
            try
            {
                await tell(line[i]);
            }
            catch (Exception fault)
            {
                return (line[i..], fault);
            }
        }

        return ([], null);
    }
}
