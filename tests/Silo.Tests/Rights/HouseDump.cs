using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Luxe.Silo.Tests.Rights;

/// <summary>Every value of every column of every table of a house, those of Orleans' providers too, as bytes: finds what nobody thought of.</summary>
internal sealed class HouseDump
{
    private readonly List<(string Table, string Column, string Text)> _values = [];

    private HouseDump()
    {
    }

    public static async Task<HouseDump> ReadAsync(string dataDirectory, string? postgres)
    {
        var dump = new HouseDump();
        foreach (var connection in Connections(dataDirectory, postgres))
        {
            await using (connection)
            {
                await connection.OpenAsync();
                foreach (var table in await TablesAsync(connection))
                {
                    await dump.ReadAsync(connection, table);
                }
            }
        }

        return dump;
    }

    /// <summary>Where a text is found: table, column and the value around it.</summary>
    public IEnumerable<string> Find(string text) => _values.Where(value => value.Text.Contains(text, StringComparison.OrdinalIgnoreCase))
        .Select(static value => $"{value.Table}.{value.Column}: {value.Text[..Math.Min(300, value.Text.Length)]}");

    public static IEnumerable<DbConnection> Connections(string dataDirectory, string? postgres) => postgres is not null
        ? [new NpgsqlConnection(postgres)]
        : [Sqlite(dataDirectory, "luxe.db"), Sqlite(dataDirectory, "grains.db")];

    public static async Task<List<string>> TablesAsync(DbConnection connection) => await TextsAsync(connection, connection is SqliteConnection
        ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        : "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'");

    public static async Task<List<string>> ColumnsAsync(DbConnection connection, string table) => await TextsAsync(connection, connection is SqliteConnection
        ? $"SELECT name FROM pragma_table_info('{table}')"
        : $"SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}'");

    private static SqliteConnection Sqlite(string dataDirectory, string file) => new($"Data Source={Path.Combine(dataDirectory, file)};Pooling=False");

    private static async Task<List<string>> TextsAsync(DbConnection connection, string sql)
    {
        var texts = new List<string>();
        await using var command = Command(connection, sql);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            texts.Add(rows.GetString(0));
        }

        return texts;
    }

    private async Task ReadAsync(DbConnection connection, string table)
    {
        await using var command = Command(connection, $"SELECT * FROM {table}");
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            for (var column = 0; column < rows.FieldCount; column++)
            {
                if (!await rows.IsDBNullAsync(column))
                {
                    _values.Add((table, rows.GetName(column), rows.GetValue(column) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : Convert.ToString(rows.GetValue(column), System.Globalization.CultureInfo.InvariantCulture)!));
                }
            }
        }
    }

    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables, from the database's own list.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
