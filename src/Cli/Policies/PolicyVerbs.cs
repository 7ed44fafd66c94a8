using System.CommandLine;

namespace Luxe.Cli.Policies;

/// <summary><c>luxe policy</c> and <c>luxe proof</c>, as they come.</summary>
internal static class PolicyVerbs
{
    public static Command[] Build() => [];
}
