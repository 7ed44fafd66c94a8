using Orleans.Concurrency;

namespace Luxe.Grains.Identity;

/// <summary>Stitches sequences again that stood on a merge when it was taken back. Called by a client's grain, which is asked herself in turn: never awaited.</summary>
[Alias("luxe.IStitcher")]
internal interface IStitcher : IGrainWithStringKey
{
    /// <param name="former">Whose sequence it is.</param>
    /// <param name="undone">The merge that was taken back.</param>
    [OneWay, Alias("StitchAgain")] Task StitchAgain(string former, string undone);
}
