using Luxe.Cli.Http;

namespace Luxe.Cli.Demo;

/// <summary>
/// Loads the demo maison through the public APIs. Every call is idempotent and every part leaves a mark behind when it is done:
/// it may be interrupted at any moment and run again, and a second run finds the marks and does nothing.
/// </summary>
/// <param name="api">The server, with a management key.</param>
/// <param name="maison">What to load.</param>
/// <param name="time">Clock: lives end now.</param>
/// <param name="clients">How many lives.</param>
public sealed class DemoLoader(LuxeApi api, DemoMaison maison, TimeProvider time, int clients = DemoMaison.DefaultClients)
{
    /// <summary>Raise it when the demo data changes, so that older databases load it anew.</summary>
    public const int Edition = 1;

    private const int ProductsAtOnce = 60;
    private const int LivesAtOnce = 100;

    // Few requests at a time: somebody looks at the first screen while the lives come in.
    private const int Width = 4;

    private readonly ClientLoader _loader = new(api);
    private readonly OfficeLoader _office = new(api, maison, time);

    /// <summary>
    /// Loads what a first screen needs (stores, staff, sign-ins, catalogue, personas), calls <paramref name="onFirstScreen"/>, then the lives.
    /// Returns true when anything had to be loaded.
    /// </summary>
    public async Task<bool> LoadAsync(IProgress<DemoProgress>? progress = null, Func<Task>? onFirstScreen = null, CancellationToken cancellation = default)
    {
        var asOf = time.GetUtcNow();
        var loaded = await OnceAsync("house", () => LoadHouseAsync(asOf, progress, cancellation), cancellation);
        loaded |= await OnceAsync("doubles", () => EachAsync("second records", maison.Doubles, progress, record => _loader.LoadAsync([record.ToClient(maison, asOf)], cancellation), cancellation), cancellation);
        if (onFirstScreen is not null)
        {
            await onFirstScreen();
        }

        loaded |= await OnceAsync("requests", () => _office.AskAsync(cancellation), cancellation);
        loaded |= await OnceAsync("stock", () => LoadStockAsync("stock", maison.Products.Where(product => !DemoMaison.IsSignature(product)), progress, cancellation), cancellation);
        loaded |= await OnceAsync($"lives-{clients}", () => LoadLivesAsync(asOf, progress, cancellation), cancellation);
        loaded |= await OnceAsync($"looks-{clients}", () => _office.LookAroundAsync(clients, cancellation), cancellation);
        return loaded | await OnceAsync($"retention-{clients}", () => _office.ExpireAsync(cancellation), cancellation);
    }

    private async Task LoadHouseAsync(DateTimeOffset asOf, IProgress<DemoProgress>? progress, CancellationToken cancellation)
    {
        await EachAsync("stores", maison.Stores, progress, store => api.PutAsync(
            $"api/stores/{store.Id}", new { store.Name, store.City, store.Country, store.TimeZone, store.Currency, store.RespondWithin }, cancellation), cancellation);
        var staff = maison.Stores.SelectMany(store => store.Associates.Select(associate => (Store: store, Associate: associate))).ToList();
        await EachAsync("associates", staff, progress, entry => api.PutAsync(
            $"api/associates/{entry.Associate.Id}", new { displayName = entry.Associate.Name, storeId = entry.Store.Id, entry.Associate.Languages }, cancellation), cancellation);
        await EachAsync("sign-ins", maison.Accounts, progress, account => api.PutAsync(
            $"api/accounts/{account.UserName}", new { account.StaffId, account.DisplayName, account.Role, account.StoreId, maison.Password }, cancellation), cancellation);
        await EachAsync("pieces", maison.Products.Chunk(ProductsAtOnce).ToList(), progress, pieces => api.PutAsync("api/products", pieces, cancellation), cancellation, ProductsAtOnce);
        await EachAsync("shifts", staff.Where(entry => IsOnShift(entry.Store, entry.Associate)).ToList(), progress, entry => api.PutAsync(
            $"api/stores/{entry.Store.Id}/shifts/{entry.Associate.Id}", new { onShift = true }, cancellation), cancellation);
        // What the personas wish for is in stock before they wish: a piece that comes back is news, a first delivery is not.
        await LoadStockAsync("first stock", maison.Products.Where(DemoMaison.IsSignature), progress, cancellation);
        await EachAsync("personas", maison.Personas, progress, persona => _loader.LoadAsync([persona.ToClient(maison, asOf)], cancellation), cancellation);
    }

    private Task LoadStockAsync(string stage, IEnumerable<DemoProduct> products, IProgress<DemoProgress>? progress, CancellationToken cancellation)
    {
        var levels = products.SelectMany(product => maison.Stores.Select(store => (Product: product, Store: store, Quantity: maison.Stock(product, store))))
            .Where(level => level.Quantity > 0).ToList();
        return EachAsync(stage, levels, progress, level => api.PutAsync(
            $"api/products/{level.Product.ProductId}/stock/{level.Store.Id}", new { level.Quantity }, cancellation), cancellation);
    }

    private async Task LoadLivesAsync(DateTimeOffset asOf, IProgress<DemoProgress>? progress, CancellationToken cancellation)
    {
        for (var from = 0; from < clients; from += LivesAtOnce)
        {
            var (first, until) = (from, Math.Min(clients, from + LivesAtOnce));
            progress?.Report(new DemoProgress("clients", first, clients));
            await OnceAsync($"lives-{first}-{until}", () => _loader.LoadAsync([.. Enumerable.Range(first, until - first).Select(number => maison.Lives.Make(number, asOf))], cancellation), cancellation);
        }

        progress?.Report(new DemoProgress("clients", clients, clients));
    }

    /// <summary>Whoever can sign in is on shift, and the first colleagues of each store.</summary>
    private bool IsOnShift(DemoStore store, DemoAssociate associate) =>
        maison.Accounts.Any(account => account.StaffId == associate.Id) || store.Associates.Take(3).Contains(associate);

    // The mark is a client known by nothing but its id: no consent, hence nothing stored about it.
    private async Task<bool> OnceAsync(string part, Func<Task> load, CancellationToken cancellation)
    {
        var mark = $"luxe-demo-{Edition}-{maison.Seed}-{part}";
        if (await api.ResolveAsync("userId", mark, cancellation) is not null)
        {
            return false;
        }

        await load();
        await api.SendEventsAsync([System.Text.Encoding.UTF8.GetBytes($$"""{"type":"identify","userId":"{{mark}}","messageId":"{{mark}}"}""")], cancellation);
        return true;
    }

    private static async Task EachAsync<T>(
        string stage, IReadOnlyList<T> items, IProgress<DemoProgress>? progress, Func<T, Task> load, CancellationToken cancellation, int size = 1)
    {
        var done = 0;
        progress?.Report(new DemoProgress(stage, 0, items.Count * size));
        await Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = Width, CancellationToken = cancellation }, async (item, _) =>
        {
            await load(item);
            progress?.Report(new DemoProgress(stage, Interlocked.Increment(ref done) * size, items.Count * size));
        });
    }
}
