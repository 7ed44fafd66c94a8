using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Luxe.Storage.Sealing;

/// <summary>Which rows are sealed, and how.</summary>
internal static class RowSeals
{
    /// <summary>Whether an append has anything to seal, or begins a journal and with it a key.</summary>
    public static bool Needed(JournalAppend append)
    {
        if (append.ExpectedSeq == 0)
        {
            return !append.Rows.IsEmpty;
        }

        foreach (var row in append.Rows)
        {
            if (IsPersonal(row))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a row's payload is to be sealed.</summary>
    public static bool IsPersonal(JournalRow row) => row.Tier > 0 && !row.Payload.IsEmpty;

    /// <summary>Whether a row was sealed and can be opened, if its key is here.</summary>
    public static bool IsSealed(JournalRow row) => row.Tier > 0 && row.Damage is null && Sealed.Is(row.Payload.Span);

    /// <summary>The append as it is stored.</summary>
    public static JournalAppend Close(JournalAppend append, ClientKey key)
    {
        Span<byte> room = stackalloc byte[About.OnStack];
        var rows = new JournalRow[append.Rows.Length];
        for (var place = 0; place < rows.Length; place++)
        {
            var row = append.Rows[place];
            rows[place] = IsPersonal(row) ? row with { Payload = key.Close(row.Payload.Span, About.Row(room, append.Customer, row.Kind, row.Seq)) } : row;
        }

        return append with { Rows = ImmutableCollectionsMarshal.AsImmutableArray(rows) };
    }

    /// <summary>A sealed row as it was before; without a payload and marked when it cannot be.</summary>
    public static JournalRow Open(string customer, JournalRow row, ClientKey? key)
    {
        if (key is null)
        {
            return row with { Payload = default, Damage = RowDamage.Locked };
        }

        Span<byte> room = stackalloc byte[About.OnStack];
        try
        {
            return row with { Payload = key.Open(row.Payload.Span, About.Row(room, customer, row.Kind, row.Seq)) };
        }
        catch (SealBrokenException)
        {
            return row with { Payload = default, Damage = RowDamage.Checksum };
        }
    }
}
