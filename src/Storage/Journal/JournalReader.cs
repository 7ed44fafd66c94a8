using System.Data.Common;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Journal;

/// <summary>Reads a row and compares it with its checksum. A damaged row comes without payload, with whatever else can be read.</summary>
internal sealed class JournalReader(string customer)
{
    public const string Columns = "seq, event_id, kind, tier, occurred_at, received_at, payload, checksum";

    /// <summary>The kind of a row whose own cannot be read.</summary>
    public const string UnknownKind = "unknown";

    public static JournalRow Lost(long seq, RowDamage damage) =>
        new(seq, null, UnknownKind, 0, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, default) { Damage = damage };

    public JournalRow Read(DbDataReader row)
    {
        var seq = row.GetInt64(0);
        try
        {
            var sound = new JournalRow(seq, row.Text(1), row.GetString(2), row.GetInt32(3), row.Time(4), row.Time(5), row.Bytes(6));
            return row.IsDBNull(7) || row.GetInt64(7) == JournalChecksum.Of(
                customer, seq, sound.EventId, sound.Kind, row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), sound.Payload.Span)
                ? sound
                : sound with { Payload = default, Damage = RowDamage.Checksum };
        }
        catch (Exception fault) when (IsOfAValue(fault))
        {
            return new(
                seq,
                Maybe(row, 1, static (r, i) => r.Text(i), null),
                Maybe(row, 2, static (r, i) => r.GetString(i), UnknownKind),
                Maybe(row, 3, static (r, i) => r.GetInt32(i), 0),
                Maybe(row, 4, static (r, i) => r.Time(i), DateTimeOffset.UnixEpoch),
                Maybe(row, 5, static (r, i) => r.Time(i), DateTimeOffset.UnixEpoch),
                default)
            {
                Damage = RowDamage.Unreadable,
            };
        }
    }

    private static T Maybe<T>(DbDataReader row, int column, Func<DbDataReader, int, T> read, T otherwise)
    {
        try
        {
            return read(row, column);
        }
        catch (Exception fault) when (IsOfAValue(fault))
        {
            return otherwise;
        }
    }

    // A value of another type, a null where none may be, a number or a time out of range.
    private static bool IsOfAValue(Exception fault) =>
        fault is InvalidCastException or InvalidOperationException or ArgumentException or OverflowException or FormatException;
}
