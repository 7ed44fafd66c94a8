namespace Luxe.Cli.Imports;

/// <summary>One line of an input, read.</summary>
/// <param name="Line">1-based line number.</param>
/// <param name="Client">Whose event it is: events of one client keep their order.</param>
/// <param name="Json">The Segment call.</param>
internal readonly record struct ImportRow(long Line, ClientKey Client, ReadOnlyMemory<byte> Json)
{
    /// <summary>Further ids of the same person that the line names.</summary>
    public IReadOnlyList<string> OtherIds { get; init; } = [];

    /// <summary>Purposes that the input itself says she granted.</summary>
    public IReadOnlyList<string> Purposes { get; init; } = [];
}

/// <summary>A client as the input names her.</summary>
/// <param name="Kind"><c>userId</c> or <c>anonymousId</c>.</param>
/// <param name="Id">Her id there.</param>
internal readonly record struct ClientKey(string Kind, string Id);

/// <summary>A line that could not be imported.</summary>
/// <param name="Line">1-based line number.</param>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="Text">The line, cut to a sensible length.</param>
internal readonly record struct BadLine(long Line, string Reason, string Text);

/// <summary>A line is not what its format says.</summary>
internal sealed class BadLineException(string reason) : Exception(reason);

/// <summary>Reads the lines of a format.</summary>
internal interface ILineParser
{
    /// <summary>Short name; part of the event ids, hence never changed.</summary>
    string Format { get; }

    /// <summary>How many lanes may send side by side.</summary>
    int Lanes { get; }

    /// <summary>Whether one person may appear under several ids: what shares an id goes the same way, and no chunk begins before the one before is settled.</summary>
    bool JoinsIds => false;

    /// <summary>True when the line is a header and no event; called for the first line only.</summary>
    bool IsHeader(string line);

    /// <summary>The events of a line; throws <see cref="BadLineException"/>.</summary>
    IEnumerable<ImportRow> Parse(long number, string line);
}
