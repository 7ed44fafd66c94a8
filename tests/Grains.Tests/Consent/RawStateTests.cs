using Luxe.Grains.Consent;
using Luxe.Grains.Customers;

namespace Luxe.Grains.Tests.Consent;

/// <summary>
/// Nobody reads what is held of a client but through <see cref="ClientCut"/>. Proves it of this assembly's instructions; not of reflection, and not of who
/// serializes a whole state.
/// </summary>
public sealed class RawStateTests
{
    private static readonly string[] Held = ["Traits", "Declared", "Purchases", "Visit", "Observed", "Interests", "Wishes", "Cart", "Prompts", "Raised"];

    /// <summary>Who may, and why.</summary>
    private static readonly Dictionary<string, string> Allowed = new()
    {
        [nameof(CustomerState)] = "is it",
        ["CustomerJson"] = "stores it in her snapshot",
        ["InteractionFold"] = "folds",
        ["StateCut"] = "purges",
        ["SwitchPurge"] = "purges",
        ["CustomerPurge"] = "purges: asks whether there can be visits at all",
        ["MergeFold"] = "folds",
        [nameof(ClientCut)] = "is the gate",
        ["CategoryView"] = "is the gate",
        ["BehaviourView"] = "is the gate",
        ["IdentityView"] = "is the gate",
        ["RecognitionView"] = "is the gate",
        ["WaitingView"] = "is the gate",
        ["CustomerRules"] = "decides: ends and raises prompts by cuts, and caps by age",
        ["MergeRules"] = "decides: ends and raises prompts by cuts",
        ["CustomerErrands"] = "withdraws what was told, also of what she allows no more",
        ["MergeErrands"] = "withdraws what was told, also of what she allows no more",
        ["MatchErrands"] = "files her where names meet, and takes her out",
    };

    [Fact]
    public void EveryFeature_TakesAViewAndNotTheState()
    {
        using var scan = new CallScan(typeof(CustomerState).Assembly);

        var reads = scan.Calls().Where(static call => call.Type == nameof(CustomerState) && Held.Any(held => call.Method == "get_" + held)).ToArray();

        Assert.Empty(reads.Where(static read => !Allowed.ContainsKey(read.Caller))
            .Select(static read => $"{read.Caller}.{read.In} reads CustomerState.{read.Method[4..]}: take a view from ClientCut").Distinct());

        // Whoever is allowed and does not, need not be; and the scan is seen to see.
        Assert.Empty(Allowed.Keys.Except(reads.Select(static read => read.Caller)));
        Assert.Equal(Held.Order(), reads.Select(static read => read.Method[4..]).Distinct().Order());
    }

    [Fact]
    public void Ungated_IsForTestsAlone()
    {
        using var scan = new CallScan(typeof(CustomerState).Assembly);

        Assert.DoesNotContain(scan.Calls(), static call => call is { Type: nameof(ClientCut), Method: nameof(ClientCut.Ungated) });
        Assert.Contains(scan.Calls(), static call => call is { Type: nameof(ClientCut), Method: nameof(ClientCut.Of) });
    }

    [Fact]
    public void ALeave_IsMadeByTheCutAlone()
    {
        using var scan = new CallScan(typeof(CustomerState).Assembly);

        Assert.Equal([nameof(ClientCut)], scan.Calls().Where(static call => call is { Type: nameof(Leave), Method: nameof(Leave.In) }).Select(static call => call.Caller).Distinct());
        Assert.All(scan.Calls().Where(static call => call is { Type: nameof(Leave), Method: ".ctor" }), static call => Assert.Equal(nameof(Leave), call.Caller));
    }
}
