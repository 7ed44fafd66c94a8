namespace Luxe.Cli.Doctor;

/// <summary>A line of what doctor found.</summary>
/// <param name="What">What was looked at.</param>
/// <param name="Good">Whether it is as it should be.</param>
/// <param name="Needed">Whether nothing runs without.</param>
/// <param name="Says">What was found, or what to do.</param>
internal sealed record Finding(string What, bool Good, bool Needed, string Says);
