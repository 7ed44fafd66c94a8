using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Luxe.Contracts.Consent;
using Luxe.Storage;

namespace Luxe.Grains.Consent;

/// <summary>
/// The consent ledger: each entry's hash is SHA-256 over the former hash and the entry's canonical JSON
/// (keys in ordinal order, no white space, UTF-8, times in UTC to the microsecond; what came later is written only when it is set, so that entries from before stay what they were), so that nothing can be changed or taken out unseen.
/// </summary>
internal static class ConsentLedger
{
    /// <summary>The row that follows <paramref name="head"/>.</summary>
    public static LedgerRow Next(string customer, LedgerHead head, ConsentDecision decision)
    {
        var payload = Canonical(head.Seq + 1, decision);
        return new LedgerRow(customer, head.Seq + 1, decision.DecidedAt, Hash(head.Hash, payload), head.Hash, payload);
    }

    /// <summary>Reads a row back.</summary>
    public static LedgerEntry Read(LedgerRow row)
    {
        using var json = JsonDocument.Parse(row.Payload);
        var root = json.RootElement;
        return new LedgerEntry(
            row.Seq,
            new ConsentDecision(
                root.GetProperty("eventId").GetString()!,
                (ConsentTier)root.GetProperty("tier").GetInt32(),
                (Purposes)root.GetProperty("purposes").GetInt32(),
                root.GetProperty("noticeVersion").GetString()!,
                root.GetProperty("locale").GetString(),
                root.GetProperty("channel").GetString()!,
                root.GetProperty("actor").GetString()!,
                DateTimeOffset.Parse(root.GetProperty("decidedAt").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                root.TryGetProperty("withheld", out var withheld) ? (DataUses)withheld.GetInt32() : DataUses.None,
                root.TryGetProperty("leaveMeAlone", out var alone) && alone.GetBoolean(),
                root.TryGetProperty("evidence", out var evidence) ? evidence.GetString() : null),
            row.Hash,
            row.PreviousHash,
            row.WrittenAt);
    }

    /// <summary>
    /// The number of the first entry that is not as it was written, or null when the rows form one chain from the first entry to
    /// <paramref name="end"/>, which the journal knows, so that an entry taken from the end is missed too. Rows past it are just newer.
    /// </summary>
    public static long? FirstBreak(IEnumerable<LedgerRow> rows, LedgerHead end)
    {
        var head = LedgerHead.Start;
        foreach (var row in rows)
        {
            if (row.Seq != head.Seq + 1 || row.PreviousHash != head.Hash || row.Hash != Hash(head.Hash, row.Payload.Span)
                || (row.Seq == end.Seq && row.Hash != end.Hash))
            {
                return head.Seq + 1;
            }

            head = new LedgerHead(row.Seq, row.Hash);
        }

        return head.Seq < end.Seq ? head.Seq + 1 : null;
    }

    private static string Hash(string previous, ReadOnlySpan<byte> payload)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.ASCII.GetBytes(previous));
        sha.AppendData(payload);
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    private static byte[] Canonical(long seq, ConsentDecision decision)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("actor", decision.Actor);
            json.WriteString("channel", decision.Channel);
            json.WriteString("decidedAt", decision.DecidedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
            json.WriteString("eventId", decision.EventId);
            if (decision.Evidence is { } evidence)
            {
                json.WriteString("evidence", evidence);
            }

            if (decision.LeaveMeAlone)
            {
                json.WriteBoolean("leaveMeAlone", true);
            }

            json.WriteString("locale", decision.Locale);
            json.WriteString("noticeVersion", decision.NoticeVersion);
            json.WriteNumber("purposes", (int)decision.Purposes);
            json.WriteNumber("seq", seq);
            json.WriteNumber("tier", (int)decision.Tier);
            if (decision.Withheld != DataUses.None)
            {
                json.WriteNumber("withheld", (int)decision.Withheld);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
