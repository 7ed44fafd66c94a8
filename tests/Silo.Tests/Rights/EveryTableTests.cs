using Luxe.Grains.Rights;
using Luxe.Tests;
using Microsoft.Extensions.DependencyInjection;

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
    public async Task EveryTable_WithAClientInIt_HasAStepOfTheErasure(string provider)
    {
        await using var house = await ErasedHouse.StartAsync(provider);
        Assert.Empty(await ForgottenAsync(house));
        var systems = house.Server.Services.GetServices<IErasureStep>().Select(static step => step.System).Append("client").ToHashSet();
        Assert.All(
            Places.Values.Where(static place => place != "none" && !place.StartsWith("the list itself", StringComparison.Ordinal)).SelectMany(static place => place.Split(':')[0].Split(", ")),
            system => Assert.True(systems.Contains(system), $"'{system}' is no system of an erasure."));

        // A feature that keeps clients elsewhere, or in a table that had none.
        await house.ExecuteAsync("CREATE TABLE segment (name TEXT, customer TEXT)");
        await house.ExecuteAsync("ALTER TABLE policy ADD COLUMN made_for_client TEXT");
        var forgotten = await ForgottenAsync(house);
        Assert.Equal(2, forgotten.Count);
        Assert.Contains(forgotten, static said => said.Contains("segment", StringComparison.Ordinal));
        Assert.Contains(forgotten, static said => said.Contains("made_for_client", StringComparison.Ordinal));
    }

    private static async Task<List<string>> ForgottenAsync(ErasedHouse house)
    {
        var forgotten = new List<string>();
        foreach (var connection in HouseDump.Connections(house.DataDirectory, house.Postgres))
        {
            await using (connection)
            {
                await connection.OpenAsync();
                foreach (var table in await HouseDump.TablesAsync(connection))
                {
                    if (!Places.TryGetValue(table, out var place))
                    {
                        forgotten.Add($"The table {table} is new: say here which step of an erasure takes a client out of it, and make that step.");
                        continue;
                    }

                    var names = (await HouseDump.ColumnsAsync(connection, table)).Where(NamesAClient).ToArray();
                    if (place == "none" && names.Length > 0)
                    {
                        forgotten.Add($"The table {table} names clients ({string.Join(", ", names)}), and no step is stated for it.");
                    }
                }
            }
        }

        return forgotten;
    }

    private static bool NamesAClient(string column) => ((string[])["customer", "customer_id", "client", "client_id", "subject"]).Any(name => column.EndsWith(name, StringComparison.Ordinal));
}
