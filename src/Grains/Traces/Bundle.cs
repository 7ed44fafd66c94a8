using System.Collections.Immutable;

namespace Luxe.Grains.Traces;

/// <summary>
/// Several pieces at once, or the number of a repair or an appointment. Its client's own, one for each order: those of two and three pieces, which
/// most are, hold them without an array.
/// </summary>
internal abstract record Bundle : Subject
{
    /// <summary>How many pieces.</summary>
    public abstract int Count { get; }

    /// <summary>The number, if it has one.</summary>
    public virtual string? Reference => null;

    /// <summary>A piece by its place.</summary>
    public abstract Piece this[int place] { get; }

    /// <summary>The pieces in their order.</summary>
    public IEnumerable<Piece> Pieces
    {
        get
        {
            for (var place = 0; place < Count; place++)
            {
                yield return this[place];
            }
        }
    }

    public static Bundle Of(ImmutableArray<Piece> pieces, string? reference) => (pieces, reference) switch
    {
        ([var one, var two], null) => new Pair(one, two),
        ([var one, var two, var three], null) => new Triple(one, two, three),
        _ => new Many(pieces, reference),
    };

    public override bool Concerns(string productId) => Pieces.Any(piece => piece.ProductId == productId);

    public override string? NameOf(string productId) => Pieces.FirstOrDefault(piece => piece.ProductId == productId)?.Name;

    private sealed record Pair(Piece One, Piece Two) : Bundle
    {
        public override int Count => 2;

        public override Piece this[int place] => place == 0 ? One : Two;
    }

    private sealed record Triple(Piece One, Piece Two, Piece Three) : Bundle
    {
        public override int Count => 3;

        public override Piece this[int place] => place switch { 0 => One, 1 => Two, _ => Three };
    }

    private sealed record Many(ImmutableArray<Piece> All, string? Number) : Bundle
    {
        public override int Count => All.Length;

        public override string? Reference => Number;

        public override Piece this[int place] => All[place];

        public bool Equals(Many? other) => other is not null && Number == other.Number && All.SequenceEqual(other.All);

        public override int GetHashCode() => HashCode.Combine(Number, All.Length, All.IsEmpty ? null : All[0]);
    }
}
