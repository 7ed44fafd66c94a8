using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Luxe.Storage.Verify;

/// <summary>
/// No snapshot is of more rows than its journal has: that would mean that the journal lost its end. Snapshots are read first and the ends of
/// their journals after them, so that a house that writes meanwhile is not accused.
/// </summary>
internal sealed class SnapshotWalk(HouseData house, Faults faults, IProgress<HouseProgress>? progress)
{
    private const int Page = 500;

    // The key is stored with the mark that the house puts before every key.
    private const string Query = "SELECT GrainIdExtensionString, PayloadBinary FROM OrleansStorage WHERE GrainTypeString = 'snapshot' AND PayloadBinary IS NOT NULL";

    public long Snapshots { get; private set; }

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (house.Postgres is null && !File.Exists(house.GrainsFile))
        {
            return;
        }

        await using var grains = await OpenAsync(house.GrainsFile, cancellation);
        await using var heads = await OpenAsync(house.JournalFile, cancellation);
        await using var command = grains.CreateCommand();
        command.CommandTimeout = 0;
        Databases.Database.SetText(command, Query);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var page = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
        {
            Snapshots++;
            var key = reader.GetString(0);
            var customer = key.StartsWith('=') ? key[1..] : key;
            if (SeqOf(reader.GetFieldValue<byte[]>(1)) is { } seq)
            {
                page[customer] = seq;
            }
            else
            {
                faults.Add("snapshot", customer, null, "the snapshot cannot be read; her journal will be");
            }

            if (page.Count == Page)
            {
                await CompareAsync(heads, page, cancellation);
                progress?.Report(new HouseProgress("snapshots", Snapshots, 0));
            }
        }

        await CompareAsync(heads, page, cancellation);
    }

    private async Task CompareAsync(DbConnection heads, Dictionary<string, long> page, CancellationToken cancellation)
    {
        await using var command = heads.CreateCommand();
        command.CommandTimeout = 0;
        if (command is SqliteCommand sqlite)
        {
            Databases.Database.SetText(command, "SELECT customer, MAX(seq) FROM journal WHERE customer IN (SELECT value FROM json_each($1)) GROUP BY customer");
            sqlite.Parameters.AddWithValue("$1", JsonSerializer.Serialize(page.Keys));
        }
        else
        {
            Databases.Database.SetText(command, "SELECT customer, MAX(seq) FROM journal WHERE customer = ANY($1) GROUP BY customer");
            ((NpgsqlCommand)command).Parameters.Add(new NpgsqlParameter { Value = page.Keys.ToArray() });
        }

        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                if (page.Remove(reader.GetString(0), out var seq) && seq > reader.GetInt64(1))
                {
                    faults.Add("snapshot", reader.GetString(0), seq, string.Create(CultureInfo.InvariantCulture, $"the snapshot is of row {seq}, the journal ends at {reader.GetInt64(1)}"));
                }
            }
        }

        // Of whom there is no row at all.
        foreach (var (customer, seq) in page.Where(static left => left.Value > 0))
        {
            faults.Add("snapshot", customer, seq, string.Create(CultureInfo.InvariantCulture, $"the snapshot is of row {seq}, the journal has no row"));
        }

        page.Clear();
    }

    private static long? SeqOf(byte[] payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            return json.RootElement.GetProperty("Seq").GetInt64();
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private async Task<DbConnection> OpenAsync(string file, CancellationToken cancellation)
    {
        if (house.Postgres is null)
        {
            return HouseData.Open(file, SqliteOpenMode.ReadOnly);
        }

        var connection = new NpgsqlConnection(house.Postgres);
        await connection.OpenAsync(cancellation);
        return connection;
    }
}
