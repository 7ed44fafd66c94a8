using System.Collections.Immutable;
using Luxe.Storage.Databases;
using Luxe.Storage.Ledger;

namespace Luxe.Storage.Journal;

/// <summary>What callers of an append must get right before it is queued.</summary>
internal static class JournalCheck
{
    public static void Append(JournalAppend append, int maxRowBytes)
    {
        Check.Key(append.Customer, nameof(append.Customer));
        ArgumentOutOfRangeException.ThrowIfNegative(append.ExpectedSeq);
        Rows(append, maxRowBytes);
        foreach (var entry in append.Ledger)
        {
            LedgerInsert.Check(entry, maxRowBytes);
        }

        foreach (var seq in append.RedactSeqs.AddRange(append.ReleaseSeqs))
        {
            if (seq < 1 || seq > append.ExpectedSeq)
            {
                throw new ArgumentException(FormattableString.Invariant($"Row {seq} cannot be emptied: the caller knows rows 1 to {append.ExpectedSeq}."), nameof(append));
            }
        }
    }

    /// <summary>Whose journals; a customer who comes twice could not be told what the other half expects.</summary>
    public static string[] Customers(ImmutableArray<JournalAppend> appends)
    {
        string[] customers = [.. appends.Select(static a => a.Customer)];
        return customers.Distinct(StringComparer.Ordinal).Count() == customers.Length
            ? customers
            : throw new ArgumentException("A customer comes twice in one append.", nameof(appends));
    }

    /// <summary>The place of the first row whose event id a row before it has; -1 when there is none.</summary>
    public static int FirstRepeat(JournalAppend append)
    {
        if (append.Rows.Length < 2)
        {
            return -1;
        }

        var seen = new HashSet<string>(append.Rows.Length, StringComparer.Ordinal);
        for (var i = 0; i < append.Rows.Length; i++)
        {
            if (append.Rows[i].EventId is { } id && !seen.Add(id))
            {
                return i;
            }
        }

        return -1;
    }

    private static void Rows(JournalAppend append, int maxRowBytes)
    {
        var next = append.ExpectedSeq;
        foreach (var row in append.Rows)
        {
            if (row.Seq != ++next)
            {
                throw new ArgumentException(FormattableString.Invariant($"Row {row.Seq} stands where {next} must be."), nameof(append));
            }

            Check.Key(row.Kind, nameof(row.Kind));
            Check.Text(row.EventId, nameof(row.EventId));
            Check.Size(row.Payload, maxRowBytes);
        }
    }
}
