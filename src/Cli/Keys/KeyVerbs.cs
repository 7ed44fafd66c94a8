using System.CommandLine;

namespace Luxe.Cli.Keys;

/// <summary><c>luxe keys</c>, as they come.</summary>
internal static class KeyVerbs
{
    public static Command[] Build() => [];
}
