namespace Luxe.Storage.Commit;

/// <summary>
/// A statement that both databases understand, with parameters <c>$1</c>, <c>$2</c>, ... first used in this order.
/// Compared by reference: every statement is a static field.
/// </summary>
/// <param name="text">The statement.</param>
internal sealed class Sql(string text)
{
    /// <summary>The statement; where there is a <see cref="Bulk"/>, SQLite's form alone, with <c>?1</c>, <c>?2</c>, ...</summary>
    public string Text { get; } = text;

    /// <summary>True when a run that affects no row means that its write is refused (inserts that met a row already there).</summary>
    public bool MustAffect { get; init; }

    /// <summary>PostgreSQL only: the same statement over arrays, one per parameter, so that a batch is one statement.</summary>
    public string? Bulk { get; init; }

    /// <summary>
    /// PostgreSQL only: of statements with the same word here, no later one of a batch runs before an earlier one of another text. The others are
    /// gathered wherever the first of their text stood.
    /// </summary>
    public string? Turn { get; init; }

    /// <summary>The kinds of the parameters, which the arrays of <see cref="Bulk"/> need.</summary>
    public SqlKind[] Kinds { get; init; } = [];
}
