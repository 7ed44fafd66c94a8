namespace Luxe.Storage.OrleansTables;

/// <summary>The tables. Their names and their columns' names are a contract with Orleans' providers.</summary>
internal static class OrleansDdl
{
    public const string Queries = "CREATE TABLE IF NOT EXISTS OrleansQuery (QueryKey {text} NOT NULL PRIMARY KEY, QueryText {text} NOT NULL)";

    // The hashes come first: they find the row, the rest of the key tells collisions apart.
    public const string Storage = """
        CREATE TABLE IF NOT EXISTS OrleansStorage (
            GrainIdHash {int} NOT NULL,
            GrainIdN0 {long} NOT NULL,
            GrainIdN1 {long} NOT NULL,
            GrainTypeHash {int} NOT NULL,
            GrainTypeString {text} NOT NULL,
            GrainIdExtensionString {text},
            ServiceId {text} NOT NULL,
            PayloadBinary {bytes},
            ModifiedOn {stamp} NOT NULL,
            Version {int} NOT NULL
        );
        CREATE UNIQUE INDEX IF NOT EXISTS OrleansStorage_Grain ON OrleansStorage (
            GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, COALESCE(GrainIdExtensionString, ''), ServiceId);
        """;

    public const string Reminders = """
        CREATE TABLE IF NOT EXISTS OrleansRemindersTable (
            ServiceId {text} NOT NULL,
            GrainId {text} NOT NULL,
            ReminderName {text} NOT NULL,
            StartTime {instant} NOT NULL,
            Period {long} NOT NULL,
            GrainHash {int} NOT NULL,
            Version {int} NOT NULL,
            CONSTRAINT PK_RemindersTable_ServiceId_GrainId_ReminderName PRIMARY KEY (ServiceId, GrainId, ReminderName)
        );
        CREATE INDEX IF NOT EXISTS OrleansRemindersTable_Hash ON OrleansRemindersTable (ServiceId, GrainHash);
        """;

    // One row for each silo that ever joined, and one version for each cluster, which every change of a silo's row raises.
    public const string Membership = """
        CREATE TABLE IF NOT EXISTS OrleansMembershipVersionTable (
            DeploymentId {text} NOT NULL,
            Timestamp {instant} NOT NULL DEFAULT now(),
            Version {int} NOT NULL DEFAULT 0,
            CONSTRAINT PK_OrleansMembershipVersionTable_DeploymentId PRIMARY KEY (DeploymentId)
        );
        CREATE TABLE IF NOT EXISTS OrleansMembershipTable (
            DeploymentId {text} NOT NULL REFERENCES OrleansMembershipVersionTable (DeploymentId),
            Address {text} NOT NULL,
            Port {int} NOT NULL,
            Generation {int} NOT NULL,
            SiloName {text} NOT NULL,
            HostName {text} NOT NULL,
            Status {int} NOT NULL,
            ProxyPort {int},
            SuspectTimes {text},
            StartTime {instant} NOT NULL,
            IAmAliveTime {instant} NOT NULL,
            CONSTRAINT PK_MembershipTable_DeploymentId PRIMARY KEY (DeploymentId, Address, Port, Generation)
        );
        """;
}
