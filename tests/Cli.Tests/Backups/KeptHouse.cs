using System.Data.Common;
using Luxe.Cli.Http;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Silo.Hosting;
using Luxe.Storage;
using Luxe.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Luxe.Cli.Tests.Backups;

/// <summary>A whole house on a database of its own that can be stopped, wrecked and started again.</summary>
internal sealed class KeptHouse : IAsyncDisposable
{
    private readonly string _root;
    private WebApplication? _app;

    private KeptHouse(string root, HouseData data) => (_root, Data) = (root, data);

    public HouseData Data { get; }

    /// <summary>The running house's services.</summary>
    public IServiceProvider Services => _app!.Services;

    public IGrainFactory Grains => _app!.Services.GetRequiredService<IGrainFactory>();

    /// <summary>A path beside the house.</summary>
    public string Beside(string name) => Path.Combine(_root, name);

    public static async Task<KeptHouse> NewAsync(string database)
    {
        var root = Directory.CreateTempSubdirectory("luxe-kept-").FullName;
        var postgres = database == "postgres" ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() : null;
        return new KeptHouse(root, new HouseData(Path.Combine(root, "data"), postgres));
    }

    /// <summary>Where it serves.</summary>
    public LuxeServer Server => new(new Uri(_app!.Urls.First()), "demo", "demo-admin");

    /// <summary>Starts it.</summary>
    /// <param name="seals">Without: as a Luxe from before there were keys.</param>
    public async Task StartAsync(bool seals = true)
    {
        _app = LuxeHost.Build(new LuxeHostOptions { Url = "http://127.0.0.1:0", DataDirectory = Data.Folder, Postgres = Data.Postgres, Demo = true, LogLevel = LogLevel.Error, Seals = seals });
        await _app.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
            _app = null;
        }

        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>A client with a decision and some events; returns her id.</summary>
    public async Task<string> LiveAsync(int client, int events)
    {
        var id = await Grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key).Resolve([Token(client)]);
        await Decide(id, "consent-1", ConsentTier.Behaviour);
        for (var number = 0; number < events; number += 5)
        {
            await RecordAsync(id, number, Math.Min(5, events - number));
        }

        return id;
    }

    public Task Decide(string id, string eventId, ConsentTier tier) =>
        Grains.GetGrain<ICustomerGrain>(id).Decide(new ConsentDecision(eventId, tier, Purposes.None, "v1", "en", "web", "client", TimeProvider.System.GetUtcNow()));

    public Task<RecordOutcome> RecordAsync(string id, int first, int count) =>
        Grains.GetGrain<ICustomerGrain>(id).Record([.. Enumerable.Range(first, count).Select(number => View(id, number))]);

    public async Task MergeAsync(string mergeId, string survivor, string absorbed)
    {
        var order = new MergeOrder(mergeId, absorbed, "test", "same-card", TimeProvider.System.GetUtcNow());
        var outcome = await Grains.GetGrain<ICustomerMerges>(survivor).Absorb(order);
        Assert.Equal(MergeResult.Done, outcome.Result);
    }

    public async Task UndoAsync(string mergeId, string survivor) =>
        Assert.Equal(UndoResult.Done, (await Grains.GetGrain<ICustomerMerges>(survivor).Undo(mergeId, "test")).Result);

    public static IdentityToken Token(int client) => new(IdentityKind.UserId, $"kept-{client}");

    /// <summary>The event ids of her whole journey.</summary>
    public async Task<List<string>> JourneyAsync(string id)
    {
        var ids = new List<string>();
        string? after = null;
        do
        {
            var page = await Grains.GetGrain<ICustomerViews>(id).GetJourney(new Viewer("test", ViewerRole.PrivacyOfficer, "test"), after, 500);
            ids.AddRange(page.Interactions.Select(static interaction => interaction.EventId));
            after = page.Next;
        }
        while (after is not null);
        return ids;
    }

    public static string EventId(string id, int number) => $"{id}-{number}";

    /// <summary>Changes what is stored behind the house's back; returns the rows changed.</summary>
    public async Task<int> TamperAsync(string sql)
    {
        await using DbConnection connection = Data.Postgres is { } postgres ? new NpgsqlConnection(postgres) : new SqliteConnection($"Data Source={Data.JournalFile};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Loses everything, as a burnt disk does.</summary>
    public async Task BurnAsync()
    {
        await StopAsync();
        if (Data.Postgres is not null)
        {
            await TamperAsync("DROP TABLE journal, ledger, inbox, OrleansStorage CASCADE");
        }

        Directory.Delete(Data.Folder, recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_root, recursive: true);
    }

    private static Interaction View(string id, int number) => new()
    {
        EventId = EventId(id, number),
        Kind = InteractionKind.ProductViewed,
        OccurredAt = TimeProvider.System.GetUtcNow().AddHours(-number),
        ReceivedAt = TimeProvider.System.GetUtcNow(),
        Channel = Channel.Web,
        Items = [new InteractionItem($"piece-{number}", "knitwear")],
    };
}
