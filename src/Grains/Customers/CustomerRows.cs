using System.Text.Json;
using Luxe.Contracts.Consent;
using Luxe.Grains.Consent;
using Luxe.Grains.Merges;
using Luxe.Storage;

namespace Luxe.Grains.Customers;

/// <summary>Events to journal rows and back.</summary>
internal static class CustomerRows
{
    public static JournalRow ToRow(JournalEntry entry, DateTimeOffset now)
    {
        var (kind, tier, at, received) = entry.Event switch
        {
            InteractionRecorded e => (InteractionRecorded.Kind, ConsentGate.TierOf(e.Interaction.Kind), e.Interaction.OccurredAt, e.Interaction.ReceivedAt),
            ConsentDecided e => (ConsentDecided.Kind, ConsentTier.None, e.Decision.DecidedAt, now),
            PromptRaised e => (PromptRaised.Kind, e.Prompt.Tier, e.Prompt.RaisedAt, now),

            // Opaque ids and an outcome: they outlive a purge, or the end of a purged prompt could not be told to the inbox.
            PromptEnded e => (PromptEnded.Kind, ConsentTier.None, e.At, now),
            Assigned e => (Assigned.Kind, ConsentTier.None, e.At, now),

            // Opaque ids, times and a consent: a merge outlives every purge, or it could not be undone.
            Merged e => (Merged.Kind, ConsentTier.None, e.At, now),
            MergedInto e => (MergedInto.Kind, ConsentTier.None, e.At, now),
            MergeUndone e => (MergeUndone.Kind, ConsentTier.None, e.At, now),
            Restored e => (Restored.Kind, ConsentTier.None, e.At, now),
            Erased e => (Erased.Kind, ConsentTier.None, e.At, now),
            Retained e => (Retained.Kind, ConsentTier.None, e.At, now),
            _ => throw new InvalidOperationException($"No journal row is stated for {entry.Event?.GetType().Name ?? "a purged event"}."),
        };
        var payload = JsonSerializer.SerializeToUtf8Bytes(entry.Event, CustomerJson.Default.CustomerEvent);
        return new JournalRow(entry.Seq, entry.EventId, kind, (int)tier, at, received, payload);
    }

    /// <summary>A row that was purged, is damaged or says nothing that is known has no event: it changes nothing, and stops nobody.</summary>
    public static JournalEntry FromRow(JournalRow row)
    {
        if (!row.IsWhole)
        {
            return new JournalEntry(row.Seq, row.EventId, null) { IsDamaged = row.Damage is not null };
        }

        try
        {
            var read = JsonSerializer.Deserialize(row.Payload.Span, CustomerJson.Default.CustomerEvent);
            return new JournalEntry(row.Seq, row.EventId, read) { IsUnreadable = read is null };
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException)
        {
            return new JournalEntry(row.Seq, row.EventId, null) { IsUnreadable = true };
        }
    }

    public static string? EventIdOf(CustomerEvent @event) => @event switch
    {
        InteractionRecorded e => e.Interaction.EventId,
        ConsentDecided e => e.Decision.EventId,
        Merged e => MergeRules.EventIdOf(e.MergeId),
        MergedInto e => MergeRules.EventIdOf(e.MergeId),
        MergeUndone e => MergeRules.UndoIdOf(e.MergeId),
        Erased e => "erase:" + e.OrderId,
        _ => null,
    };
}
