namespace Luxe.Storage.OrleansTables;

/// <summary>
/// The queries of cluster membership, for PostgreSQL. A change of a silo's row and the rise of the cluster's version are one statement:
/// whoever comes with an old version changes nothing and gets 0.
/// </summary>
internal static class MembershipQueries
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["InsertMembershipVersionKey"] = InsertVersion,
        ["InsertMembershipKey"] = Insert,
        ["UpdateMembershipKey"] = Update,
        ["UpdateIAmAlivetimeKey"] = $"UPDATE OrleansMembershipTable SET IAmAliveTime = @IAmAliveTime WHERE {Silo}",
        ["MembershipReadRowKey"] = $"{Select} AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation {OfCluster}",
        ["MembershipReadAllKey"] = $"{Select} {OfCluster}",
        ["GatewaysQueryKey"] =
            "SELECT Address, ProxyPort, Generation FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0",
        ["DeleteMembershipTableEntriesKey"] =
            "DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId; DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId",

        // 3 is the status of a silo that is active.
        ["CleanupDefunctSiloEntriesKey"] = "DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId AND IAmAliveTime < @IAmAliveTime AND Status <> 3",
    };

    private const string Silo = "DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation";

    // The version comes also when there is no silo.
    private const string Select = """
        SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
        FROM OrleansMembershipVersionTable v LEFT JOIN OrleansMembershipTable m ON m.DeploymentId = v.DeploymentId
        """;

    private const string OfCluster = "WHERE v.DeploymentId = @DeploymentId";

    private const string InsertVersion = """
        WITH added AS (INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
        SELECT COUNT(*) FROM added
        """;

    private const string Raise = """
        UPDATE OrleansMembershipVersionTable SET Timestamp = now(), Version = Version + 1 WHERE DeploymentId = @DeploymentId AND Version = @Version
        """;

    private const string Insert = $"""
        WITH raised AS ({Raise} AND NOT EXISTS (SELECT 1 FROM OrleansMembershipTable WHERE {Silo}) RETURNING 1),
        added AS (
            INSERT INTO OrleansMembershipTable (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
            SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM raised
            RETURNING 1)
        SELECT COUNT(*) FROM added
        """;

    private const string Update = $"""
        WITH raised AS ({Raise} AND EXISTS (SELECT 1 FROM OrleansMembershipTable WHERE {Silo}) RETURNING 1),
        changed AS (
            UPDATE OrleansMembershipTable SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
            WHERE {Silo} AND EXISTS (SELECT 1 FROM raised)
            RETURNING 1)
        SELECT COUNT(*) FROM changed
        """;
}
