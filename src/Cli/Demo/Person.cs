namespace Luxe.Cli.Demo;

/// <summary>Name, place and dates of a client.</summary>
internal sealed record Person(string Title, string Given, string Surname, string Language, string City, string Country, DateOnly Birthday)
{
    private static readonly string[] Clothing = ["34", "36", "38", "40", "42", "44"];
    private static readonly string[] Knitwear = ["XS", "S", "M", "L", "XL"];
    private static readonly string[] Shoes = ["36", "36.5", "37", "37.5", "38", "38.5", "39", "40", "41"];

    public static Person Make(PeopleFile people, DemoStore store, Chance chance)
    {
        // One in six shops away from home.
        var country = chance.Happens(0.84) ? store.Country : chance.Pick(people.Families.Keys.Order(StringComparer.Ordinal).ToArray());
        var family = people.Families[country];
        var man = chance.Happens(0.17);
        var title = chance.Below(24) switch { 0 => "Dr", 1 => "Prof", _ => man ? "Mr" : "Ms" };
        var birthday = new DateOnly(1948, 1, 1).AddDays(chance.Below(365 * 55));
        return new Person(title, chance.Pick(man ? family.Men : family.Women), chance.Pick(family.Surnames), chance.Pick(family.Languages), chance.Pick(family.Cities), country, birthday);
    }

    public Dictionary<string, object> Traits(IReadOnlyList<string> categories, int tier, Chance chance, PeopleFile people)
    {
        var traits = new Dictionary<string, object> { ["title"] = Title, ["firstName"] = Given, ["lastName"] = Surname, ["language"] = Language };
        if (tier == 0)
        {
            return traits;
        }

        traits["city"] = City;
        traits["country"] = Country;
        traits["categories"] = categories;
        if (chance.Happens(0.75))
        {
            traits["birthday"] = Birthday.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        }

        if (chance.Happens(0.2))
        {
            traits["anniversary"] = Birthday.AddDays(10_000 + chance.Below(5_000)).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        }

        if (people.Memberships[chance.Weighted(55, 28, 12, 5)] is { Length: > 0 } membership)
        {
            traits["membership"] = membership;
        }

        if (chance.Happens(0.7))
        {
            // Sizes belong to one body: a client of 34 is not an XL.
            var build = chance.Next();
            traits["sizes"] = new Dictionary<string, string>
            {
                ["clothing"] = Clothing[(int)(build * Clothing.Length)],
                ["knitwear"] = Knitwear[(int)(build * Knitwear.Length)],
                ["shoes"] = chance.Pick(Shoes),
            };
        }

        return traits;
    }
}
