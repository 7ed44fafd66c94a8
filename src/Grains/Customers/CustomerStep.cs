namespace Luxe.Grains.Customers;

/// <summary>
/// A change on its way to the journal: its rows, the state they lead to and the errands they bring, each event folded once.
/// None of it holds before the append is durable; of one that is refused nothing is kept.
/// </summary>
/// <param name="customerId">Whose.</param>
/// <param name="before">The state that holds.</param>
/// <param name="emptied">The state without what the same append empties, when it does.</param>
internal sealed class CustomerStep(string customerId, CustomerState before, CustomerState? emptied = null)
{
    private readonly List<JournalEntry> _entries = [];
    private readonly List<CustomerErrand> _errands = [];

    /// <summary>The state that holds.</summary>
    public CustomerState Before { get; } = before;

    /// <summary>The state that will hold.</summary>
    public CustomerState After { get; private set; } = emptied ?? before;

    /// <summary>Whether the same append empties rows that the state before was folded from.</summary>
    public bool IsEmptied { get; } = emptied is not null;

    public IReadOnlyList<JournalEntry> Entries => _entries;

    public IReadOnlyList<CustomerErrand> Errands => _errands;

    /// <summary>One more row at the end.</summary>
    public void Add(CustomerEvent @event)
    {
        var entry = new JournalEntry(After.Seq + 1, CustomerRows.EventIdOf(@event), @event);
        var next = After.Apply(entry);

        // What the append empties is told of with its first row.
        _errands.AddRange(CustomerErrands.Of(customerId, _entries.Count == 0 ? Before : After, @event, next));
        _entries.Add(entry);
        After = next;
    }

    /// <summary>Whether the change itself ends this prompt.</summary>
    public bool Ends(string promptId)
    {
        foreach (var entry in _entries)
        {
            if (entry.Event is PromptEnded ended && ended.PromptId == promptId)
            {
                return true;
            }
        }

        return false;
    }
}
