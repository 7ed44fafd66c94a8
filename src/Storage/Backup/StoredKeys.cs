using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Luxe.Storage.Databases;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Luxe.Storage.Backup;

/// <summary>
/// Clients' keys, wrapped, on their way between a database and a file of one line each. Without the master key they open nothing. The prints of the master keys
/// that wrap them go before them, so that wherever they arrive, the house knows which it must have before it starts.
/// </summary>
internal static class StoredKeys
{
    /// <summary>Their file beside a house's other secrets, and in a backup that has them.</summary>
    public const string FileName = "client-keys.jsonl";

    /// <summary>Their file while a restore is under way: what it read before it replaced the database.</summary>
    public const string RestoringName = "client-keys.restoring.jsonl";

    // No client is called so, and no key belongs to it: the line holds a master key's print.
    private const string Print = "*master";

    private const string Select = "SELECT customer, master, wrapped, made_at FROM client_key ORDER BY customer";
    private const string Prints = "SELECT id, print, made_at FROM master_key WHERE retired_at IS NULL ORDER BY id";
    private const string PrintOf = "SELECT print FROM master_key WHERE id = $1";
    private const string InsertPrint = "INSERT INTO master_key (id, print, made_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET retired_at = NULL";
    private const string Insert = "INSERT INTO client_key (customer, master, wrapped, made_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";

    private const string InsertKnown = """
        INSERT INTO client_key (customer, master, wrapped, made_at)
        SELECT $1, $2, $3, $4 WHERE EXISTS (SELECT 1 FROM journal WHERE customer = $1) OR $1 LIKE '*%' ON CONFLICT DO NOTHING
        """;

    /// <summary>Whether it is one of the two.</summary>
    public static bool IsFile(string path) => Path.GetFileName(path) is FileName or RestoringName;

    /// <summary>Whether the database is of a version that has keys.</summary>
    public static async Task<bool> HasTableAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellation) =>
        (await TableCounts.NamesAsync(connection, transaction, connection is NpgsqlConnection, cancellation)).Contains("client_key");

    /// <summary>All of them, as a stream; the prints first.</summary>
    public static async IAsyncEnumerable<StoredKey> ReadAsync(
        DbConnection connection, DbTransaction? transaction, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using (var prints = connection.CreateCommand())
        {
            prints.Transaction = transaction;
            Database.SetText(prints, Prints);
            await using var print = await prints.ExecuteReaderAsync(cancellation);
            while (await print.ReadAsync(cancellation))
            {
                yield return new StoredKey(Print, print.GetInt32(0), Convert.FromHexString(print.GetString(1)), print.GetInt64(2));
            }
        }

        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandTimeout) = (transaction, 0);
        Database.SetText(command, Select);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            yield return new StoredKey(reader.GetString(0), reader.GetInt32(1), reader.GetFieldValue<byte[]>(2), reader.GetInt64(3));
        }
    }

    /// <summary>Writes a file that only its owner may read; returns how many clients' keys.</summary>
    public static async Task<long> WriteFileAsync(string file, IAsyncEnumerable<StoredKey> keys, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var stream = new FileStream(file, options);
        var count = 0L;
        await foreach (var key in keys.WithCancellation(cancellation))
        {
            await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(key, StoredKeyJson.Default.StoredKey), cancellation);
            stream.WriteByte((byte)'\n');
            count += key.Customer == Print ? 0 : 1;
        }

        stream.Flush(flushToDisk: true);
        return count;
    }

    /// <summary>Reads such a file.</summary>
    /// <exception cref="InvalidDataException">A line is none.</exception>
    public static async IAsyncEnumerable<StoredKey> ReadFileAsync(string file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(file, cancellation))
        {
            number++;
            yield return Parse(line) ?? throw new InvalidDataException(FormattableString.Invariant($"Line {number} of {file} is not a client's key."));
        }
    }

    /// <summary>Puts keys where there are none yet, all or none of them; returns how many.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="onlyKnown">Only of those who have a journal: a key of somebody who was erased would be all that is known of her.</param>
    /// <param name="cancellation">Stops; nothing was put.</param>
    /// <exception cref="OtherHouseException">They are wrapped under another house's master key; nothing was put.</exception>
    public static async Task<long> InsertAsync(DbConnection connection, IAsyncEnumerable<StoredKey> keys, bool onlyKnown, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        Database.SetText(command, onlyKnown ? InsertKnown : Insert);
        var count = 0L;
        await foreach (var key in keys.WithCancellation(cancellation))
        {
            if (key.Customer == Print)
            {
                await NoteAsync(transaction, key, cancellation);
                continue;
            }

            Bind(command, [key.Customer, key.Master, key.Wrapped, key.MadeAt]);
            count += await command.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return count;
    }

    // A master key that a rotation retired here wraps again what is brought: the house must not start without it.
    private static async Task NoteAsync(DbTransaction transaction, StoredKey print, CancellationToken cancellation)
    {
        var theirs = Convert.ToHexStringLower(print.Wrapped);
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        Database.SetText(command, PrintOf);
        Bind(command, [print.Master]);
        if (await command.ExecuteScalarAsync(cancellation) is string ours && ours != theirs)
        {
            throw new OtherHouseException(FormattableString.Invariant(
                $"The keys are wrapped under a master key {print.Master} (print {theirs}) that is not this house's (print {ours}): they are another house's. Nothing was brought."));
        }

        Database.SetText(command, InsertPrint);
        Bind(command, [print.Master, theirs, print.MadeAt]);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Clients of whom something is sealed and no key is there.</summary>
    public static async Task<long> CountLockedAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        Database.SetText(command, "SELECT COUNT(*) FROM (" + Locked + ") AS locked");
        Bind(command, [Sealing.KeyRows.Mark]);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }

    /// <summary>Who they are, in order; the parameter is the mark of what is sealed.</summary>
    public const string Locked = """
        SELECT DISTINCT customer FROM journal WHERE tier > 0 AND substr(payload, 1, 1) = $1
        AND NOT EXISTS (SELECT 1 FROM client_key WHERE client_key.customer = journal.customer) ORDER BY customer
        """;

    private static StoredKey? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, StoredKeyJson.Default.StoredKey);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static void Bind(DbCommand command, object[] values)
    {
        command.Parameters.Clear();
        for (var place = 0; place < values.Length; place++)
        {
            if (command is SqliteCommand sqlite)
            {
                sqlite.Parameters.AddWithValue(FormattableString.Invariant($"${place + 1}"), values[place]);
            }
            else
            {
                ((NpgsqlCommand)command).Parameters.Add(new NpgsqlParameter { Value = values[place] });
            }
        }
    }
}

/// <summary>Keys that open nothing in this house.</summary>
internal sealed class OtherHouseException(string message) : IOException(message);

/// <summary>A client's key as it is stored.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Master">The number of the master key that wraps it.</param>
/// <param name="Wrapped">The wrapped key.</param>
/// <param name="MadeAt">When it was made; microseconds UTC.</param>
internal sealed record StoredKey(string Customer, int Master, byte[] Wrapped, long MadeAt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StoredKey))]
internal sealed partial class StoredKeyJson : JsonSerializerContext;
