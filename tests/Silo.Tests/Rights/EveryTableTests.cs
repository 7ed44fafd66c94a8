using Luxe.Silo.Tests.EndToEnd;
using Luxe.Tests;

namespace Luxe.Silo.Tests.Rights;

/// <summary>A table that can hold a client has a step of the erasure that empties it: a new one fails until somebody has thought of it.</summary>
public sealed class EveryTableTests
{
    /// <summary>Every column, and which system of an erasure answers for it; "none": nothing of a client can be in it.</summary>
    private static readonly Dictionary<string, string> Places = new(StringComparer.OrdinalIgnoreCase)
    {
        ["journal"] = "client",
        ["client_key"] = "client",
        ["quarantine"] = "client",
        ["retention_due"] = "client",
        ["ledger"] = "client: kept under the pseudonym",
        ["ledger_leaf"] = "client: kept under the pseudonym",
        ["erasure"] = "the list itself; the subject until the order is done",
        ["erasure_step"] = "none",
        ["inbox"] = "inboxes",
        ["roll"] = "books and watch lists",
        ["directory"] = "lists",
        ["dead_letter"] = "dead letters",
        ["identity_claim"] = "identities",
        ["standing"] = "identities",
        ["access_log"] = "access log: kept under the pseudonym",
        ["client_link"] = "preference links",
        ["rights_request"] = "requests: kept under the pseudonym",
        ["ledger_anchor"] = "none",
        ["master_key"] = "none",
        ["policy"] = "none",
        ["retention_run"] = "none",
        ["retention_count"] = "none",
        ["meta"] = "none",
        ["commit_mark"] = "none",
        ["OrleansStorage"] = "snapshot, stores",
        ["OrleansRemindersTable"] = "snapshot",
        ["OrleansQuery"] = "none",
        ["OrleansMembershipTable"] = "none",
        ["OrleansMembershipVersionTable"] = "none",
        ["schema_version"] = "none",
    };

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task EveryTable_HasAStepOfTheErasure(string provider)
    {
        await using var house = await ErasedHouse.StartAsync(provider);
        foreach (var connection in HouseDump.Connections(house.DataDirectory, house.Postgres))
        {
            await using (connection)
            {
                await connection.OpenAsync();
                foreach (var table in await HouseDump.TablesAsync(connection))
                {
                    Assert.True(Places.ContainsKey(table), $"The table {table} is new: say here which step of an erasure takes a client out of it, and make that step.");
                    var names = (await HouseDump.ColumnsAsync(connection, table)).Where(static column => column is "customer" or "client" or "subject" or "into_customer");
                    Assert.True(Places[table] != "none" || !names.Any(), $"The table {table} names clients ({string.Join(", ", names)}), and no step is stated for it.");
                }
            }
        }
    }
}
