using System.Diagnostics;
using System.Security.Cryptography;
using Luxe.Storage;
using Luxe.Storage.Sealing;

namespace Luxe.Cli.Bench.Keys;

/// <summary>
/// <c>luxe bench keys</c>: what sealing and opening one journal row costs, apart from database and grains. In alternating blocks with the work that there would be
/// without seals; the median of the blocks.
/// </summary>
internal static class KeysBench
{
    private const int Blocks = 31;
    private const int PerBlock = 2_000;
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>Bytes of a product that was viewed, as the journal holds it; and of a long one, an order of several pieces.</summary>
    private static readonly int[] Payloads = [250, 1_000];

    /// <summary>Measures and adds the figures.</summary>
    public static Task RunAsync(BenchReport report, CancellationToken cancellation)
    {
        using var key = new ClientKey(RandomNumberGenerator.GetBytes(ClientKey.Bytes));
        foreach (var length in Payloads)
        {
            cancellation.ThrowIfCancellationRequested();
            Rows(report, key, length);
        }

        var masters = MasterKeys.Read(MasterKeys.NewLine(1));
        var wrapped = masters.Wrap("c_bench", new byte[ClientKey.Bytes]);
        var waking = Alternating(
            () =>
            {
                using var woken = new ClientKey(masters.Unwrap("c_bench", 1, wrapped));
            },
            static () => { });
        report.Add(new Figure("unwrap-key-ns", waking.Nanoseconds, "ns", null, "once when a client's key comes into memory", LowerIsBetter: true));
        return Task.CompletedTask;
    }

    private static void Rows(BenchReport report, ClientKey key, int length)
    {
        var at = TimeProvider.System.GetUtcNow();
        var row = new JournalRow(42, "bench-event", "interaction", 2, at, at, RandomNumberGenerator.GetBytes(length));
        var append = new JournalAppend { Customer = "c_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b", ExpectedSeq = 41, Rows = [row] };
        var stored = RowSeals.Close(append, key).Rows[0];
        object? kept = null;

        var sealing = Alternating(() => kept = RowSeals.Close(append, key), () => kept = append with { Rows = [row with { Payload = row.Payload.ToArray() }] });
        var opening = Alternating(() => kept = RowSeals.Open(append.Customer, stored, key), () => kept = row with { Payload = row.Payload.ToArray() });
        GC.KeepAlive(kept);

        const string Against = "the row copied, not sealed";
        report.Add(new Figure($"seal-row-{length}-ns", sealing.Nanoseconds, "ns", sealing.Baseline, Against, LowerIsBetter: true));
        report.Add(new Figure($"seal-row-{length}-bytes", sealing.Bytes, "bytes", sealing.BaselineBytes, "allocated; " + Against, LowerIsBetter: true));
        report.Add(new Figure($"open-row-{length}-ns", opening.Nanoseconds, "ns", opening.Baseline, Against, LowerIsBetter: true));
        report.Add(new Figure($"open-row-{length}-bytes", opening.Bytes, "bytes", opening.BaselineBytes, "allocated; " + Against, LowerIsBetter: true));
    }

    private static (double Nanoseconds, double Bytes, double Baseline, double BaselineBytes) Alternating(Action measured, Action baseline)
    {
        var (of, against) = (new double[Blocks], new double[Blocks]);
        var (bytes, baselineBytes) = (0.0, 0.0);
        Block(measured);
        Block(baseline);
        for (var block = 0; block < Blocks; block++)
        {
            (of[block], bytes) = Block(measured);
            (against[block], baselineBytes) = Block(baseline);
        }

        Array.Sort(of);
        Array.Sort(against);
        return (of[Blocks / 2], bytes, against[Blocks / 2], baselineBytes);
    }

    private static (double Nanoseconds, double Bytes) Block(Action work)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var begun = Stopwatch.GetTimestamp();
        for (var number = 0; number < PerBlock; number++)
        {
            work();
        }

        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return (seconds * NanosecondsPerSecond / PerBlock, (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / PerBlock);
    }
}
