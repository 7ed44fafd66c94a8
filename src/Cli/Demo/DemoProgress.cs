namespace Luxe.Cli.Demo;

/// <summary>How far the loading of the demo has come.</summary>
/// <param name="Stage">What is being loaded, in a word or two.</param>
/// <param name="Done">How many of it are done.</param>
/// <param name="Total">How many there are.</param>
public sealed record DemoProgress(string Stage, int Done, int Total);
