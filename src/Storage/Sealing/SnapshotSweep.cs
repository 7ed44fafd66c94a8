using System.Data.Common;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Luxe.Storage.Backup;
using Luxe.Storage.Databases;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Luxe.Storage.Sealing;

/// <summary>
/// Seals clients' snapshots where they stand among the grains' state: what a grain would do when it next writes. Their grains must be asleep.
/// </summary>
internal sealed class SnapshotSweep(HouseData house, KeyRing keys)
{
    private const int PageRows = 200;
    private const string Snapshots = "FROM OrleansStorage WHERE GrainTypeString = 'snapshot' AND PayloadBinary IS NOT NULL";

    private bool IsSqlite => house.Postgres is null;

    public async Task<(long Done, long Left)> RunAsync(IProgress<HouseProgress>? progress, CancellationToken cancellationToken)
    {
        if (IsSqlite && !File.Exists(house.GrainsFile))
        {
            return (0, 0);
        }

        try
        {
            return await SealAsync(progress, cancellationToken);
        }
        catch (DbException fault)
        {
            throw new StorageUnavailableException("The snapshots cannot be sealed now: " + fault.Message, fault);
        }
    }

    private async Task<(long Done, long Left)> SealAsync(IProgress<HouseProgress>? progress, CancellationToken cancellationToken)
    {
        await using var reading = await OpenAsync(cancellationToken);
        await using var writing = await OpenAsync(cancellationToken);
        if (!(await TableCounts.NamesAsync(reading, null, !IsSqlite, cancellationToken)).Contains("OrleansStorage", StringComparer.OrdinalIgnoreCase))
        {
            return (0, 0);
        }

        var (done, left, page) = (0L, 0L, new List<(object Place, byte[] Sealed)>(PageRows));
        await using (var command = reading.CreateCommand())
        {
            command.CommandTimeout = 0;
            Database.SetText(command, $"SELECT {(IsSqlite ? "rowid" : "ctid::text")}, GrainIdExtensionString, PayloadBinary {Snapshots}");
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var key = reader.GetString(1);
                switch (await ClosedAsync(key.StartsWith('=') ? key[1..] : key, reader.GetFieldValue<byte[]>(2), cancellationToken))
                {
                    case { IsPlain: true, Bytes: { } bytes }:
                        page.Add((reader.GetValue(0), bytes));
                        break;
                    case { IsPlain: true }:
                        left++;
                        break;
                }

                if (page.Count == PageRows)
                {
                    done += await PutAsync(writing, page, cancellationToken);
                    progress?.Report(new("snapshots", done, 0));
                }
            }
        }

        done += await PutAsync(writing, page, cancellationToken);
        if (done > 0)
        {
            // What was written over before lies in pages that nobody uses.
            await TableCounts.RunAsync(writing, null, IsSqlite ? "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)" : "VACUUM OrleansStorage", cancellationToken);
        }

        return (done, left);
    }

    // As the silo writes it: an envelope with the state as a text in it, which goes, and sealed bytes in base 64, which come.
    private async Task<(bool IsPlain, byte[]? Bytes)> ClosedAsync(string customer, byte[] stored, CancellationToken cancellationToken)
    {
        JsonObject? envelope;
        try
        {
            envelope = JsonNode.Parse(stored) as JsonObject;
        }
        catch (JsonException)
        {
            // Nobody can read it, nor say whose words these are.
            return (true, null);
        }

        // Of somebody without a row it holds nothing but a count.
        if (envelope?["Json"]?.GetValue<string>() is not { Length: > 0 } json || envelope["Seq"]?.GetValue<long>() is null or 0)
        {
            return (false, null);
        }

        if (await keys.GetAsync(customer, cancellationToken) is not { } key)
        {
            return (true, null);
        }

        envelope["Json"] = "";
        envelope["Sealed"] = Convert.ToBase64String(key.Close(Encoding.UTF8.GetBytes(json), About.Snapshot(customer)));
        return (true, JsonSerializer.SerializeToUtf8Bytes(envelope));
    }

    private async Task<int> PutAsync(DbConnection writing, List<(object Place, byte[] Sealed)> page, CancellationToken cancellationToken)
    {
        await using var transaction = await writing.BeginTransactionAsync(cancellationToken);
        foreach (var (place, bytes) in page)
        {
            await using var command = writing.CreateCommand();
            command.Transaction = transaction;
            Database.SetText(command, $"UPDATE OrleansStorage SET PayloadBinary = $1 WHERE {(IsSqlite ? "rowid = $2" : "ctid = $2::tid")}");
            StoredKeys.Bind(command, [bytes, place]);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        var done = page.Count;
        page.Clear();
        return done;
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (house.Postgres is { } postgres)
        {
            var connection = new NpgsqlConnection(postgres);
            await connection.OpenAsync(cancellationToken);
            return connection;
        }

        var file = HouseData.Open(house.GrainsFile, SqliteOpenMode.ReadWrite);
        SqliteCopy.Run(file, "PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON");
        return file;
    }
}
