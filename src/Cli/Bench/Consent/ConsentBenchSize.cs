namespace Luxe.Cli.Bench.Consent;

/// <summary>How much of it.</summary>
/// <param name="Stores">Stores.</param>
/// <param name="Tablets">Signed-in tablets, shared out among the stores.</param>
/// <param name="Clicks">Clients who withdraw while they are shown, and as many whom nobody shows.</param>
/// <param name="Rounds">Rounds in which gated and ungated reads take turns.</param>
/// <param name="Deciders">Clients who decide at once.</param>
/// <param name="Entries">Ledger entries that are verified, ten a client.</param>
internal sealed record ConsentBenchSize(int Stores, int Tablets, int Clicks, int Rounds, int Deciders, int Entries)
{
    /// <summary>As the published figures are made.</summary>
    public static ConsentBenchSize Whole { get; } = new(4, 100, 200, 301, 10_000, 1_000_000);
}
