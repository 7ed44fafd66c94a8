using System.Data;
using System.Data.Common;
using Luxe.Storage.Backup;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Luxe.Storage;

/// <summary>The clients' keys of a house as a file, for those who keep journals long and keys short. Wrapped: without the master key they open nothing.</summary>
public sealed class HouseKeys(HouseData house, TimeProvider? clock = null)
{
    private readonly TimeProvider time = clock ?? TimeProvider.System;

    /// <summary>Writes all keys into a new file that only its owner may read; returns how many. The house may run.</summary>
    /// <exception cref="InvalidDataException">There is no house, or the file is there already.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot be read.</exception>
    public Task<long> ExportAsync(string file, CancellationToken cancellation) => RunAsync(
        SqliteOpenMode.ReadOnly,
        async connection =>
        {
            if (Path.Exists(file))
            {
                throw new InvalidDataException($"{file} is there already; an export is never written over.");
            }

            // One moment: a rotation that goes on meanwhile is in it whole or not at all, prints and keys alike.
            var asOf = time.GetUtcNow();
            await using var moment = connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            var count = await StoredKeys.WriteFileAsync(file + ".partial", StoredKeys.ReadAsync(connection, moment, cancellation), cancellation);
            File.Move(file + ".partial", file);
            KeepingNotes.KeysWereExported(house, asOf);
            return count;
        },
        cancellation);

    /// <summary>
    /// Puts the keys of a file where there are none, of clients who have a journal here; returns how many it brought and of how many clients something
    /// stays locked. The house must be stopped: who is in its memory was read without them.
    /// </summary>
    /// <exception cref="InvalidDataException">There is no house, or the file is no export.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot be written.</exception>
    public Task<(long Brought, long Locked)> ImportAsync(string file, CancellationToken cancellation) => RunAsync(
        SqliteOpenMode.ReadWrite,
        async connection => (
            await StoredKeys.InsertAsync(connection, StoredKeys.ReadFileAsync(file, cancellation), onlyKnown: true, cancellation),
            await StoredKeys.CountLockedAsync(connection, cancellation)),
        cancellation);

    private async Task<T> RunAsync<T>(SqliteOpenMode mode, Func<DbConnection, Task<T>> work, CancellationToken cancellation)
    {
        if (!house.Exists)
        {
            throw new InvalidDataException($"{house.Folder} holds no luxe.db: there is no house.");
        }

        try
        {
            await using var connection = house.Postgres is null ? HouseData.Open(house.JournalFile, mode) : await OpenAsync(house.Postgres, cancellation);
            return await StoredKeys.HasTableAsync(connection, null, cancellation)
                ? await work(connection)
                : throw new InvalidDataException("This house is of a version before there were keys: start it once.");
        }
        catch (DbException fault)
        {
            throw new StorageUnavailableException("The database cannot be used: " + fault.Message, fault);
        }
    }

    private static async Task<DbConnection> OpenAsync(string postgres, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(postgres);
        await connection.OpenAsync(cancellation);
        return connection;
    }
}
