using System.Data.Common;
using Luxe.Storage.Commit;

namespace Luxe.Storage.Databases;

/// <summary>Reads columns as storage writes them.</summary>
internal static class Columns
{
    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset Time(this DbDataReader row, int column) => Micros.To(row.GetInt64(column));

    public static DateTimeOffset? MaybeTime(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    public static ReadOnlyMemory<byte> Bytes(this DbDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
