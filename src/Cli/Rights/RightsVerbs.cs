using System.CommandLine;

namespace Luxe.Cli.Rights;

/// <summary>What a client may ask for, by hand.</summary>
internal static class RightsVerbs
{
    public static Command[] Build() => [ExportVerb.Build(), EraseVerb.Build()];
}
