using System.Globalization;

namespace Luxe.Cli.Demo;

/// <summary>Makes the lives of the demo's clients, each from the maison's seed and her own number.</summary>
internal sealed class LifeMaker
{
    internal const string Notice = "2026-02";

    // Where clients live: the big houses have more of them.
    private static readonly double[] StoreWeights = [16, 14, 9, 6, 5, 6, 14, 7, 5, 10, 5, 5];
    internal static readonly string[] Tiers = ["none", "category", "behaviour", "identity"];
    private static readonly double[] TierWeights = [12, 34, 36, 18];

    private readonly DemoMaison _maison;
    private readonly Dictionary<string, DemoProduct[]> _byCategory;

    public LifeMaker(DemoMaison maison)
    {
        _maison = maison;
        _byCategory = maison.Products.GroupBy(product => product.Category).ToDictionary(group => group.Key, group => group.ToArray());
    }

    public static string UserId(int number) => string.Create(CultureInfo.InvariantCulture, $"client-{number:00000}");

    public static string Card(int number) => string.Create(CultureInfo.InvariantCulture, $"LX-{2000 + (number % 26)}-{number:00000}");

    /// <summary>A client's whole life up to <paramref name="asOf"/>.</summary>
    public DemoClient Make(int number, DateTimeOffset asOf)
    {
        var (sketch, chance) = Begin(number);
        var (userId, tier) = (sketch.UserId, sketch.Tier);
        var wanted = tier == 0 ? chance.Between(5, 9) : 5 + (int)(56 * Math.Pow(chance.Next(), 1.9));
        var decided = asOf.AddDays(-chance.Between(40, 540)).AddMinutes(chance.Between(0, 1439));
        var decision = new DemoDecision($"{userId}-consent", Tiers[tier], Purposes(tier, chance), Notice, chance.Happens(0.4) ? "store" : "web", decided);
        var events = new Diary(_maison, sketch.Store, sketch.AssociateId, sketch.Taste, userId, chance).Write(wanted, decided, asOf);
        var traits = sketch.Person.Traits(sketch.Taste.Categories, tier, chance, _maison.People);
        return new DemoClient(
            userId, sketch.Card, tier == 0 ? null : $"{userId}@example.com", traits, sketch.Store.Id, sketch.AssociateId,
            [new DemoStep(decided, null, decision), .. events.Select(each => new DemoStep(each.At, each, null))]);
    }

    /// <summary>Who a client is, without her life: what the simulator needs to continue it.</summary>
    public Sketch Draw(int number) => Begin(number).Sketch;

    private (Sketch Sketch, Chance Chance) Begin(int number)
    {
        var chance = new Chance(_maison.Seed, "life", number);
        var store = _maison.Stores[chance.Weighted(StoreWeights)];
        var tier = chance.Weighted(TierWeights);
        var person = Person.Make(_maison.People, store, chance);
        var associate = chance.Happens(0.7) ? chance.Pick(store.Associates).Id : null;
        return (new Sketch(UserId(number), Card(number), tier, store, person, associate, Taste.Make(_byCategory, chance)), chance);
    }

    /// <summary>The outline of a client.</summary>
    internal sealed record Sketch(string UserId, string Card, int Tier, DemoStore Store, Person Person, string? AssociateId, Taste Taste);

    internal static List<string> Purposes(int tier, Chance chance)
    {
        var purposes = new List<string>();
        Grant("inStoreRecognition", tier switch { 0 => 0, 1 => 0.4, 2 => 0.62, _ => 0.86 });
        Grant("email", tier == 0 ? 0 : 0.72);
        Grant("sms", tier == 0 ? 0 : 0.14);
        Grant("messaging", tier < 2 ? 0 : 0.2);
        Grant("post", tier == 0 ? 0 : 0.22);
        Grant("phone", tier == 0 ? 0 : 0.1);
        Grant("shareWithStores", tier < 2 ? 0 : 0.45);
        Grant("modelTraining", tier == 3 ? 0.5 : 0);
        return purposes;

        void Grant(string purpose, double share)
        {
            if (chance.Happens(share))
            {
                purposes.Add(purpose);
            }
        }
    }
}
