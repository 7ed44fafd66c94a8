using System.Data;
using System.Data.Common;
using System.Globalization;

namespace Luxe.Embedded;

/// <summary>Parameters and columns with the types that Orleans' queries expect.</summary>
internal static class AdoNetParameters
{
    internal static void Add(this DbCommand command, string name, int? value) => command.Add(name, value, DbType.Int32);

    internal static void AddLong(this DbCommand command, string name, long value) => command.Add(name, value, DbType.Int64);

    internal static void Add(this DbCommand command, string name, string? value) => command.Add(name, value, DbType.String);

    internal static void Add(this DbCommand command, string name, byte[] value) => command.Add(name, value, DbType.Binary);

    internal static void Add(this DbCommand command, string name, DateTime value) => command.Add(name, value, DbType.DateTime);

    /// <summary>A whole number, whatever its width in this database.</summary>
    internal static string? Number(this DbDataReader row, int ordinal) =>
        row.IsDBNull(ordinal) ? null : Convert.ToInt64(row.GetValue(ordinal), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    private static void Add(this DbCommand command, string name, object? value, DbType type)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        parameter.DbType = type;
        command.Parameters.Add(parameter);
    }
}
