namespace Luxe.Storage.OrleansTables;

/// <summary>
/// The queries of grain state. A write that finds another version than the caller's changes nothing and returns no row,
/// which the provider reports as an inconsistent state.
/// </summary>
internal static class StorageQueries
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["WriteToStorageKey"] = Write,
        ["ReadFromStorageKey"] = Read,
        ["ClearStorageKey"] = Clear,
        ["DeleteStorageKey"] = Delete,
    };

    private const string Key = """
        GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash
            AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
            AND GrainTypeString = @GrainTypeString
            AND COALESCE(GrainIdExtensionString, '') = COALESCE(@GrainIdExtensionString, '')
            AND ServiceId = @ServiceId
        """;

    // One statement, so that it is atomic without a transaction: a first write (no version) inserts or meets the unique index;
    // a later write goes on only where its version still stands, and turns into the update by the same index.
    private const string Write = $"""
        INSERT INTO OrleansStorage (
            GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, ModifiedOn, Version)
        SELECT @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId, @PayloadBinary, {"{now}"}, 1
        WHERE @GrainStateVersion IS NULL OR EXISTS (SELECT 1 FROM OrleansStorage WHERE {Key} AND Version = @GrainStateVersion)
        ON CONFLICT (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, COALESCE(GrainIdExtensionString, ''), ServiceId)
        DO UPDATE SET PayloadBinary = excluded.PayloadBinary, ModifiedOn = excluded.ModifiedOn, Version = OrleansStorage.Version + 1
        WHERE OrleansStorage.Version = @GrainStateVersion
        RETURNING Version AS NewGrainStateVersion
        """;

    private const string Read = $"SELECT PayloadBinary, Version FROM OrleansStorage WHERE {Key}";

    private const string Clear = $"""
        UPDATE OrleansStorage SET PayloadBinary = NULL, ModifiedOn = {"{now}"}, Version = Version + 1
        WHERE {Key} AND Version = @GrainStateVersion
        RETURNING Version AS NewGrainStateVersion
        """;

    private const string Delete = $"""
        DELETE FROM OrleansStorage WHERE {Key} AND Version = @GrainStateVersion
        RETURNING Version + 1 AS NewGrainStateVersion
        """;
}
