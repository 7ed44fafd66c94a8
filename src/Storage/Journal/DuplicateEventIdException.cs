namespace Luxe.Storage;

/// <summary>The customer's journal already holds an event with this id. Nothing of the append was written.</summary>
public sealed class DuplicateEventIdException(string customer, long expectedSeq, long actualSeq, string eventId)
    : JournalConflictException("The journal already holds an event with this id.", customer, expectedSeq, actualSeq)
{
    /// <summary>The id that was there already (the first found, when there are several).</summary>
    public string EventId { get; } = eventId;
}
