using System.CommandLine;

namespace Luxe.Cli.Rights;

/// <summary><c>luxe export</c> and <c>luxe erase</c>, as they come.</summary>
internal static class RightsVerbs
{
    public static Command[] Build() => [];
}
