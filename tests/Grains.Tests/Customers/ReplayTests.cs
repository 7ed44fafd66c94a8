using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Customers;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Tests.Customers;

/// <summary>Whatever happened, in whatever batches, a new activation sees what the old one saw.</summary>
public sealed class ReplayTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(150);

    [Fact]
    public void Replay_RandomLifeWithDecisionsAndPurges_GivesTheLiveState() => Check.One(Many, Prop.ForAll(Seeds(), static seed =>
    {
        var client = Live(seed);
        return (client.Json == client.ReplayedJson()).Label("replayed");
    }));

    [Fact]
    public void Snapshot_OfARandomLife_ReadsBackAsItWas() => Check.One(Many, Prop.ForAll(Seeds(), static seed =>
    {
        var json = Live(seed).Json;
        var read = JsonSerializer.Deserialize(json, CustomerJson.Default.CustomerState)!;
        return json == JsonSerializer.Serialize(read, CustomerJson.Default.CustomerState);
    }));

    [Fact]
    public void Replay_FromASnapshotInTheMiddle_GivesTheSameAsFromTheStart() => Check.One(Many, Prop.ForAll(Seeds(), static seed =>
    {
        var client = Live(seed, decisions: false);
        var half = client.Rows.Count / 2;
        var first = CustomerState.Empty.Apply(client.Rows.Take(half).Select(CustomerRows.FromRow));
        var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(first, CustomerJson.Default.CustomerState), CustomerJson.Default.CustomerState)!;
        var all = read.Apply(client.Rows.Skip(half).Select(CustomerRows.FromRow)) with { Dropped = client.State.Dropped };
        return JsonSerializer.Serialize(all, CustomerJson.Default.CustomerState) == client.Json;
    }));

    [Fact]
    public void Live_WithSnapshotsAndDeactivationsAnywhere_IsTheSameBitForBit() => Check.One(Many, Prop.ForAll(Seeds(), static seed =>
    {
        // One client stays resident; the other is written and read again at random moments, decisions, purges and repeats among them.
        var (resident, restarted) = (Live(seed), Live(seed, restarts: new System.Random(seed)));
        return resident.Json == restarted.Json && restarted.Json == restarted.ReplayedJson() && resident.Rows.Count == restarted.Rows.Count;
    }));

    [Fact]
    public void Replay_OneJournalInAnyBatches_IsTheSameBitForBit() => Check.One(Many, Prop.ForAll(Seeds(), static seed =>
    {
        var client = Live(seed);
        var random = new System.Random(seed);
        var state = CustomerState.Empty;
        for (var from = 0; from < client.Rows.Count;)
        {
            var count = Math.Min(client.Rows.Count - from, random.Next(1, 40));
            state = Restarted(state.Apply(client.Rows.Skip(from).Take(count).Select(CustomerRows.FromRow)));
            from += count;
        }

        return JsonSerializer.Serialize(state with { Dropped = client.State.Dropped }, CustomerJson.Default.CustomerState) == client.Json;
    }));

    [Fact]
    public void Record_OneLifeInDifferentBatches_KeepsTheSameInteractions() => Check.One(Many, Prop.ForAll(Seeds(), static seed =>
    {
        var life = Lives.Of(seed, 120);
        var whole = Interactions.ClientAt(ConsentTier.Identity);
        whole.Record(life, Lives.Start.AddDays(60));
        var split = Interactions.ClientAt(ConsentTier.Identity);
        var random = new System.Random(seed);
        for (var from = 0; from < life.Length;)
        {
            var count = Math.Min(life.Length - from, random.Next(1, 9));
            split.Record([.. life.AsSpan().Slice(from, count)], Lives.Start.AddDays(60));
            from += count;
        }

        return Traces(whole.State).SequenceEqual(Traces(split.State))
            && Same(whole.State.Purchases, split.State.Purchases)
            && Same(whole.State.Declared, split.State.Declared)
            && Same(whole.State.Observed, split.State.Observed)
            && Same(whole.State.Interests, split.State.Interests)
            && whole.State.Wishes.SequenceEqual(split.State.Wishes)
            && whole.State.Cart.Lines.SequenceEqual(split.State.Cart.Lines);
    }));

    [Fact]
    public void Record_EveryEventTwice_ChangesNothingTheSecondTime() => Check.One(Many, Prop.ForAll(Seeds(), static seed =>
    {
        var client = Interactions.ClientAt(ConsentTier.Identity);
        var life = Lives.Of(seed, 60);
        client.Record(life, Lives.Start.AddDays(60));
        var before = client.Json;
        var again = client.Record(life, Lives.Start.AddDays(60));
        return again.Repeated == life.Length && again.Events.IsEmpty && before == client.Json;
    }));

    /// <summary>A life in random batches, with decisions up and down, restocks, reassignments and answers in between.</summary>
    internal static PaperClient Live(int seed, bool decisions = true, System.Random? restarts = null)
    {
        var random = new System.Random(seed);
        var life = Lives.Of(seed, random.Next(1, 260));
        var client = Interactions.ClientAt(decisions ? (ConsentTier)random.Next(4) : ConsentTier.Identity);
        for (var from = 0; from < life.Length;)
        {
            var count = Math.Min(life.Length - from, random.Next(1, 12));
            var batch = life.AsSpan().Slice(from, count).ToImmutableArray();
            var now = batch[^1].ReceivedAt;
            client.Record(batch, now);
            client.Record([life[random.Next(from + count)], batch[0]], now);
            from += count;
            Interrupt(client, random, now, decisions);
            if (restarts?.Next(4) == 0)
            {
                client.Restart();
            }
        }

        return client;
    }

    private static void Interrupt(PaperClient client, System.Random random, DateTimeOffset now, bool decisions)
    {
        switch (random.Next(decisions ? 9 : 4))
        {
            case 0: client.BackInStock($"p{random.Next(6)}", now); break;
            case 1: client.Wake(now.AddHours(5)); break;
            case 2: client.Assign(random.Next(3) == 0 ? null : $"a{random.Next(2)}", now); break;
            case 3 when client.State.Prompts is [var open, ..]: client.Settle(open.Prompt.PromptId, PromptOutcome.Acknowledged, now); break;
            case 4 or 5: client.Decide((ConsentTier)random.Next(4), now, random.Next(2) == 0 ? Purposes.InStoreRecognition : Purposes.None, Lives.Uses(random), random.Next(8) == 0); break;
            case 6: client.Decide((ConsentTier)random.Next(4), now.AddDays(-random.Next(3)), withheld: Lives.Uses(random)); break;
            case 7: client.Decide(client.State.Consent.Tier, now, client.State.Consent.Purposes, client.State.Consent.Withheld | Lives.Uses(random)); break;
            default: break;
        }
    }

    private static bool Same<T>(T one, T other) => JsonSerializer.Serialize(one, typeof(T), CustomerJson.Default) == JsonSerializer.Serialize(other, typeof(T), CustomerJson.Default);

    private static CustomerState Restarted(CustomerState state) => state.Seq == 0 ? state : CustomerSnapshot.Of(state, 0).Read().State!;

    private static Trace[] Traces(CustomerState state) => [.. state.Declared.Window.AsSpan(), .. state.Observed.Window.AsSpan()];

    private static Arbitrary<int> Seeds() => Gen.Choose(0, int.MaxValue - 1).ToArbitrary();
}
