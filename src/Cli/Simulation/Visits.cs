using Luxe.Cli.Demo;

namespace Luxe.Cli.Simulation;

/// <summary>Who may come to a store next, and who is in one now: nobody is in two places.</summary>
internal sealed class Visits(DemoMaison maison, int clients, Chance chance)
{
    private readonly HashSet<string> _inside = new(StringComparer.Ordinal);

    public Visitor Of(Persona persona) => new(persona.UserId, persona.Card, persona.Store, persona.Associate, [.. maison.Products.Where(product => product.ProductId.StartsWith("lx-c", StringComparison.Ordinal)).Take(6)]);

    /// <summary>A client of the store who is not in; null when none is found soon.</summary>
    public Visitor? Next(DemoStore store)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            var client = maison.Lives.Draw(chance.Below(clients));
            if (client.Store == store && !_inside.Contains(client.Card))
            {
                return new Visitor(client.UserId, client.Card, store.Id, client.AssociateId, client.Taste.Favourites);
            }
        }

        return null;
    }

    public bool Enter(Visitor visitor) => _inside.Add(visitor.Card);

    public void Leave(Visitor visitor) => _inside.Remove(visitor.Card);
}

/// <summary>A client on her way to a store.</summary>
internal sealed record Visitor(string UserId, string Card, string StoreId, string? AssociateId, IReadOnlyList<DemoProduct> Likes)
{
    public DemoEvent Buy(DateTimeOffset at, string id, DemoMaison maison, Chance chance)
    {
        var piece = chance.Pick(Likes);
        var currency = maison.Store(StoreId).Currency;
        return new DemoEvent($"{UserId}-till-{id}", at, "Order Completed")
        {
            Products = [(piece, null)],
            Currency = currency,
            Value = piece.ListPrice(currency),
            Reference = $"T-{id}",
            StoreId = StoreId,
            AssociateId = AssociateId,
            Channel = "store",
        };
    }
}
