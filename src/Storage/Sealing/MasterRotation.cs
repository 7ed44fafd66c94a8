using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Sealing;

/// <summary>The prints of the master keys in the database, and their rotation. A print is noted before the first key is wrapped under its master.</summary>
internal sealed class MasterRotation(Database database, Committer committer, KeyRing keys, IMeta meta, TimeProvider time) : IMasterRotation
{
    private static readonly Sql Note = new("INSERT INTO master_key (id, print, made_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");

    private static readonly Sql Retire = new("""
        UPDATE master_key SET retired_at = $1
        WHERE id < $2 AND retired_at IS NULL AND NOT EXISTS (SELECT 1 FROM client_key WHERE client_key.master = master_key.id)
        """);

    private const string Prints = "SELECT id, print FROM master_key WHERE retired_at IS NULL";
    private const string Personal = """
        SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM journal WHERE tier > 0 LIMIT 1) AS rows)
            + (SELECT COUNT(*) FROM (SELECT 1 FROM inbox LIMIT 1) AS items) + (SELECT COUNT(*) FROM (SELECT 1 FROM dead_letter LIMIT 1) AS letters)
        """;

    /// <summary>At every start, behind the schema and before anything is written.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (await database.NumberAsync("SELECT COUNT(*) FROM master_key", cancellationToken) == 0 && await database.NumberAsync(Personal, cancellationToken) == 0)
        {
            // A house that begins with keys: nothing personal was ever written in the clear, and nothing may stand there so.
            await meta.PutAsync(KeyRing.AllSealed, "1", cancellationToken);
        }

        await UseAsync(keys.Masters, cancellationToken);
        keys.IsAllSealed = await meta.GetAsync(KeyRing.AllSealed, cancellationToken) is not null;
    }

    public async Task UseAsync(MasterKeys masters, CancellationToken cancellationToken = default)
    {
        await CheckAsync(masters, cancellationToken);
        await committer.SubmitAsync(StatementWrite.One(Note, masters.Newest, masters.PrintOf(masters.Newest), time.GetUtcNow()), cancellationToken);

        // Two silos may make the first key at one moment, each its own: one of them is refused.
        await CheckAsync(masters, cancellationToken);
        keys.Use(masters);
    }

    public async Task<RotationState> GetAsync(CancellationToken cancellationToken = default)
    {
        var (newest, counts) = (keys.Masters.Newest, await keys.CountAsync(cancellationToken));
        var done = counts.GetValueOrDefault(newest);
        return new RotationState(newest, done, counts.Values.Sum() - done);
    }

    public async Task<long> FinishAsync(CancellationToken cancellationToken = default)
    {
        // Again until a pass finds nothing: a first append that was on its way with the former key lands behind the pass.
        var (newest, done, found) = (keys.Masters.Newest, 0L, 1L);
        for (; found > 0; done += found)
        {
            found = 0;
            foreach (var former in (await keys.CountAsync(cancellationToken)).Keys.Where(number => number < newest))
            {
                found += await keys.RewrapAsync(former, cancellationToken);
            }
        }

        await committer.SubmitAsync(StatementWrite.One(Retire, time.GetUtcNow(), newest), cancellationToken);
        return done;
    }

    private async Task CheckAsync(MasterKeys masters, CancellationToken cancellationToken)
    {
        var prints = await database.QueryAsync(Prints, static row => (row.GetInt32(0), row.GetString(1)), cancellationToken);
        MasterGate.Check(prints.ToDictionary(static known => known.Item1, static known => known.Item2), masters, "the master keys that are here");
    }
}
