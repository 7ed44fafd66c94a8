using System.CommandLine;
using System.CommandLine.Parsing;
using Spectre.Console;

namespace Luxe.Cli.Bench.Consent;

/// <summary><c>luxe bench consent</c>: does a tap of a client hold everywhere at once, and what do the gates and her ledger cost?</summary>
internal static class ConsentBench
{
    public static Command Create(Option<FileInfo?> json)
    {
        var clicks = Verb.Whole("--clicks", "Clients who withdraw while tablets show them.", ConsentBenchSize.Whole.Clicks, 1, 2_000);
        var tablets = Verb.Whole("--tablets", "Signed-in tablets.", ConsentBenchSize.Whole.Tablets, 1, 500);
        var deciders = Verb.Whole("--deciders", "Clients who decide at once.", ConsentBenchSize.Whole.Deciders, 10, 1_000_000);
        var entries = Verb.Whole("--entries", "Ledger entries that are verified.", ConsentBenchSize.Whole.Entries, 10, 10_000_000);
        var rounds = Verb.Whole("--rounds", "Rounds in which gated and ungated reads take turns.", ConsentBenchSize.Whole.Rounds, 3, 10_000);
        var command = new Command("consent", "From a client's tap to its last effect on every tablet; what the gates cost a read, and the ledger to write and to verify.") { clicks, tablets, rounds, deciders, entries, json };
        command.SetAction((parsed, cancellation) =>
        {
            var size = new ConsentBenchSize(Math.Min(ConsentBenchSize.Whole.Stores, parsed.GetValue(tablets)), parsed.GetValue(tablets), parsed.GetValue(clicks), parsed.GetValue(rounds), parsed.GetValue(deciders), parsed.GetValue(entries));
            return BenchVerb.RunAsync("luxe bench consent", (report, console, time, stop) => RunAsync(size, report, console, time, stop), parsed.GetValue(json), cancellation);
        });
        return command;
    }

    private static async Task<bool> RunAsync(ConsentBenchSize size, BenchReport report, IAnsiConsole console, TimeProvider time, CancellationToken cancellation)
    {
        await console.Progress().StartAsync(async progress =>
        {
            // Before any house is open: nothing else of this process is at work meanwhile.
            var gates = progress.AddTask("gates on a read");
            var read = GatesBench.Run(size.Rounds, TimeSpan.FromSeconds(Math.Min(2, size.Rounds / 50.0)), done => gates.Value = done * 100, time.GetUtcNow(), cancellation);
            report.Add(new Figure("gates-cost", read.Cost, "%", null, FormattableString.Invariant($"wanted below 5; profile and brief of a heavy client, median of {size.Rounds} rounds against the same read ungated"), LowerIsBetter: true));
            report.Add(new Figure("gates-cost-noise", read.Noise, "%", null, "the ungated read against itself in the same rounds", LowerIsBetter: true));
            report.Add(new Figure("gated-read", read.Gated, "ns", read.Ungated, "the same read without a check, a cut or a view", LowerIsBetter: true));

            var taps = progress.AddTask("from tap to last effect");
            var (shown, unseen, items) = await ClickBench.RunAsync(size, done => taps.Value = done * 100, time, cancellation);
            var against = FormattableString.Invariant($"the same decision of a client whom nobody shows; {items} items on {size.Tablets} tablets were told anew");
            report.Add(new Figure("consent-click-to-last-effect-p50", shown.Milliseconds(50), "ms", unseen.Milliseconds(50), against, LowerIsBetter: true));
            report.Add(new Figure("consent-click-to-last-effect-p99", shown.Milliseconds(99), "ms", unseen.Milliseconds(99), against + "; wanted below 1,000 ms", LowerIsBetter: true));

            var writes = progress.AddTask("ledger: decisions");
            var (written, events) = await LedgerBench.AppendAsync(size.Deciders, time, cancellation);
            writes.Value = 100;
            report.Add(new Figure("ledger-append", written, "entries/s", events, "events of the same clients, an append each without a ledger entry"));

            var checks = progress.AddTask("ledger: verify");
            var (verified, hashed, anchors) = await LedgerBench.VerifyAsync(size.Entries, time, cancellation);
            checks.Value = 100;
            report.Add(new Figure("ledger-verify", verified, "entries/s", hashed, FormattableString.Invariant($"SHA-256 alone over as many payloads in memory; verify reads and checks the journals and {anchors} anchors too")));
        });
        return true;
    }
}
