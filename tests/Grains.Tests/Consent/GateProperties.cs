using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Prompts;
using Luxe.Grains.Tests.Customers;

namespace Luxe.Grains.Tests.Consent;

/// <summary>
/// Nothing that anybody is told depends on what a client does not allow at that moment: other content in its place, and every byte stays the same. Of
/// random lives on paper; what a host adds (access log, titles of the catalogue) is not seen here.
/// </summary>
public sealed class GateProperties
{
    /// <summary>Lives of each property.</summary>
    private const int Lived = 10_000;

    private const int Steps = 8;

    [Fact]
    public void Outputs_WhenForbiddenInputsAreFlipped_StayByteForByte()
    {
        var flipped = 0;
        Each(Lived, seed =>
        {
            var random = new Random(seed);
            var (client, other) = (new PaperClient(), new PaperClient());
            foreach (var batch in Batches(seed))
            {
                var now = batch[^1].ReceivedAt;
                var dice = random.Next();
                Act(client, new Random(dice), now);
                Act(other, new Random(dice), now);
                var consent = client.State.Consent;
                var others = batch.Select(interaction => Flips.Of(interaction, consent, random)).ToImmutableArray();
                Interlocked.Add(ref flipped, batch.Count(interaction => !ConsentGate.Admits(consent, interaction.Kind)));
                var (change, too) = (client.Record(batch, now), other.Record(others, now));
                if (!Told.Of(client.State, now).AsSpan().SequenceEqual(Told.Of(other.State, now)) || change.Events.Length != too.Events.Length)
                {
                    return false;
                }
            }

            return Same(client, other);
        });
        Assert.True(flipped > Lived, "too few inputs were forbidden for this to say anything");
    }

    [Fact]
    public void Withdrawn_WhenFormerInputsAreFlipped_StayByteForByte()
    {
        var seen = 0;
        Each(Lived, seed =>
        {
            var random = new Random(seed);
            var last = Last(random);
            var (client, other) = (Interactions.ClientAt(ConsentTier.Identity), Interactions.ClientAt(ConsentTier.Identity));
            var now = Lives.Start;
            foreach (var batch in Batches(seed))
            {
                now = batch[^1].ReceivedAt;
                client.Record(batch, now);
                other.Record([.. batch.Select(interaction => Flips.Of(interaction, last.Held() with { LeaveMeAlone = false }, random))], now);
                var dice = random.Next();
                Meet(client, new Random(dice), now);
                Meet(other, new Random(dice), now);
            }

            Interlocked.Add(ref seen, Told.Of(client.State, now).AsSpan().SequenceEqual(Told.Of(other.State, now)) ? 0 : 1);
            client.Decide(last with { DecidedAt = now }, now);
            other.Decide(last with { DecidedAt = now }, now);
            var later = Lives.Of(seed ^ 5, 4).Select(step => step with { EventId = "later " + step.EventId, OccurredAt = step.OccurredAt + (now - Lives.Start), ReceivedAt = step.ReceivedAt + (now - Lives.Start) }).ToImmutableArray();
            client.Record(later, later[^1].ReceivedAt);
            other.Record(later, later[^1].ReceivedAt);
            return Same(client, other) && Essence(client.State) == Essence(other.State) && Stored(client).SequenceEqual(Stored(other)) && client.Json == client.ReplayedJson();
        });
        Assert.True(seen > Lived / 2, "what was flipped was hardly seen while it was allowed");
    }

    [Fact]
    public void Views_OfAStateThatHoldsMore_ShowOnlyWhatSheAllows() => Each(Lived, static seed => Held(seed, static (state, now) => Told.Of(state, now)));

    [Fact]
    public void Views_WithoutTheirGates_WouldBeFound()
    {
        var found = 0;
        Parallel.For(0, 300, seed => Interlocked.Add(ref found, Held(seed, static (state, now) => Told.Of(state, now, ClientCut.Ungated(state, now))) ? 0 : 1));
        Assert.True(found > 150, $"only {found} of 300 lives saw that the gates were gone");
    }

    [Theory]
    [InlineData(DataUses.CartActivity)]
    [InlineData(DataUses.ProductViews)]
    [InlineData(DataUses.PurchaseHistory)]
    [InlineData(DataUses.Demographics)]
    [InlineData(DataUses.DeclaredPreferences)]
    [InlineData(DataUses.InferredTaste)]
    [InlineData(DataUses.PatternsAcrossTime)]
    [InlineData(DataUses.ReturnVisits)]
    public void Views_WithoutOneSwitch_WouldBeFound(DataUses use)
    {
        // A switch that no view heeds would show the same whether it is set or not.
        Assert.Contains(Enumerable.Range(0, 100), seed =>
        {
            var (state, now) = Full(seed, static interaction => interaction);
            var told = Told.Of(state, now, ClientCut.Of(state with { Consent = state.Consent with { Withheld = use } }, now));
            var blank = JsonSerializer.SerializeToUtf8Bytes(state.Consent with { Withheld = use });
            return told.Length - blank.Length < Told.Of(state, now, ClientCut.Of(state, now)).Length - JsonSerializer.SerializeToUtf8Bytes(state.Consent).Length - 40;
        });
    }

    /// <summary>Whether a state that holds everything shows the same though it holds other content where a consent forbids it: gate 2 alone.</summary>
    private static bool Held(int seed, Func<CustomerState, DateTimeOffset, byte[]> told)
    {
        var last = Last(new Random(seed)).Held();
        var (one, now) = Full(seed, static interaction => interaction);
        var (other, _) = Full(seed, interaction => Flips.Of(interaction, last, new Random(seed), keepsKind: true));
        return told(one with { Consent = last }, now).AsSpan().SequenceEqual(told(other with { Consent = last }, now));
    }

    private static (CustomerState State, DateTimeOffset Now) Full(int seed, Func<Interaction, Interaction> changed)
    {
        var client = Interactions.ClientAt(ConsentTier.Identity);
        var life = Lives.Of(seed, 40);
        client.Record([.. life.Select(changed)], life[^1].ReceivedAt);
        return (client.State with { Prompts = [], Raised = [] }, life[^1].ReceivedAt);
    }

    internal static void Act(PaperClient client, Random random, DateTimeOffset now)
    {
        if (client.State.Seq == 0 || random.Next(3) == 0)
        {
            var purposes = random.Next(2) == 0 ? Purposes.InStoreRecognition : Purposes.Email;
            var withheld = random.Next(2) == 0 ? DataUses.None : Withheld(random);
            client.Decide((ConsentTier)random.Next(4), now, purposes, withheld, alone: random.Next(10) == 0);
        }

        Meet(client, random, now);
    }

    private static void Meet(PaperClient client, Random random, DateTimeOffset now)
    {
        switch (random.Next(8))
        {
            case 0: client.BackInStock($"p{random.Next(6)}", now); break;
            case 1: client.Wake(now.AddHours(5)); break;
            case 2: client.Assign($"a{random.Next(2)}", now); break;
            default: break;
        }
    }

    private static ConsentDecision Last(Random random)
    {
        var tier = (ConsentTier)random.Next(4);
        return Lives.Decision("last", tier, Lives.Start, random.Next(2) == 0 ? Purposes.InStoreRecognition : Purposes.None) with
        {
            Withheld = tier == ConsentTier.None ? DataUses.None : Withheld(random),
            LeaveMeAlone = random.Next(12) == 0,
        };
    }

    private static DataUses Withheld(Random random) =>
        Enumerable.Range(0, random.Next(1, 4)).Aggregate(DataUses.None, (uses, _) => uses | DataUsesOf.All[random.Next(DataUsesOf.All.Length)]);

    internal static IEnumerable<ImmutableArray<Interaction>> Batches(int seed) => Lives.Of(seed, 3 * Steps).Chunk(3).Select(static batch => batch.ToImmutableArray());

    private static bool Same(PaperClient client, PaperClient other)
    {
        var now = Lives.Start.AddDays(20);
        return Told.Of(client.State, now).AsSpan().SequenceEqual(Told.Of(other.State, now))
            && Told.Journey(client).AsSpan().SequenceEqual(Told.Journey(other))
            && Told.Preview(client.State, now).AsSpan().SequenceEqual(Told.Preview(other.State, now));
    }

    private static string Essence(CustomerState state) =>
        JsonSerializer.Serialize(state with { Seq = 0, Ledger = LedgerHead.Start, RecentIds = default }, CustomerJson.Default.CustomerState);

    /// <summary>What the journal still says of what she did.</summary>
    private static IEnumerable<string> Stored(PaperClient client) => client.Rows.Where(static row => row is { Kind: InteractionRecorded.Kind, IsRedacted: false })
        .Select(static row => $"{row.EventId} {row.OccurredAt:o} {Convert.ToHexString(row.Payload.Span)}");

    /// <summary>The first few seeds that do not hold are named.</summary>
    private static void Each(int lives, Func<int, bool> holds)
    {
        var failed = new ConcurrentBag<int>();
        Parallel.For(0, lives, seed =>
        {
            if (!holds(seed))
            {
                failed.Add(seed);
            }
        });
        Assert.True(failed.IsEmpty, $"{failed.Count} of {lives} lives, such as {string.Join(", ", failed.Order().Take(10))}");
    }
}
