using System.Data.Common;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Luxe.Tests;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Luxe.Silo.Tests.EndToEnd;

/// <summary>A row of a client's journal that changed behind the house's back: the rest is served, and whoever watches the house is told.</summary>
public sealed class DamagedRowTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Journey_WithADamagedRow_ServesTheRestAndHealthNamesIt(string database)
    {
        var luxe = new LuxeServer { Postgres = database == "postgres" ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() : null };
        try
        {
            await luxe.InitializeAsync();
            var id = await luxe.NewClientAsync("scratched", "behaviour");
            await luxe.TakeAsync("/v1/batch", Batch("d-1", "d-2", "d-3"));
            Assert.Equal(0, await QuarantinedAsync(luxe));

            await ScratchAsync(luxe, id, "d-2");

            Assert.Equal(["d-1", "d-3"], (await luxe.EventIdsAsync(id)).Order(StringComparer.Ordinal));
            Assert.Equal(1, await QuarantinedAsync(luxe));
            await luxe.TakeAsync("/v1/batch", Batch("d-2", "d-4"));
            Assert.Equal(["d-1", "d-3", "d-4"], (await luxe.EventIdsAsync(id)).Order(StringComparer.Ordinal));
            Assert.Equal(1, await QuarantinedAsync(luxe));
        }
        finally
        {
            await luxe.DisposeAsync();
        }
    }

    private static string Batch(params string[] ids) =>
        JsonSerializer.Serialize(new { batch = ids.Select(id => new { type = "track", userId = "scratched", messageId = id, @event = "Product Viewed", properties = new { product_id = "p" } }) });

    private static async Task<long> QuarantinedAsync(LuxeServer luxe)
    {
        using var ready = await luxe.Anonymous.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        return (await ready.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("quarantined").GetInt64();
    }

    private static async Task ScratchAsync(LuxeServer luxe, string customerId, string eventId)
    {
        await using DbConnection connection = luxe.Postgres is { } postgres
            ? new NpgsqlConnection(postgres)
            : new SqliteConnection($"Data Source={Path.Combine(luxe.DataDirectory, "luxe.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE journal SET occurred_at = occurred_at + 1 WHERE customer = @customer AND event_id = @event";
        foreach (var (name, value) in new[] { ("@customer", customerId), ("@event", eventId) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
}
