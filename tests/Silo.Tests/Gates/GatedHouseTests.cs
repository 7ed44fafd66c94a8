using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Tests.Consent;
using Luxe.Grains.Tests.Customers;

namespace Luxe.Silo.Tests.Gates;

/// <summary>
/// What a whole house says of a client depends on nothing that she does not allow at that moment: the same lives in two houses, in one of them with other content
/// where it is forbidden, and every byte of what the API answers, of what the hub sends to tablets and of what is logged is the same. What the views
/// alone say is proved of more lives on paper, by <c>GateProperties</c>.
/// </summary>
public sealed class GatedHouseTests
{
    private const int Lived = 10_000;
    private const int Side = 8;
    private static readonly DateTimeOffset Now = Lives.Start.AddDays(3);

    [Fact]
    public async Task Outputs_WhenForbiddenInputsAreFlipped_StayByteForByte()
    {
        await using var house = await GatedHouse.OpenAsync(Now);
        await using var other = await GatedHouse.OpenAsync(Now);
        var differ = new ConcurrentBag<string>();
        var counts = new Counts();

        await Parallel.ForEachAsync(Enumerable.Range(0, Lived), new ParallelOptions { MaxDegreeOfParallelism = Side }, async (seed, _) =>
        {
            var life = seed % 2 == 0 ? new Life(seed, null) : new Life(seed, Last(seed));
            var (one, two) = (await life.Live(house, false, counts), await life.Live(other, true, counts));
            foreach (var (part, said) in one)
            {
                if (!said.AsSpan().SequenceEqual(two[part]))
                {
                    differ.Add($"{seed} {part}: {Around(said, two[part])}");
                }
            }
        });

        Assert.True(differ.IsEmpty, $"{differ.Count}: {string.Join(", ", differ.Order(StringComparer.Ordinal).Take(12))}");
        var (log, otherLog) = (house.Log, other.Log);
        Assert.True(log.SequenceEqual(otherLog), $"logged here alone: {Alone(log, otherLog)}; there alone: {Alone(otherLog, log)}");

        // Whatever is compared was there to be compared.
        Assert.True(counts.Flipped > Lived && counts.Told > Lived / 4, $"{counts.Flipped} inputs flipped, {counts.Told} tablets told");
        Assert.Contains(log, static line => line.Contains("/api/customers/{id}/brief", StringComparison.Ordinal) && line.Contains("answered 200", StringComparison.Ordinal));
        Assert.Contains(log, static line => line.Contains("/api/customers/{id}/journey", StringComparison.Ordinal) && line.Contains("answered 200", StringComparison.Ordinal));
        Assert.Contains(log, static line => line.Contains("A client absorbed another", StringComparison.Ordinal));
        Assert.Contains(log, static line => line.Contains("A merge was taken back", StringComparison.Ordinal));
    }

    private static string Alone(string[] lines, string[] others)
    {
        var left = others.CountBy(static line => line).ToDictionary();
        return string.Join("; ", lines.Where(line => (left[line] = left.GetValueOrDefault(line) - 1) < 0).Take(5));
    }

    /// <summary>Where two texts begin to differ.</summary>
    private static string Around(byte[] one, byte[] two)
    {
        var at = Math.Max(0, one.AsSpan().CommonPrefixLength(two) - 80);
        return $"{Encoding.UTF8.GetString(one.AsSpan()[at..Math.Min(one.Length, at + 240)])} <> {Encoding.UTF8.GetString(two.AsSpan()[Math.Min(at, two.Length)..Math.Min(two.Length, at + 240)])}";
    }

    /// <summary>What she ends with, of a life in which everything was allowed before.</summary>
    private static ConsentDecision Last(int seed)
    {
        var random = new Random(seed);
        return Lives.Decision("last", (ConsentTier)random.Next(4), Now, random.Next(2) == 0 ? Purposes.InStoreRecognition : Purposes.None) with { Withheld = Lives.Uses(random) | Lives.Uses(random) };
    }

    private sealed class Counts
    {
        public int Flipped;
        public int Told;
    }

    /// <summary>A life, in a house. With a last word: all is allowed until then, and what counts is what is said after it.</summary>
    private sealed class Life(int seed, ConsentDecision? last)
    {
        private readonly string _id = $"c_{seed:d22}";

        public async Task<Dictionary<string, byte[]>> Live(GatedHouse house, bool flips, Counts counts)
        {
            var (random, choices) = (new Random(seed), new Random(seed ^ 1));
            var client = house.Grains.GetGrain<ICustomerGrain>(_id);
            await using var tablet = house.Open($"a_{seed:d8}");
            var consent = await client.Decide(Decision("first", random));
            await client.Assign($"a_{seed:d8}");
            await Tell(tablet);
            foreach (var batch in Lives.Of(seed, 12).Chunk(3))
            {
                if (last is null && random.Next(2) == 0)
                {
                    consent = await client.Decide(Decision(batch[0].EventId + "~decided", random));
                    await Tell(tablet);
                }

                var held = last?.Held() ?? consent;
                ImmutableArray<Interaction> flipped = [.. batch.Select(interaction => Flips.Of(interaction, held, choices))];
                Interlocked.Add(ref counts.Flipped, flips ? batch.Count(interaction => !ConsentGate.Admits(held, interaction.Kind)) : 0);
                await client.Record(flips ? flipped : [.. batch]);
                await Tell(tablet);
                if (random.Next(3) == 0)
                {
                    await client.BackInStock($"p{random.Next(6)}", "s0");
                    await Tell(tablet);
                }
            }

            await (last is null ? Task.CompletedTask : client.Decide(last));
            await client.Record([.. Lives.Of(seed ^ 5, 2).Select(step => step with { EventId = "later " + step.EventId })]);

            await Tell(tablet);
            Interlocked.Add(ref counts.Told, tablet.Told.Length > 0 ? 1 : 0);
            var said = new Dictionary<string, byte[]> { ["tablet"] = tablet.Told };
            await Read(house, said, "");
            if (seed % 10 < 2)
            {
                await Merge(house, said);
            }

            return said;
        }

        /// <summary>After every call, so that it is told of nothing that the next one changes. Of what was said before a last word, an inbox keeps that something was and not what.</summary>
        private Task Tell(Tablet tablet) => last is null ? tablet.Resume() : Task.CompletedTask;

        private async Task Read(GatedHouse house, Dictionary<string, byte[]> said, string when)
        {
            foreach (var path in (string[])["", "/brief", "/journey?limit=50", "/consent", "/consent/ledger", "/consent/asks"])
            {
                using var answer = await house.Api.GetAsync($"/api/customers/{_id}{path}");
                said[when + path] = [(byte)((int)answer.StatusCode / 100), .. await answer.Content.ReadAsByteArrayAsync()];
            }
        }

        /// <summary>She becomes part of somebody who allows everything, and is herself again.</summary>
        private async Task Merge(GatedHouse house, Dictionary<string, byte[]> said)
        {
            var survivor = $"c_9{seed:d21}";
            await house.Grains.GetGrain<ICustomerGrain>(survivor).Decide(Lives.Decision("all", ConsentTier.Identity, Lives.Start));
            await house.Grains.GetGrain<ICustomerGrain>(survivor).Record([.. Lives.Of(seed ^ 9, 3).Select(static step => step with { EventId = "o " + step.EventId })]);
            said["merge"] = await Post(house, "preview", $$"""{"survivorId":"{{survivor}}","absorbedId":"{{_id}}"}""");
            said["merged"] = await Post(house, "", $$"""{"survivorId":"{{survivor}}","absorbedId":"{{_id}}","mergeId":"m-{{seed}}"}""");
            await Read(house, said, "merged ");
            said["undone"] = await Post(house, $"m-{seed}/undo", $$"""{"survivorId":"{{survivor}}"}""");
            await Read(house, said, "undone ");
        }

        private static async Task<byte[]> Post(GatedHouse house, string path, string body)
        {
            using var answer = await house.Api.PostAsync($"/api/merges/{path}".TrimEnd('/'), new StringContent(body, Encoding.UTF8, "application/json"));
            return [(byte)((int)answer.StatusCode / 100), .. await answer.Content.ReadAsByteArrayAsync()];
        }

        private ConsentDecision Decision(string eventId, Random random)
        {
            var drawn = Lives.Decision(eventId, (ConsentTier)random.Next(4), Now, random.Next(2) == 0 ? Purposes.InStoreRecognition : Purposes.Email) with
            {
                Withheld = Lives.Uses(random),
                LeaveMeAlone = random.Next(10) == 0,
            };
            return last is null ? drawn : drawn with { Tier = ConsentTier.Identity, Purposes = Purposes.InStoreRecognition, Withheld = DataUses.None, LeaveMeAlone = false };
        }
    }
}
