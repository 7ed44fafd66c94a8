using System.Diagnostics;
using System.Text;

namespace Luxe.Cli.Bench.State;

/// <summary>The same callers over the same clients, each event one write of the whole state through the same provider.</summary>
internal static class WholeStateLoad
{
    private const int Samples = 200;

    /// <summary>Events per second, and the bytes of an average state.</summary>
    public static async Task<(double PerSecond, int Bytes)> RunAsync(
        BenchDatabase database, IReadOnlyList<string> states, int clients, int callers, TimeSpan duration, CancellationToken cancellation)
    {
        await using var house = await StateHouse.StartAsync(database, null, cancellation);
        IWholeStateGrain Grain(int number) => house.Grains.GetGrain<IWholeStateGrain>(BenchClients.Id(number));
        await Parallel.ForAsync(0, clients, new ParallelOptions { MaxDegreeOfParallelism = callers, CancellationToken = cancellation }, async (number, _) =>
            await Grain(number).Seed(states[number % states.Count]));
        var counts = new long[callers];
        var begun = Stopwatch.GetTimestamp();
        var end = begun + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(
            async () =>
            {
                var chance = new Random(caller);
                while (Stopwatch.GetTimestamp() < end)
                {
                    await Grain(chance.Next(clients)).Record();
                    counts[caller]++;
                }
            },
            cancellation)));
        return (counts.Sum() / Stopwatch.GetElapsedTime(begun).TotalSeconds, (int)states.Average(static state => Encoding.UTF8.GetByteCount(state)));
    }

    /// <summary>States of clients as the house stored them.</summary>
    public static async Task<IReadOnlyList<string>> SampleAsync(BenchDatabase database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenGrainsAsync(cancellation);
        await using var command = connection.CreateCommand();
        BenchDatabase.SetText(command, $"SELECT PayloadBinary FROM OrleansStorage WHERE GrainTypeString LIKE '%snapshot%' AND PayloadBinary IS NOT NULL LIMIT {Samples}");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var states = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            states.Add(Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(0)));
        }

        return states.Count > 0 ? states : throw new InvalidDataException("The house stored no client's state to measure with.");
    }
}
