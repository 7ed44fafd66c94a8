using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using Luxe.Grains.Customers;
using Luxe.Silo.Tests.EndToEnd;
using Luxe.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Luxe.Silo.Tests.Killed;

/// <summary>
/// A server that was killed while every scene stood at its window, started again and only read, ended in order, and started once more to be
/// written to. What was on disk after the kill and at the end, and what was served between, is kept.
/// </summary>
public sealed class KilledHouse : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("luxe-killed-").FullName;
    private readonly string? _postgres;

    private KilledHouse(string? postgres) => _postgres = postgres;

    /// <summary>The server that runs now.</summary>
    internal SiloProcess Silo { get; private set; } = null!;

    internal KillScenes Scenes { get; private set; } = null!;

    /// <summary>Snapshots as the kill left them.</summary>
    internal Dictionary<string, CustomerSnapshot> Left { get; } = [];

    /// <summary>Journals as the kill left them.</summary>
    internal Dictionary<string, List<JournalRow>> LeftRows { get; } = [];

    /// <summary>Everything that was served first thing after the restart, as text.</summary>
    internal Dictionary<string, string> Served { get; } = [];

    /// <summary>Journals after the server that was started again had ended in order.</summary>
    internal Dictionary<string, List<JournalRow>> EndedRows { get; } = [];

    /// <summary>Snapshots after the server that was started again had ended in order.</summary>
    internal Dictionary<string, CustomerSnapshot> Ended { get; } = [];

    public static async Task<KilledHouse> LiveAsync(string? postgres)
    {
        var house = new KilledHouse(postgres);
        await using (var victim = await SiloProcess.StartAsync(house._data, postgres, "Silo.Crash"))
        {
            house.Scenes = await KillScenes.PrepareAsync(victim);
            await house.Scenes.StandStillAsync();
            await victim.KillAsync();
            await house.Scenes.NobodyWasAnsweredAsync();
        }

        foreach (var id in house.Scenes.Clients)
        {
            (house.Left[id], house.LeftRows[id]) = (await house.SnapshotAsync(id), await house.RowsAsync(id));
        }

        await using (var reader = await SiloProcess.StartAsync(house._data, postgres))
        {
            foreach (var id in house.Scenes.Clients)
            {
                house.Served[id] = string.Join('\n', await Task.WhenAll(((string[])["", "/brief", "/journey?limit=500", "/consent"]).Select(path => reader.Api.GetStringAsync($"/api/customers/{id}{path}"))));
            }

            await house.ForgottenAsync(reader);
            await house.Scenes.FirstAgainAsync(reader);
            await reader.StopAsync();
        }

        foreach (var id in house.Scenes.Clients)
        {
            (house.Ended[id], house.EndedRows[id]) = (await house.SnapshotAsync(id), await house.RowsAsync(id));
        }

        house.Silo = await SiloProcess.StartAsync(house._data, postgres);
        return house;
    }

    /// <summary>Reads until no snapshot holds what a decision or a merge took away: nobody needs to write for that.</summary>
    private async Task ForgottenAsync(SiloProcess reader)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        foreach (var (id, secret) in Scenes.TakenAway)
        {
            while ((await SnapshotAsync(id)).Json.Contains(secret, StringComparison.Ordinal))
            {
                await reader.Api.GetStringAsync($"/api/customers/{id}/consent", limit.Token);
            }
        }
    }

    /// <summary>Her journal as it is stored now.</summary>
    internal async Task<List<JournalRow>> RowsAsync(string customer)
    {
        await using var services = Storage();
        var rows = new List<JournalRow>();
        await foreach (var row in services.GetRequiredService<IJournal>().ReadAsync(customer, 0))
        {
            rows.Add(row);
        }

        return rows;
    }

    private async Task<CustomerSnapshot> SnapshotAsync(string customer)
    {
        await using DbConnection connection = _postgres is null ? new SqliteConnection($"Data Source={Path.Combine(_data, "grains.db")};Pooling=False") : new NpgsqlConnection(_postgres);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT PayloadBinary FROM OrleansStorage WHERE GrainTypeString = 'snapshot' AND GrainIdExtensionString = @key";
        var key = command.CreateParameter();
        (key.ParameterName, key.Value) = ("@key", "=" + customer);
        command.Parameters.Add(key);
        var stored = await command.ExecuteScalarAsync() is byte[] payload ? JsonSerializer.Deserialize<CustomerSnapshot>(payload)! : new CustomerSnapshot();
        if (stored.Sealed is not { } closed)
        {
            return stored;
        }

        await using var services = Storage();
        var plain = await services.GetRequiredService<ISeals>().OpenAsync(customer, closed, Sealed.AboutSnapshot(customer));
        return stored.WithJson(System.Text.Encoding.UTF8.GetString(plain!.Value.Span));
    }

    // As the house has it, with its keys, and not started.
    private ServiceProvider Storage()
    {
        var options = _postgres is null ? new StorageOptions { DataDirectory = _data } : new StorageOptions { Provider = StorageOptions.Postgres, ConnectionString = _postgres };
        var sealing = new SealingOptions { Masters = MasterKeys.Read(File.ReadAllText(Path.Combine(_data, "keys", "master.keys"))) };
        return new ServiceCollection().AddLuxeStorage(options with { Sealing = sealing }).BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        if (Silo is not null)
        {
            await Silo.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }
}

/// <summary>A killed house on each database, lived once.</summary>
public sealed class KilledHouses : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Task<KilledHouse>> _houses = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task<KilledHouse> On(string database) => _houses.GetOrAdd(database, static async name =>
        await KilledHouse.LiveAsync(name == "postgres" ? await (await Luxe.Tests.PostgresServer.SharedAsync()).CreateDatabaseAsync() : null));

    public async Task DisposeAsync()
    {
        foreach (var house in _houses.Values.Where(static house => house.IsCompletedSuccessfully))
        {
            await (await house).DisposeAsync();
        }
    }
}
