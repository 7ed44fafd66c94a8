using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Tests.Customers;

namespace Luxe.Grains.Tests.Consent;

/// <summary>
/// Nobody reads what is held of a client but through <see cref="ClientCut"/>. Proves it of this assembly's instructions: of lambdas, local functions, iterators and
/// delegates too, which count as their outermost type; not of reflection, and not of who hands on what it may read.
/// </summary>
public sealed class RawStateTests
{
    private const string State = "Customers.CustomerState";
    private const string Cut = "Consent.ClientCut";
    private const string Row = "Customers.InteractionRecorded";

    private static readonly string[] Held = ["Traits", "Declared", "Purchases", "Visit", "Observed", "Interests", "Wishes", "Cart", "Prompts", "Raised"];

    /// <summary>Who may read what of a state, and why.</summary>
    private static readonly Dictionary<string, (string What, string Why)> Allowed = new()
    {
        ["Customers.CustomerState"] = ("Cart, Declared, Interests, Observed, Prompts, Purchases, Raised, Traits, Visit, Wishes", "is it"),
        ["Customers.CustomerJson"] = ("Cart, Declared, Interests, Observed, Prompts, Purchases, Raised, Traits, Visit, Wishes", "stores it in her snapshot"),
        ["Customers.InteractionFold"] = ("Cart, Declared, Interests, Observed, Purchases, Traits, Visit, Wishes", "folds"),
        ["Customers.StateCut"] = ("Cart, Declared, Interests, Observed, Prompts, Purchases, Raised, Traits", "purges"),
        ["Customers.SwitchPurge"] = ("Traits", "says again what is left of them"),
        ["Customers.CustomerPurge"] = ("Declared", "asks whether there can be visits to purge"),
        ["Merges.MergeFold"] = ("Prompts", "folds"),
        ["Consent.ClientCut"] = ("Declared, Observed, Prompts", "is the gate"),
        ["Consent.CategoryView"] = ("Declared, Purchases, Traits", "is the gate"),
        ["Consent.BehaviourView"] = ("Cart, Declared, Observed, Wishes", "is the gate"),
        ["Consent.IdentityView"] = ("Declared, Interests, Observed", "is the gate"),
        ["Consent.RecognitionView"] = ("Visit", "is the gate"),
        ["Consent.WaitingView"] = ("Cart, Traits", "is the gate"),
        ["Customers.CustomerRules"] = ("Prompts, Raised, Traits", "ends and raises prompts by cuts, and caps by age"),
        ["Merges.MergeRules"] = ("Prompts, Raised", "ends and raises prompts by cuts"),
        ["Customers.CustomerErrands"] = ("Declared, Prompts, Traits, Visit, Wishes", "withdraws what was told, also of what she allows no more"),
        ["Merges.MergeErrands"] = ("Prompts, Visit", "withdraws what was told, also of what she allows no more"),
        ["Customers.MatchErrands"] = ("Traits", "files her where names meet, and takes her out"),
    };

    /// <summary>Who may read an interaction out of a journal's row, and why.</summary>
    private static readonly Dictionary<string, string> Readers = new()
    {
        [Row] = "is it",
        ["Customers.CustomerJson"] = "stores it",
        ["Customers.CustomerRows"] = "stores it under its tier and time",
        ["Customers.CustomerState"] = "folds it",
        ["Customers.CustomerGrain"] = "shows her journey, each step as she allows it, and counts what it took",
        ["Customers.CustomerPurge"] = "purges",
        ["Customers.SwitchPurge"] = "purges",
        ["Merges.MergeRules"] = "copies what the merged consent admits",
        ["Merges.Since"] = "sorts whose it is when a merge is undone",
        ["Merges.UndoRules"] = "gives back what the consent of each admits",
        ["Rights.RetentionRules"] = "finds what is over its time",
        ["Rights.Export"] = "is hers to read: all that is held",
    };

    [Fact]
    public void EveryFeature_TakesAViewAndNotTheState()
    {
        using var scan = new CallScan(typeof(CustomerState).Assembly);

        var reads = scan.Calls().Where(static call => call.Type == State && Held.Any(held => call.Method == "get_" + held)).ToLookup(static call => call.Caller, static call => call.Method[4..]);

        // Whoever is allowed more than it reads, need not be; and the scan is seen to see.
        Same(
            Allowed.Select(static allowed => $"{allowed.Key} reads {allowed.Value.What}"),
            reads.Select(static read => $"{read.Key} reads {string.Join(", ", read.Distinct().Order(StringComparer.Ordinal))}"));
    }

    [Fact]
    public void EveryFeature_TakesAViewAndNotTheRowsOfAJournal()
    {
        using var scan = new CallScan(typeof(CustomerState).Assembly);

        Same(Readers.Keys, scan.Calls().Where(static call => call is { Type: Row, Method: "get_Interaction" }).Select(static call => call.Caller).Distinct());
    }

    [Fact]
    public void AWholeState_IsWrittenForHerSnapshotAloneAndPrintsNothing()
    {
        using var scan = new CallScan(typeof(CustomerState).Assembly);
        string[] written = ["Serialize", "SerializeToUtf8Bytes", "SerializeAsync", "AppendFormatted", "Concat", "Log"];

        Assert.Equal(["Customers.CustomerSnapshot"], scan.Calls().Where(static call => call is { Type: "Customers.CustomerJson", Method: "get_CustomerState" } && call.Caller != call.Type).Select(static call => call.Caller).Distinct());
        Assert.Equal(["Customers.CustomerSnapshot"], scan.CallsFor(typeof(CustomerState)).Where(call => written.Contains(call.Method)).Select(static call => call.Caller).Distinct());
        var client = Interactions.ClientAt(Contracts.Consent.ConsentTier.Identity);
        client.Record(Lives.Of(3, 40), Lives.Start.AddDays(9));
        Assert.Equal(nameof(CustomerState), client.State.ToString());
    }

    [Fact]
    public void Ungated_IsForTestsAlone()
    {
        using var scan = new CallScan(typeof(CustomerState).Assembly);

        Assert.DoesNotContain(scan.Calls(), static call => call is { Type: Cut, Method: nameof(ClientCut.Ungated) });
        Assert.Contains(scan.Calls(), static call => call is { Type: Cut, Method: nameof(ClientCut.Of) });
    }

    [Fact]
    public void ALeave_IsMadeByTheCutAlone()
    {
        using var scan = new CallScan(typeof(CustomerState).Assembly);

        Assert.Equal([Cut], scan.Calls().Where(static call => call is { Type: "Consent.Leave", Method: nameof(Leave.In) }).Select(static call => call.Caller).Distinct());
        Assert.All(scan.Calls().Where(static call => call is { Type: "Consent.Leave", Method: ".ctor" }), static call => Assert.Equal("Consent.Leave", call.Caller));
    }

    private static void Same(IEnumerable<string> allowed, IEnumerable<string> found)
    {
        var (one, other) = (allowed.ToHashSet(StringComparer.Ordinal), found.ToHashSet(StringComparer.Ordinal));
        Assert.True(one.SetEquals(other), $"Take a view from ClientCut, or say here why not.\nNot allowed:\n  {string.Join("\n  ", other.Except(one))}\nAllowed and not found:\n  {string.Join("\n  ", one.Except(other))}");
    }
}
