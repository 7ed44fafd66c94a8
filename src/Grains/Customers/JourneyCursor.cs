using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Luxe.Grains.Time;
using Luxe.Storage;

namespace Luxe.Grains.Customers;

/// <summary>A place in a journey as callers hold it: opaque to them, and harmless in a URL.</summary>
internal static class JourneyCursor
{
    public static string After(JournalRow row) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Instant.ToMicros(row.OccurredAt)}.{row.Seq}")));

    /// <summary>Throws <see cref="ArgumentException"/> for what <see cref="After"/> never made.</summary>
    public static JourneyPlace? Parse(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return null;
        }

        if (Base64Url.IsValid(cursor)
            && Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('.') is [var at, var seq]
            && long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var micros)
            && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(micros / 1_000_000d) < 60_000_000_000d)
        {
            return new JourneyPlace(Instant.FromMicros(micros), number);
        }

        throw new ArgumentException("The cursor is not one of this journey's.", nameof(cursor));
    }
}
