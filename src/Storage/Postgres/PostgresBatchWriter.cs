using Luxe.Storage.Commit;
using Npgsql;

namespace Luxe.Storage.Postgres;

/// <summary>
/// One transaction per batch, in two round trips: all statements (rows as arrays), then the commit. When one write spoils the batch,
/// the batch is undone and halved until the culprit stands alone; the others commit.
/// </summary>
internal sealed class PostgresBatchWriter(PostgresDatabase database) : IBatchWriter
{
    private const int MaxAttempts = 4;
    private readonly PostgresWriterConnection _connection = new(database);

    private enum Result
    {
        Committed,
        Spoilt,

        /// <summary>Certainly not committed, through no fault of the writes.</summary>
        Lost,
    }

    public void Commit(IReadOnlyList<PendingWrite> batch, CancellationToken abandon)
    {
        foreach (var wave in Waves(batch))
        {
            CommitOrDivide(wave, abandon);
        }
    }

    public void Dispose() => _connection.Dispose();

    // A bulk statement sees none of its own rows, so that two appends to one journal need two statements in order.
    private static IEnumerable<List<PendingWrite>> Waves(IReadOnlyList<PendingWrite> batch)
    {
        var streams = new HashSet<string>(StringComparer.Ordinal);
        for (var left = batch; left.Count > 0;)
        {
            var wave = new List<PendingWrite>(left.Count);
            var later = new List<PendingWrite>();
            streams.Clear();
            foreach (var pending in left)
            {
                (Enters(pending.Write.Streams, streams) ? wave : later).Add(pending);
            }

            yield return wave;
            left = later;
        }
    }

    // One that must wait holds up the writes behind it in all of its streams: they were queued after it.
    private static bool Enters(ReadOnlySpan<string> own, HashSet<string> taken)
    {
        var free = true;
        foreach (var stream in own)
        {
            free &= taken.Add(stream);
        }

        return free;
    }

    private void CommitOrDivide(List<PendingWrite> wave, CancellationToken abandon)
    {
        if (Attempt(wave, abandon) == Result.Committed)
        {
            wave.ForEach(static p => p.Complete());
        }
        else if (wave.Count == 1)
        {
            wave[0].Complete();
        }
        else
        {
            var half = wave.Count / 2;
            CommitOrDivide(wave[..half], abandon);
            CommitOrDivide(wave[half..], abandon);
        }
    }

    // Tries again only when it is certain that nothing was committed.
    private Result Attempt(List<PendingWrite> wave, CancellationToken abandon)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (TryOnce(wave, abandon) is var result and not Result.Lost)
                {
                    return result;
                }

                if (attempt == MaxAttempts)
                {
                    throw new StorageUnavailableException("The database keeps losing commits.");
                }
            }
            catch (Exception fault) when (PostgresFaults.IsCollision(fault) && attempt < MaxAttempts)
            {
                // Undone by the server; the connection is fine.
            }
            catch (Exception fault) when (fault is not StorageException && PostgresFaults.IsOfTheServer(fault))
            {
                // The second failure in a row is not an idle connection that had died.
                _connection.Close();
                if (attempt >= 2)
                {
                    throw new StorageUnavailableException("The database cannot be reached or cannot commit.", fault);
                }
            }
        }
    }

    private Result TryOnce(List<PendingWrite> wave, CancellationToken abandon)
    {
        var connection = _connection.Open();
        using var transaction = connection.BeginTransaction();
        try
        {
            using var batch = new NpgsqlBatch(connection, transaction);
            var statements = new PostgresStatements(batch);
            wave.ForEach(statements.Add);
            var mark = _connection.NextMark();
            batch.BatchCommands.Add(mark);
            batch.ExecuteNonQuery();
            if (!statements.Settle())
            {
                transaction.Rollback();
                return Spoilt(wave, null);
            }

            if (mark.RecordsAffected == 0)
            {
                // Without its mark a lost answer could not be resolved; a new connection writes a new one.
                _connection.Close();
                return Result.Lost;
            }
        }
        catch (Exception fault) when (PostgresFaults.IsOfTheRow(fault))
        {
            // Text that cannot be encoded breaks off in the middle of a message, and damage makes the driver give up: that connection cannot be used again.
            if (fault is PostgresException && !PostgresFaults.IsDamage(fault))
            {
                transaction.Rollback();
            }
            else
            {
                _connection.Close();
            }

            return Spoilt(wave, fault);
        }

        return CommitOrAsk(transaction, abandon) ? Result.Committed : Result.Lost;
    }

    private Result Spoilt(List<PendingWrite> wave, Exception? fault)
    {
        if (wave.Count == 1)
        {
            wave[0].Refusal = fault switch
            {
                null or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => wave[0].Write.Refuse(_connection),
                _ when PostgresFaults.IsDamage(fault) => new StorageUnavailableException("The database holds damaged data where this write leads.", fault),
                _ => new RowRejectedException("The database cannot hold a value of this write.", fault),
            };
        }

        return Result.Spoilt;
    }

    private bool CommitOrAsk(NpgsqlTransaction transaction, CancellationToken abandon)
    {
        try
        {
            transaction.Commit();
            return true;
        }
        catch (Exception fault) when (PostgresFaults.IsOfTheServer(fault))
        {
            return WasCommitted(fault, abandon);
        }
    }

    private bool WasCommitted(Exception lost, CancellationToken abandon)
    {
        var begun = StorageMeter.Now();
        var pause = TimeSpan.FromMilliseconds(20);
        while (true)
        {
            _connection.Close();
            try
            {
                return _connection.WasCommitted();
            }
            catch (Exception fault) when (PostgresFaults.IsOfTheServer(fault))
            {
                if (StorageMeter.Since(begun) > database.Options.OutcomeTimeout || abandon.WaitHandle.WaitOne(pause))
                {
                    throw new StorageUnavailableException("The answer to a commit was lost, and the database cannot be asked.", lost) { OutcomeUnknown = true };
                }
            }

            pause = pause < TimeSpan.FromSeconds(1) ? pause * 2 : pause;
        }
    }
}
