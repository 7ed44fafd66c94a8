namespace Luxe.ClientelingApp.Pictures;

/// <summary>How a material takes the light.</summary>
internal enum Weave
{
    Wool, Twill, Cashmere, Knit, Rib, Quilt, Silk, Linen, Cotton, Leather, Suede, Metal, Ceramic, Stone, Wood, Glass, Wax, Paper,
}

/// <summary>Finds the weave of a material by the words of its name.</summary>
internal static class Weaves
{
    // The first word that occurs wins, so "Merino-silk" is silk in a scarf and knit in a cardigan (the shape says which).
    private static readonly (string Word, Weave Weave)[] Words =
    [
        ("suede", Weave.Suede), ("nubuck", Weave.Suede), ("leather", Weave.Leather), ("calf", Weave.Leather), ("lamb", Weave.Leather),
        ("gabardine", Weave.Twill), ("twill", Weave.Twill), ("flannel", Weave.Wool), ("felt", Weave.Wool), ("tweed", Weave.Wool),
        ("cashmere", Weave.Cashmere), ("alpaca", Weave.Cashmere), ("mohair", Weave.Cashmere), ("vicu", Weave.Cashmere),
        ("merino", Weave.Wool), ("wool", Weave.Wool), ("silk", Weave.Silk), ("satin", Weave.Silk), ("cupro", Weave.Silk),
        ("linen", Weave.Linen), ("hemp", Weave.Linen), ("ramie", Weave.Linen), ("poplin", Weave.Cotton), ("cotton", Weave.Cotton),
        ("silver", Weave.Metal), ("gold", Weave.Metal), ("brass", Weave.Metal), ("steel", Weave.Metal), ("vermeil", Weave.Metal), ("bronze", Weave.Metal),
        ("stoneware", Weave.Ceramic), ("porcelain", Weave.Ceramic), ("ceramic", Weave.Ceramic), ("earthenware", Weave.Ceramic),
        ("travertine", Weave.Stone), ("marble", Weave.Stone), ("alabaster", Weave.Stone),
        ("oak", Weave.Wood), ("walnut", Weave.Wood), ("ash", Weave.Wood), ("wood", Weave.Wood),
        ("glass", Weave.Glass), ("crystal", Weave.Glass), ("acetate", Weave.Glass), ("wax", Weave.Wax), ("paper", Weave.Paper),
    ];

    public static Weave Of(string? material, Weave otherwise = Weave.Wool)
    {
        foreach (var (word, weave) in Words)
        {
            if (material?.Contains(word, StringComparison.OrdinalIgnoreCase) == true)
            {
                return weave;
            }
        }

        return otherwise;
    }
}
