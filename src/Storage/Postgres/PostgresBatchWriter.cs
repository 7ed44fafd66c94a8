using Luxe.Storage.Commit;

namespace Luxe.Storage.Postgres;

internal sealed class PostgresBatchWriter(PostgresDatabase database) : IBatchWriter
{
    public void Commit(IReadOnlyList<PendingWrite> batch) => throw new NotImplementedException(database.WriterSettings.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public void Dispose()
    {
    }
}
