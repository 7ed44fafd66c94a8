using Luxe.Cli.Bench.Consent;
using Luxe.Grains.Tests.Consent;

namespace Luxe.Cli.Tests;

/// <summary>
/// The verbs see the grains' insides for the benches' sake. That none of them reads a client past the gates, but the bench that measures the gates, is seen
/// here in their instructions; that nobody who serves does, in <c>RawStateTests</c>.
/// </summary>
public sealed class RawReadTests
{
    private static readonly string[] Held = ["Traits", "Declared", "Purchases", "Visit", "Observed", "Interests", "Wishes", "Cart", "Prompts", "Raised"];

    [Fact]
    public void Verbs_NeverReadPastTheGates_ButToMeasureThem()
    {
        using var scan = new CallScan(typeof(UngatedRead).Assembly);
        var calls = scan.Calls().ToArray();

        var raw = calls.Where(static call => call.Type == "Customers.CustomerState" && Held.Any(held => call.Method == "get_" + held)).Select(static call => call.Caller).Distinct();
        var ungated = calls.Where(static call => call.Type == typeof(UngatedRead).FullName && call.Caller != call.Type).Select(static call => call.Caller).Distinct();

        Assert.Equal([typeof(UngatedRead).FullName], raw);
        Assert.Equal([typeof(GatesBench).FullName], ungated);
        Assert.DoesNotContain(calls, static call => call is { Type: "Consent.ClientCut", Method: "Ungated" });
    }
}
