namespace Luxe.Grains.Customers;

/// <summary>A client's state as it was after a journal row. A cache of the journal: losing it costs a replay and nothing else.</summary>
[GenerateSerializer, Alias("luxe.CustomerSnapshot")]
internal sealed class CustomerSnapshot
{
    /// <summary>Grows when the state's shape or the fold changes: a snapshot of another version is not read, the journal is.</summary>
    public const int CurrentVersion = 2;

    /// <summary>The last row it holds; 0 when there is none.</summary>
    [Id(0)]
    public long Seq { get; set; }

    /// <summary>The state as JSON (see <see cref="CustomerJson"/>).</summary>
    [Id(1)]
    public string Json { get; set; } = "";

    /// <summary>The version that wrote it.</summary>
    [Id(2)]
    public int Version { get; set; }
}
