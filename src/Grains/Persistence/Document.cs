namespace Luxe.Grains.Persistence;

/// <summary>
/// What grain storage holds for every grain: JSON written by our own source-generated contexts, so that both runtimes and
/// every provider store the same text and a state's shape is ours to migrate.
/// </summary>
[GenerateSerializer, Alias("luxe.Document")]
internal sealed class Document
{
    /// <summary>The state as JSON; empty when nothing was written.</summary>
    [Id(0)]
    public string Json { get; set; } = "";
}
