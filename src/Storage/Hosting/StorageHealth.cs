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
    /// <summary>The name under which a check's data says how many journal rows are quarantined.</summary>
    public const string Quarantined = "quarantined";

    private static readonly Sql Probe = new("INSERT INTO meta (name, value) VALUES ('health.probe', '') ON CONFLICT (name) DO UPDATE SET value = ''");
    private readonly Database _database;
    private readonly Committer _committer;
    private readonly IQuarantine _quarantine;

    internal StorageHealth(Database database, Committer committer, IQuarantine quarantine)
    {
        _quarantine = quarantine;
        _database = database;
        _committer = committer;
    }

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["queue"] = _committer.QueueLength };
        try
        {
            // Asks the database for something real, and says how much of it is damaged: that is for people to mend, not a reason to stop serving.
            data[Quarantined] = await _quarantine.CountAsync(cancellationToken);
            if (_committer.LastFault is not null)
            {
                await _committer.ProbeAsync(StatementWrite.One(Probe), cancellationToken);
            }

            return HealthCheckResult.Healthy("Storage reads and writes.", data);
        }
        catch (StorageException fault)
        {
            return HealthCheckResult.Unhealthy("Storage is unavailable.", fault, data);
        }
    }
}
