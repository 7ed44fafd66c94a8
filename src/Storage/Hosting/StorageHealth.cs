using Luxe.Storage.Commit;
using Luxe.Storage.Databases;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Luxe.Storage;

/// <summary>
/// Whether storage can read and write now, for <c>/health/ready</c>. After a failed commit it commits a probe of its own,
/// so that a silo out of rotation finds its way back.
/// </summary>
public sealed class StorageHealth : IHealthCheck
{
    private static readonly Sql Probe = new("INSERT INTO meta (name, value) VALUES ('health.probe', '') ON CONFLICT (name) DO UPDATE SET value = ''");
    private readonly Database _database;
    private readonly Committer _committer;

    internal StorageHealth(Database database, Committer committer)
    {
        _database = database;
        _committer = committer;
    }

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["queue"] = _committer.QueueLength };
        try
        {
            await _database.NumberAsync("SELECT COUNT(*) FROM schema_version", cancellationToken);
            if (_committer.LastFault is not null)
            {
                await _committer.SubmitAsync(StatementWrite.One(Probe), cancellationToken);
            }

            return HealthCheckResult.Healthy("Storage reads and writes.", data);
        }
        catch (StorageException fault)
        {
            return HealthCheckResult.Unhealthy("Storage is unavailable.", fault, data);
        }
    }
}
