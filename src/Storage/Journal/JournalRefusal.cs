using System.Collections.Immutable;
using Luxe.Storage.Commit;

namespace Luxe.Storage.Journal;

/// <summary>Finds out why an append was refused, and in whose journal.</summary>
internal static class JournalRefusal
{
    private static readonly Sql Head = new("SELECT MAX(seq) FROM journal WHERE customer = $1");
    private static readonly Sql HasEvent = new("SELECT 1 FROM journal WHERE customer = $1 AND event_id = $2 AND event_key IS NULL");
    private static readonly Sql HasKey = new("SELECT 1 FROM journal WHERE event_key = $1 AND customer || '' = $2 AND event_id = $3 LIMIT 1");
    private static readonly Sql HasEntry = new("SELECT 1 FROM ledger WHERE customer = $1 AND seq = $2");

    public static JournalConflictException Find(ImmutableArray<JournalAppend> appends, IProbe probe)
    {
        foreach (var append in appends)
        {
            var head = probe.Number(Head, [append.Customer]) ?? 0;
            if (!append.Rows.IsEmpty && head != append.ExpectedSeq)
            {
                return new JournalConflictException(append.Customer, append.ExpectedSeq, head);
            }

            if (Repeat(append, probe) is { } repeat)
            {
                return new DuplicateEventIdException(append.Customer, append.ExpectedSeq, head, repeat);
            }

            if (append.Ledger.Any(entry => probe.Number(HasEntry, [entry.Customer, entry.Seq]) is not null))
            {
                return new JournalConflictException(append.Customer, append.ExpectedSeq, head);
            }
        }

        // What stood in the way is gone by now: the caller looks again and finds nothing in its way.
        return new JournalConflictException(appends[0].Customer, appends[0].ExpectedSeq, probe.Number(Head, [appends[0].Customer]) ?? 0);
    }

    private static string? Repeat(JournalAppend append, IProbe probe)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return append.Rows.Select(static r => r.EventId)
            .FirstOrDefault(id => id is not null && (!seen.Add(id) || IsThere(append.Customer, id, probe)));
    }

    private static bool IsThere(string customer, string eventId, IProbe probe) =>
        probe.Number(HasKey, [EventKey.Of(customer, eventId), customer, eventId]) is not null || probe.Number(HasEvent, [customer, eventId]) is not null;
}
