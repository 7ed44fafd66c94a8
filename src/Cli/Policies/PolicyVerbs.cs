using System.CommandLine;
using Luxe.Cli.Http;

namespace Luxe.Cli.Policies;

/// <summary><c>luxe policy</c> and <c>luxe proof</c>.</summary>
internal static class PolicyVerbs
{
    public static Command[] Build() => [PolicyVerb.Build(), ProofVerb.Build()];

    /// <summary>The running house.</summary>
    public static LuxeApi Api(Uri url, string adminKey) => new(new LuxeServer(url, "", adminKey), TimeProvider.System, TimeSpan.FromSeconds(5));
}
