namespace Luxe.ClientelingApp.Pictures;

/// <summary>What a still life needs at hand while it is drawn.</summary>
internal sealed class Piece
{
    public Piece(Sheet sheet, PictureSubject subject, Dice dice)
    {
        Sheet = sheet;
        Subject = subject;
        Dice = dice;
        Tint = Palette.Find(subject.Colour);
    }

    public Sheet Sheet { get; }

    public PictureSubject Subject { get; }

    /// <summary>The piece's colour.</summary>
    public Tint Tint { get; }

    /// <summary>Small differences between pieces of one shape.</summary>
    public Dice Dice;

    /// <summary>The main material, by its own weave.</summary>
    public Brush Main(Weave otherwise = Weave.Wool) => new("a", Tint, Weaves.Of(Material(0), otherwise));

    /// <summary>The main colour in a given weave: a knit stays a knit, whatever its yarn.</summary>
    public Brush In(Weave weave, string id = "a", double darker = 0) => new(id, darker >= 0 ? Tint.Darker(darker) : Tint.Lighter(-darker), weave);

    /// <summary>The metal among its materials, else the one that suits its colour.</summary>
    public Brush Metal(string id = "g") => new(id, Metals.Find(Subject.Materials.FirstOrDefault(name => Weaves.Of(name) == Weave.Metal) ?? (Tint.R > Tint.B + 12 ? "gold" : "silver")), Weave.Metal);

    /// <summary>The material at a place in the list, or null.</summary>
    public string? Material(int at) => at < Subject.Materials.Count ? Subject.Materials[at] : null;

    /// <summary>True when a material's name holds the word.</summary>
    public bool Has(string word) => Subject.Materials.Any(name => name.Contains(word, StringComparison.OrdinalIgnoreCase))
        || Subject.Title.Contains(word, StringComparison.OrdinalIgnoreCase);
}
