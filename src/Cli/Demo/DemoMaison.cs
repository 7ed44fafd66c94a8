namespace Luxe.Cli.Demo;

/// <summary>The demo maison, whole: everything in it follows from its seed.</summary>
public sealed class DemoMaison
{
    /// <summary>The seed of the maison that everybody sees.</summary>
    public const int DefaultSeed = 1987;

    /// <summary>Clients with lives.</summary>
    public const int DefaultClients = 5_000;

    private readonly Dictionary<string, DemoProduct> _byId;

    private DemoMaison(int seed)
    {
        var accounts = DemoData.Read<AccountsFile>("accounts.json");
        Seed = seed;
        Stores = DemoData.Read<IReadOnlyList<DemoStore>>("stores.json");
        Accounts = accounts.Accounts;
        Password = accounts.Password;
        Products = CatalogueMaker.Make(seed);
        Personas = [.. DemoData.ReadAll<Persona>("personas")];
        Doubles = [.. DemoData.ReadAll<Persona>("doubles")];
        People = DemoData.Read<PeopleFile>("people.json");
        _byId = Products.ToDictionary(product => product.ProductId, StringComparer.Ordinal);
        Lives = new LifeMaker(this);
    }

    /// <summary>What it was made from.</summary>
    public int Seed { get; }

    /// <summary>Twelve stores on three continents.</summary>
    public IReadOnlyList<DemoStore> Stores { get; }

    /// <summary>Sign-ins.</summary>
    public IReadOnlyList<DemoAccount> Accounts { get; }

    /// <summary>The password of every sign-in.</summary>
    public string Password { get; }

    /// <summary>The catalogue.</summary>
    public IReadOnlyList<DemoProduct> Products { get; }

    internal IReadOnlyList<Persona> Personas { get; }

    /// <summary>Records that share something with another one, for head office to look at; they do not call at stores by themselves.</summary>
    internal IReadOnlyList<Persona> Doubles { get; }

    internal PeopleFile People { get; }

    internal LifeMaker Lives { get; }

    /// <summary>Makes the maison of a seed.</summary>
    public static DemoMaison Build(int seed = DefaultSeed) => new(seed);

    internal DemoProduct Product(string id) => _byId.TryGetValue(id, out var product) ? product : throw new KeyNotFoundException($"The catalogue has no piece '{id}'.");

    internal DemoStore Store(string id) => Stores.First(store => store.Id == id);

    /// <summary>True for the pieces that were written by hand; the others end in a number.</summary>
    internal static bool IsSignature(DemoProduct product) => !char.IsAsciiDigit(product.ProductId[^1]);

    /// <summary>How many of a piece a store holds at first; about half of the stores carry a piece.</summary>
    internal int Stock(DemoProduct product, DemoStore store)
    {
        var chance = new Chance(Seed, "stock", product.ProductId, store.Id);
        var quantity = chance.Happens(IsSignature(product) ? 0.9 : 0.42) ? chance.Weighted(1.5, 4, 3, 2, 1) : 0;

        // What a persona has on her mind can be shown to her when she comes.
        return Personas.Any(persona => persona.Store == store.Id && persona.Steps.Any(step => step.Products.Contains(product.ProductId))) ? Math.Max(1, quantity) : quantity;
    }
}
