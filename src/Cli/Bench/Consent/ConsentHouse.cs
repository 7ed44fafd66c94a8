using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Luxe.Cli.Bench.State;
using Luxe.Contracts.Access;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Stores;
using Luxe.Silo.Hosting;

namespace Luxe.Cli.Bench.Consent;

/// <summary>A whole house with stores, signed-in tablets, and clients who are in: on the floor, with a prompt that rests on what they did.</summary>
internal sealed class ConsentHouse : IAsyncDisposable
{
    private const string Password = "bench-pass-phrase-1";
    private const int Events = 40;
    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _app;
    private readonly List<HubTablet> _tablets = [];
    private readonly List<Task> _listening = [];

    private ConsentHouse()
    {
        _app = LuxeHost.Build(new LuxeHostOptions { Url = "http://127.0.0.1:0", DataDirectory = _folder.Path, Demo = true, LogLevel = LogLevel.Error });
    }

    public string Folder => _folder.Path;

    public IGrainFactory Grains => _app.Services.GetRequiredService<IGrainFactory>();

    public ToldItems Told { get; } = new();

    private Uri Url => new(_app.Urls.First());

    public static async Task<ConsentHouse> StartAsync(CancellationToken cancellation)
    {
        var house = new ConsentHouse();
        await house._app.StartAsync(cancellation);
        return house;
    }

    /// <summary>A client of the management API, with a connection of its own.</summary>
    public HttpClient Api()
    {
        var api = new HttpClient { BaseAddress = Url };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "demo-admin");
        return api;
    }

    /// <summary>Stores, associates on shift, and their tablets.</summary>
    public async Task OpenAsync(int stores, int tablets, CancellationToken cancellation)
    {
        for (var store = 0; store < stores; store++)
        {
            await Grains.GetGrain<IStoreGrain>(StoreOf(store, stores)).Put(new StoreRecord(StoreOf(store, stores), "Bench", "Paris", "FR", "Europe/Paris", "EUR", TimeSpan.FromHours(1)));
        }

        await Parallel.ForAsync(0, tablets, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellation }, async (number, _) =>
        {
            var (id, store) = (Associate(number), StoreOf(number, stores));
            await Grains.GetGrain<IAssociateGrain>(id).Put(new AssociateRecord(id, id, store, ["en"]));
            await Grains.GetGrain<IAccountGrain>("bench" + number.ToString(CultureInfo.InvariantCulture)).Put(new AccountRecord("bench" + number.ToString(CultureInfo.InvariantCulture), id, id, ViewerRole.Associate, store), Password);
            await Grains.GetGrain<IStoreGrain>(store).SetShift(id, true);
        });
        for (var number = 0; number < tablets; number++)
        {
            var (tablet, place) = (new HubTablet(), number);
            _tablets.Add(tablet);
            await tablet.ConnectAsync(Url, await SignInAsync(number), cancellation);
            await tablet.InvokeAsync("Resume", 0);
            _listening.Add(ListenAsync(tablet, place));
        }
    }

    /// <summary>A client who is in the store of her associate, and for whom a prompt is open that rests on a wish of hers.</summary>
    public async Task EnterAsync(int number, int stores, int tablets, DateTimeOffset now)
    {
        var (id, store) = (BenchClients.Id(number), StoreOf(number % tablets, stores));
        var client = Grains.GetGrain<ICustomerGrain>(id);
        await LiveAsync(number, now);
        await client.Assign(Associate(number % tablets));
        var wish = BenchClients.About(new Random(number), now.AddDays(-2), InteractionKind.WishAdded);
        await client.Record([wish]);
        await client.BackInStock(wish.Items[0].ProductId, store);
        await Grains.GetGrain<IStoreGrain>(store).Arrive(id, new Visit($"bench-visit-{number}", store, "qr", now));
    }

    /// <summary>A client whom nobody shows.</summary>
    public async Task LiveAsync(int number, DateTimeOffset now)
    {
        var client = Grains.GetGrain<ICustomerGrain>(BenchClients.Id(number));
        await client.Decide(BenchClients.Decision(now.AddDays(-200)) with { Purposes = Purposes.InStoreRecognition });
        await client.Record([.. BenchClients.Life(number, Events, now, BenchClients.Browse)]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var tablet in _tablets)
        {
            await tablet.DisposeAsync();
        }

        await Task.WhenAll(_listening);
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private async Task ListenAsync(HubTablet tablet, int place)
    {
        await foreach (var message in tablet.Messages.ReadAllAsync())
        {
            Told.Take(place, message);
        }
    }

    private async Task<CookieContainer> SignInAsync(int number)
    {
        var cookies = new CookieContainer();
        using var handler = new HttpClientHandler { CookieContainer = cookies };
        using var browser = new HttpClient(handler) { BaseAddress = Url };
        await SignInForm.PostAsync(browser, "bench" + number.ToString(CultureInfo.InvariantCulture), Password);
        return cookies;
    }

    private static string Associate(int number) => "as-" + number.ToString(CultureInfo.InvariantCulture);

    private static string StoreOf(int number, int stores) => "store-" + (number % stores).ToString(CultureInfo.InvariantCulture);
}
