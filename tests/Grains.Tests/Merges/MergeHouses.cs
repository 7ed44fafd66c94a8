using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Merges;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;
using Luxe.Tests;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.TestingHost;

namespace Luxe.Grains.Tests.Merges;

/// <summary>
/// Two silos that know nothing of each other over one database: every client has two activations, as a cluster that is falling apart gives her.
/// </summary>
public sealed class MergeHouse : IAsyncDisposable
{
    private const string Provider = "Merges:Provider";
    private const string Connection = "Merges:Connection";
    private static readonly Viewer HeadOffice = new("ho-1", ViewerRole.HeadOffice, "duplicates");
    private readonly TestCluster[] _silos;
    private readonly string _provider;
    private readonly string _connection;

    private MergeHouse(TestCluster[] silos, string provider, string connection) => (_silos, _provider, _connection) = (silos, provider, connection);

    public IJournal Journal => Service<IJournal>(0);

    public static async Task<MergeHouse> StartAsync(string provider, string connection, int silos = 2)
    {
        var started = new List<TestCluster>();
        for (var i = 0; i < silos; i++)
        {
            var builder = new TestClusterBuilder(1);
            builder.Properties[Provider] = provider;
            builder.Properties[Connection] = connection;
            builder.AddSiloBuilderConfigurator<Silo>();
            started.Add(builder.Build());
            await started[^1].DeployAsync();
        }

        return new MergeHouse([.. started], provider, connection);
    }

    public T Service<T>(int silo)
        where T : notnull => ((InProcessSiloHandle)_silos[silo].Primary!).ServiceProvider.GetRequiredService<T>();

    public ICustomerGrain Customer(string id, int silo = 0) => Service<IGrainFactory>(silo).GetGrain<ICustomerGrain>(id);

    public ICustomerMerges Merges(string id, int silo = 0) => Service<IGrainFactory>(silo).GetGrain<ICustomerMerges>(id);

    internal ICustomerErasure Erasure(string id, int silo = 0) => Service<IGrainFactory>(silo).GetGrain<ICustomerErasure>(id);

    public Task<MergeOutcome> Absorb(string survivor, string absorbed, string mergeId, int silo = 0) =>
        Merges(survivor, silo).Absorb(new MergeOrder(mergeId, absorbed, "ho-1", "same-card", DateTimeOffset.UtcNow));

    public async Task<string> Client(ConsentTier tier = ConsentTier.Behaviour, int views = 3)
    {
        var id = GrainsCluster.New("c");
        await Customer(id).Decide(Lives.Decision("d-" + id, tier, DateTimeOffset.UtcNow));
        await Customer(id).Record([.. Enumerable.Range(0, views).Select(i => Interactions.View($"{id}-{i}", "p1", DateTimeOffset.UtcNow.AddMinutes(-i)))]);
        return id;
    }

    /// <summary>Her event ids as either silo shows them, in order.</summary>
    public async Task<string[]> Seen(string id, int silo = 0)
    {
        var steps = new List<string>();
        for (string? after = null; ;)
        {
            var page = await Service<IGrainFactory>(silo).GetGrain<ICustomerViews>(id).GetJourney(HeadOffice, after, 100);
            steps.AddRange(page.Interactions.Select(static step => step.EventId));
            if ((after = page.Next) is null)
            {
                return [.. steps.Order(StringComparer.Ordinal)];
            }
        }
    }

    internal async Task<LifeOnPaper> Paper(string id)
    {
        var life = new LifeOnPaper(id);
        await life.ReadOn(Journal);
        return life;
    }

    /// <summary>
    /// No merge is half: whoever says that she was absorbed is held by just the one she names, and the other way round; no row of a merge
    /// is left where it was undone; a ledger is one chain up to where its journal says it ends.
    /// </summary>
    public async Task CheckWhole(params string[] ids)
    {
        // A read of an activation that was left behind tells what it knew: only one that is called to write, or to catch up, learns of the rest.
        await Task.WhenAll(ids.SelectMany(id => _silos.Select((_, silo) => Merges(id, silo).CatchUp())));
        var lives = new Dictionary<string, LifeOnPaper>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            lives[id] = await Paper(id);
        }

        foreach (var (id, life) in lives)
        {
            var frozen = Frozen(life);
            if (life.State.Into is { } into)
            {
                var merge = Assert.Single(Frozen(lives[into.SurvivorId]).Marks!.Merges, merge => merge.MergeId == into.MergeId);
                Assert.Equal(id, merge.AbsorbedId);
            }

            foreach (var merge in frozen.Marks?.Merges ?? [])
            {
                Assert.Equal(new Signpost(id, merge.MergeId), lives[merge.AbsorbedId].State.Into);
            }

            var standing = (frozen.Marks ?? MergeMarks.None).Covered.ToHashSet(StringComparer.Ordinal);
            Assert.All(life.Entries.Select(static entry => entry.Event).OfType<InteractionRecorded>(), step => Assert.True(step.Origin is null || standing.Contains(step.Origin)));
            Assert.Equal(life.EventIds.Count, life.EventIds.Distinct(StringComparer.Ordinal).Count());
            var ledger = new List<LedgerRow>();
            await foreach (var row in Service<ILedger>(0).ReadAsync(id))
            {
                ledger.Add(row);
            }

            // A signpost keeps the end that its ledger had.
            Assert.Null(ConsentLedger.FirstBreak(ledger, life.State.Ledger));
        }
    }

    /// <summary>A life as it was before it became part of another.</summary>
    private static CustomerState Frozen(LifeOnPaper life) => life.State.Into is null
        ? life.State
        : life.Without(life.Entries.Where(static entry => entry.Event is MergedInto).Select(static entry => entry.Seq).ToHashSet());

    /// <summary>Lets the database itself break off every transaction that writes a row of a kind, after what was written before it.</summary>
    public Task Refuse(string kind) => Execute(_provider == StorageOptions.Sqlite
        ? [$"CREATE TRIGGER refuse BEFORE INSERT ON journal WHEN NEW.kind = '{kind}' BEGIN SELECT RAISE(ABORT, 'refused'); END"]
        :
        [
            "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$ LANGUAGE plpgsql",
            $"CREATE TRIGGER refuse BEFORE INSERT ON journal FOR EACH ROW WHEN (NEW.kind = '{kind}') EXECUTE FUNCTION refuse()",
        ]);

    /// <summary>Changes rows as no code of Luxe would.</summary>
    public Task Damage(string sql) => Execute([sql]);

    public Task Allow() => Execute(_provider == StorageOptions.Sqlite ? ["DROP TRIGGER refuse"] : ["DROP TRIGGER refuse ON journal", "DROP FUNCTION refuse()"]);

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            await silo.StopAllSilosAsync();
            await silo.DisposeAsync();
        }
    }

    private async Task Execute(ImmutableArray<string> statements)
    {
        await using System.Data.Common.DbConnection connection = _provider == StorageOptions.Sqlite ? new SqliteConnection(_connection) : new NpgsqlConnection(_connection);
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Made here, of a kind that the test names.
            command.CommandText = statement;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }
    }

    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => GrainsCluster.Configure(siloBuilder, new StorageOptions
        {
            Provider = siloBuilder.Configuration[Provider]!,
            ConnectionString = siloBuilder.Configuration[Connection]!,
            LockTimeout = TimeSpan.FromSeconds(60),
        });
    }
}

/// <summary>A house on each database, started at first use.</summary>
public sealed class MergeHouses : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("luxe-merges-").FullName;
    private readonly Dictionary<string, MergeHouse> _houses = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task<MergeHouse> On(string provider) =>
        _houses.TryGetValue(provider, out var house) ? house : _houses[provider] = await MergeHouse.StartAsync(provider, await NewDatabase(provider));

    public async Task<string> NewDatabase(string provider) => provider == StorageOptions.Sqlite
        ? $"Data Source={Path.Combine(_folder, Guid.NewGuid().ToString("N"))}.db"
        : await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();

    public async Task DisposeAsync()
    {
        foreach (var house in _houses.Values)
        {
            await house.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}

[CollectionDefinition(Name)]
public sealed class MergeTests : ICollectionFixture<MergeHouses>
{
    public const string Name = "merge houses";
}
