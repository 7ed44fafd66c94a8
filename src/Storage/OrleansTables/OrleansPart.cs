namespace Luxe.Storage.OrleansTables;

/// <summary>What one provider needs.</summary>
/// <param name="Marker">The query whose presence says that this part is there already.</param>
/// <param name="Tables">Statements that create the tables.</param>
/// <param name="Queries">Query texts by the keys that the provider asks for.</param>
/// <param name="OnSqlite">Whether a SQLite file has it: one process needs no membership.</param>
internal sealed record OrleansPart(string Marker, string Tables, IReadOnlyDictionary<string, string> Queries, bool OnSqlite = true)
{
    public static readonly IReadOnlyList<OrleansPart> All =
    [
        new("WriteToStorageKey", OrleansDdl.Storage, StorageQueries.All),
        new("UpsertReminderRowKey", OrleansDdl.Reminders, ReminderQueries.All),
        new("MembershipReadAllKey", OrleansDdl.Membership, MembershipQueries.All, OnSqlite: false),
    ];
}
