using System.Security.Cryptography;
using System.Text;
using Luxe.Cli.Tests.Backups;
using Npgsql;

namespace Luxe.Cli.Tests.Keys;

/// <summary>Everything that a house has on its disk: the files of its folder, and on PostgreSQL every column of every table.</summary>
internal static class HouseDump
{
    /// <summary>Every file, with what it holds; a file that is in use is read as it is.</summary>
    public static async Task<IReadOnlyList<(string Where, byte[] Bytes)>> ReadAsync(KeptHouse house)
    {
        var found = new List<(string, byte[])>();
        foreach (var file in Directory.EnumerateFiles(house.Data.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            found.Add((Path.GetFileName(file), copy.ToArray()));
        }

        if (house.Data.Postgres is { } postgres)
        {
            await using var connection = new NpgsqlConnection(postgres);
            await connection.OpenAsync();
            foreach (var table in await TablesAsync(connection))
            {
                found.Add((table, await TableAsync(connection, table)));
            }
        }

        return found;
    }

    /// <summary>A print of every file and, on PostgreSQL, of every row of every table with the transaction that wrote it.</summary>
    public static async Task<string[]> PrintsAsync(KeptHouse house)
    {
        // The index beside a log holds nothing but who reads now.
        var prints = Directory.EnumerateFiles(house.Data.Folder, "*", SearchOption.AllDirectories).Where(static file => !file.EndsWith("-shm", StringComparison.Ordinal))
            .Select(static file => file + " " + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))).ToList();
        if (house.Data.Postgres is { } postgres)
        {
            await using var connection = new NpgsqlConnection(postgres);
            await connection.OpenAsync();
            foreach (var table in await TablesAsync(connection))
            {
                await using var command = connection.CreateCommand();
                command.CommandText = $"SELECT COALESCE(md5(string_agg(one.xmin::text || one::text, '|' ORDER BY one::text)), '') FROM \"{table}\" AS one";
                prints.Add(table + " " + (string)(await command.ExecuteScalarAsync())!);
            }
        }

        return [.. prints.Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether bytes hold a text: as UTF-8, as UTF-16, or with the escapes of JSON.</summary>
    public static bool Holds(ReadOnlySpan<byte> bytes, string word) =>
        bytes.IndexOf(Encoding.UTF8.GetBytes(word)) >= 0 || bytes.IndexOf(Encoding.Unicode.GetBytes(word)) >= 0
        || bytes.IndexOf(System.Text.Json.JsonEncodedText.Encode(word).EncodedUtf8Bytes) >= 0;

    private static async Task<List<string>> TablesAsync(NpgsqlConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename";
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await reader.ReadAsync())
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }

    // Bytes as they are, everything else as a text.
    private static async Task<byte[]> TableAsync(NpgsqlConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\"";
        await using var reader = await command.ExecuteReaderAsync();
        using var all = new MemoryStream();
        while (await reader.ReadAsync())
        {
            for (var column = 0; column < reader.FieldCount; column++)
            {
                if (!reader.IsDBNull(column))
                {
                    all.Write(reader.GetValue(column) is byte[] bytes ? bytes : Encoding.UTF8.GetBytes(Convert.ToString(reader.GetValue(column), System.Globalization.CultureInfo.InvariantCulture)!));
                    all.WriteByte((byte)'\n');
                }
            }
        }

        return all.ToArray();
    }
}
