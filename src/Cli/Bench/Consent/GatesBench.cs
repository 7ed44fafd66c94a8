using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Luxe.Cli.Bench.State;
using Luxe.Contracts.Access;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;

namespace Luxe.Cli.Bench.Consent;

/// <summary>
/// What the gates cost a read. The profile and the brief of heavy clients are composed by the gates and by <see cref="UngatedRead"/>, which gives the same to
/// the byte; in blocks that take turns, so that whatever the machine does meanwhile meets both. The ungated read is timed a second time in each round:
/// what it differs from itself is what the machine adds by itself.
/// </summary>
internal static class GatesBench
{
    private const int Clients = 8;
    private static readonly TimeSpan Block = TimeSpan.FromMilliseconds(4);
    private static readonly Dictionary<string, string> NoTitles = [];

    // Every order of the three, so that none profits from its place.
    private static readonly int[][] Orders = [[0, 1, 2], [1, 2, 0], [2, 0, 1], [0, 2, 1], [2, 1, 0], [1, 0, 2]];

    /// <summary>Reads in nanoseconds, and medians of the rounds' ratios in per cent.</summary>
    internal sealed record Figures(double Gated, double Ungated, double Cost, double Noise);

    /// <summary>Measures in so many rounds.</summary>
    public static Figures Run(int rounds, TimeSpan warmUp, Action<double> progress, DateTimeOffset now, CancellationToken cancellation)
    {
        CustomerState[] clients = [.. Enumerable.Range(0, Clients).Select(seed => HeavyClients.Of(seed, now))];
        RequireSame(clients, now);
        var reads = WarmUp(clients, warmUp, now);
        var (gated, ungated, cost, noise) = (new double[rounds], new double[rounds], new double[rounds], new double[rounds]);
        Span<double> times = stackalloc double[3];
        for (var round = 0; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var which in Orders[round % Orders.Length])
            {
                times[which] = which == 0 ? Time(static (all, n, at) => Gated(all, n, at), clients, reads, now) : Time(static (all, n, at) => Ungated(all, n, at), clients, reads, now);
            }

            (gated[round], ungated[round]) = (times[0], times[1]);
            (cost[round], noise[round]) = (100 * ((times[0] / times[1]) - 1), 100 * ((times[2] / times[1]) - 1));
            progress((round + 1.0) / rounds);
        }

        return new Figures(Median(gated), Median(ungated), Median(cost), Median(noise));
    }

    /// <summary>Both ways give the same, or they are not the same read.</summary>
    private static void RequireSame(CustomerState[] clients, DateTimeOffset now)
    {
        foreach (var client in clients)
        {
            var cut = ClientCut.Of(client, now);
            var gated = JsonSerializer.SerializeToUtf8Bytes(new { Profile = CustomerCut.Profile(Id, client, ViewerRole.Associate, now), Brief = ClientBriefs.Compose(Id, cut, NoTitles) });
            var ungated = JsonSerializer.SerializeToUtf8Bytes(new { Profile = UngatedRead.Profile(Id, client, now), Brief = UngatedRead.Brief(Id, client, NoTitles, now) });
            if (!gated.AsSpan().SequenceEqual(ungated))
            {
                throw new InvalidDataException("The ungated read gives something else than the gates do: it is no baseline.");
            }
        }
    }

    private static string Id { get; } = BenchClients.Id(0);

    /// <summary>Until the compiler is through with both; gives the number of reads that make a block.</summary>
    private static int WarmUp(CustomerState[] clients, TimeSpan warmUp, DateTimeOffset now)
    {
        var begun = Stopwatch.GetTimestamp();
        do
        {
            _ = Gated(clients, Clients, now) + Ungated(clients, Clients, now);
        }
        while (Stopwatch.GetElapsedTime(begun) < warmUp);
        var each = Time(static (all, n, at) => Ungated(all, n, at), clients, 4 * Clients, now);
        return Math.Max(1, (int)(Block.TotalNanoseconds / each / Clients)) * Clients;
    }

    /// <summary>Nanoseconds a read.</summary>
    private static double Time(Func<CustomerState[], int, DateTimeOffset, int> block, CustomerState[] clients, int reads, DateTimeOffset now)
    {
        var begun = Stopwatch.GetTimestamp();
        _ = block(clients, reads, now);
        return (Stopwatch.GetTimestamp() - begun) * (1e9 / Stopwatch.Frequency) / reads;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Gated(CustomerState[] clients, int reads, DateTimeOffset now)
    {
        var sum = 0;
        for (var read = 0; read < reads; read++)
        {
            var state = clients[read % Clients];
            sum += CustomerCut.Profile(Id, state, ViewerRole.Associate, now)!.Wishes.Length;

            // A second call of her grain, with a cut of its own.
            var cut = ClientCut.Of(state, now);
            sum += ClientBriefs.Pieces(cut).Count();
            sum += ClientBriefs.Compose(Id, cut, NoTitles)!.Pieces.Length;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Ungated(CustomerState[] clients, int reads, DateTimeOffset now)
    {
        var sum = 0;
        for (var read = 0; read < reads; read++)
        {
            var state = clients[read % Clients];
            sum += UngatedRead.Profile(Id, state, now).Wishes.Length;
            sum += UngatedRead.Brief(Id, state, NoTitles, now).Pieces.Length;
        }

        return sum;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values.Length % 2 == 1 ? values[values.Length / 2] : (values[(values.Length / 2) - 1] + values[values.Length / 2]) / 2;
    }
}
