namespace Luxe.Silo.Ingest;

/// <summary>Limits of Segment's HTTP tracking API. One KB is 1,024 bytes, as the SDKs count; sizes are those after decompression.</summary>
public static class IngestLimits
{
    /// <summary>Largest request.</summary>
    public const int RequestBytes = 500 * 1024;

    /// <summary>Largest event, alone or in a batch.</summary>
    public const int EventBytes = 32 * 1024;

    /// <summary>Most events in a batch.</summary>
    public const int BatchEvents = 2_500;

    /// <summary>Deepest nesting of one event.</summary>
    public const int EventDepth = 64;

    /// <summary>Longest identifier (message, user, product, order, store) in UTF-16 units.</summary>
    public const int IdLength = 200;

    /// <summary>Longest text that is kept (names, topics, searches); longer ones are cut.</summary>
    public const int TextLength = 500;

    /// <summary>Largest amount of money, either sign.</summary>
    public const decimal Amount = 1_000_000_000_000m;

    /// <summary>Most pieces of one kind in one event.</summary>
    public const int Quantity = 1_000_000;
}
