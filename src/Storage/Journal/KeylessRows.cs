using Luxe.Storage.Databases;

namespace Luxe.Storage.Journal;

/// <summary>
/// Rows from before events had keys (schema 3). None is ever added, so that whether there are any is asked once, after the migrations: a house
/// that has none looks each new event id up once instead of twice.
/// </summary>
internal sealed class KeylessRows(Database database)
{
    /// <summary>Whether there may be some; so until it has been asked.</summary>
    public bool MayExist { get; private set; } = true;

    public async Task AskAsync(CancellationToken cancellationToken)
    {
        // In the order of the index that holds none but these, lest a planner hope to meet one soon and read the whole journal.
        const string Some = "SELECT 1 FROM journal WHERE event_id IS NOT NULL AND event_key IS NULL ORDER BY customer, event_id LIMIT 1";
        MayExist = await database.NumberAsync($"SELECT COUNT(*) FROM ({Some}) AS keyless", cancellationToken) > 0;
    }
}
