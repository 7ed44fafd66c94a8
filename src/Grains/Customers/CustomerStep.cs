namespace Luxe.Grains.Customers;

/// <summary>
/// A change on its way to the journal: its rows, the state they lead to and the errands they bring, each event folded once.
/// None of it holds before the append is durable; of one that is refused nothing is kept.
/// </summary>
internal sealed class CustomerStep(string customerId, CustomerState before)
{
    private readonly List<JournalEntry> _entries = [];
    private readonly List<CustomerErrand> _errands = [];

    /// <summary>The state that holds.</summary>
    public CustomerState Before { get; } = before;

    /// <summary>The state that will hold.</summary>
    public CustomerState After { get; private set; } = before;

    public IReadOnlyList<JournalEntry> Entries => _entries;

    public IReadOnlyList<CustomerErrand> Errands => _errands;

    /// <summary>One more row at the end.</summary>
    public void Add(CustomerEvent @event)
    {
        var entry = new JournalEntry(After.Seq + 1, CustomerRows.EventIdOf(@event), @event);
        var next = After.Apply(entry);
        _errands.AddRange(CustomerErrands.Of(customerId, After, @event, next));
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
