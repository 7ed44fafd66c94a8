using System.Collections.Concurrent;
using System.Collections.Immutable;
using FsCheck.Fluent;
using FsCheck;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Merges;
using Luxe.Grains.Tests.Consent;
using Luxe.Grains.Tests.Customers;

namespace Luxe.Grains.Tests.Merges;

/// <summary>
/// What holds of merges whatever the two lives were: nothing that either switched off has any influence, undoing gives both back, and what she
/// withdrew since stays withdrawn.
/// </summary>
public sealed class MergeProperties
{
    private const string A = "c_a";
    private const string B = "c_b";
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(120);

    [Fact]
    public void Undo_NothingSince_GivesBothAsTheyWere() => Check.One(Many, Prop.ForAll(Seeds(), static seed =>
    {
        var house = TwoLives(seed, static (_, interaction) => interaction, out var now);
        var (a, b) = (PaperHouse.Essence(house.State(A)), PaperHouse.Essence(house.State(B)));
        house.Merge(A, B, "m1", now);
        var survives = PaperHouse.Essence(house.State(A)) == PaperHouse.Essence(house.Replayed(A));
        house.Undo(A, "m1", now.AddHours(1));
        return (a == PaperHouse.Essence(house.State(A))).Label("survivor")
            .And((b == PaperHouse.Essence(house.State(B))).Label("absorbed"))
            .And(survives.Label("replayed"));
    }));

    [Fact]
    public void Merge_CutOffBetweenAnyTwoCopies_IsFinishedAsItWasPlanned() => Check.One(Many, Prop.ForAll(Seeds(), static seed =>
    {
        var whole = TwoLives(seed, static (_, interaction) => interaction, out var at);
        var cut = TwoLives(seed, static (_, interaction) => interaction, out _);
        whole.Merge(A, B, "m1", at);
        cut.Merge(A, B, "m1", at, cutAfter: new System.Random(seed).Next(40));
        var same = whole.Rows(A).Select(Row).SequenceEqual(cut.Rows(A).Select(Row));
        return same.Label("rows").And((PaperHouse.Essence(whole.State(A)) == PaperHouse.Essence(cut.State(A))).Label("state"));

        static string Row(Luxe.Storage.JournalRow row) => $"{row.Seq} {row.EventId} {row.Kind} {Convert.ToHexString(row.Payload.Span)}";
    }));

    [Fact]
    public void Undo_InteractionsSince_GivesEachHerOwn() => Check.One(Many, Prop.ForAll(Seeds(), static seed =>
    {
        var house = TwoLives(seed, static (_, interaction) => interaction, out var now);
        var plan = house.Merge(A, B, "m1", now);
        var (a, b) = (Alone(house, A), Alone(house, B));
        foreach (var (id, batch) in SinceBatches(seed, now))
        {
            house.Record(id, batch, batch[^1].ReceivedAt);
            var expected = batch.Where(interaction => ConsentGate.Admits(plan.Consent, interaction.Kind));
            a = id == A ? Fold(a, plan.Consent, expected.Where(interaction => a.Consent.Reaches(ConsentGate.TierOf(interaction.Kind)))) : a;
            b = id == B ? Fold(b, plan.Consent, expected.Where(interaction => ConsentGate.Admits(b.Consent, interaction.Kind))) : b;
        }

        house.Undo(A, "m1", now.AddDays(40));
        return (Data(a) == Data(house.State(A))).Label("survivor").And((Data(b) == Data(house.State(B))).Label("absorbed"));
    }));

    /// <summary>Seeds that are the same with every run: four hundred of them, side by side.</summary>
    [Fact]
    public void Merged_WhatEitherSwitchedOff_HasNoInfluence()
    {
        var failed = new ConcurrentBag<string>();
        Parallel.For(0, 400, seed =>
        {
            if (FindInfluence(seed) is { } influence)
            {
                failed.Add($"{seed}: {influence}");
            }
        });
        Assert.Empty(failed);
    }

    /// <summary>Lives one of which holds other content where the merged consent forbids it, merged and lived on: where they are told apart first, if anywhere.</summary>
    private static string? FindInfluence(int seed)
    {
        var merged = TwoLives(seed, static (_, interaction) => interaction, out var at);
        var consent = StricterConsent.Of(merged.State(A).Consent, merged.State(B).Consent);
        var random = new System.Random(seed ^ 99);
        var flipped = TwoLives(seed, (_, interaction) => Other(interaction, consent, random), out _);
        Both(house => house.Merge(A, B, "m1", at));
        var raised = (merged.Raised.Count, flipped.Raised.Count);
        var differs = Differs(at);
        foreach (var (id, batch) in SinceBatches(seed, at).TakeWhile(_ => differs is null))
        {
            var now = batch[^1].ReceivedAt;
            Both(house => house.Record(id, batch, now));
            Interrupt(random, now);
            differs = Differs(now);
        }

        return differs ?? (merged.Raised.Skip(raised.Item1).Select(Text).SequenceEqual(flipped.Raised.Skip(raised.Item2).Select(Text)) ? null : "prompts");

        void Both(Action<PaperHouse> act)
        {
            act(merged);
            act(flipped);
        }

        // By either door the same person answers.
        string? Differs(DateTimeOffset now) => (merged.Shown(A, now), flipped.Shown(B, now)) is var (one, other) && one == other ? null
            : $"at {now:o}: {one[Math.Max(0, one.Zip(other).TakeWhile(static pair => pair.First == pair.Second).Count() - 60)..]}"[..120];

        void Interrupt(System.Random dice, DateTimeOffset now)
        {
            var (what, id, tier, late) = (dice.Next(5), dice.Next(2) == 0 ? A : B, (ConsentTier)dice.Next(4), dice.Next(4) == 0 ? dice.Next(1000) : 0);
            var (purposes, withheld, associate) = (dice.Next(2) == 0 ? Purposes.InStoreRecognition : Purposes.None, Lives.Uses(dice), $"as{dice.Next(2)}");
            switch (what)
            {
                case 0: Both(house => house.Decide(id, Lives.Decision($"s{now.Ticks}", tier, now.AddDays(-late), purposes) with { Withheld = withheld }, now)); break;
                case 1: Both(house => house.Wake(id, now.AddHours(5))); break;
                case 2: Both(house => house.Assign(id, associate, now)); break;
                default: break;
            }
        }
    }

    /// <summary>
    /// Other content where a consent forbids it, at another time if all of it is forbidden. It stays of the same use: what was let in and what was purged before
    /// must be the same in both lives, or they would be told apart by what was allowed then.
    /// </summary>
    private static Interaction Other(Interaction interaction, ConsentView consent, System.Random random) =>
        Flips.Of(interaction, consent, random) is var other && ConsentGate.Admits(consent, interaction.Kind) ? other : other with { OccurredAt = interaction.OccurredAt.AddMinutes(-7) };

    [Fact]
    public void Undo_WhatSheWithdrewSince_DoesNotComeBackForEither() => Check.One(Many, Prop.ForAll(Seeds(), static seed =>
    {
        var random = new System.Random(seed);
        var (down, by, again) = ((ConsentTier)random.Next(3), random.Next(2) == 0 ? A : B, random.Next(2) == 0);
        var house = TwoLives(seed, static (_, interaction) => interaction, out var at);
        var other = TwoLives(seed, (_, interaction) => ConsentGate.TierOf(interaction.Kind) > down ? Flip(interaction) : interaction, out _);
        foreach (var one in (PaperHouse[])[house, other])
        {
            one.Merge(A, B, "m1", at);
            one.Record(A, [Interactions.View("s1", "p1", at.AddDays(1))], at.AddDays(1));
            one.Record(B, [Interactions.View("s2", "p2", at.AddDays(1))], at.AddDays(1));
            one.Decide(by, Lives.Decision("down", down, at.AddDays(2), Purposes.None), at.AddDays(2));
            if (again)
            {
                one.Decide(by == A ? B : A, Lives.Decision("up", ConsentTier.Identity, at.AddDays(3)), at.AddDays(3));
            }

            one.Undo(A, "m1", at.AddDays(4));
        }

        var limit = house.State(by).Consent;
        var now = at.AddDays(5);
        var stands = limit.Tier == down && limit.Purposes == Purposes.None && house.State(A).Consent.Tier <= (again && by == B ? ConsentTier.Identity : down)
            && house.State(B).Consent.Tier <= (again && by == A ? ConsentTier.Identity : down);
        return stands.Label("withdrawn")
            .And((house.Shown(A, now) == other.Shown(A, now) && house.Shown(B, now) == other.Shown(B, now)).Label("shown"))
            .And(house.Rows(A).Concat(house.Rows(B)).All(row => row.IsRedacted || row.Tier <= (int)down || row.ReceivedAt > at.AddDays(2)).Label("purged"));
    }));

    [Fact]
    public void MergeUndoMerge_AnyLives_IsAsMergingOnce() => Check.One(Many, Prop.ForAll(Seeds(), static seed =>
    {
        var once = TwoLives(seed, static (_, interaction) => interaction, out var at);
        var twice = TwoLives(seed, static (_, interaction) => interaction, out _);
        once.Merge(A, B, "m2", at);
        twice.Merge(A, B, "m1", at);
        twice.Undo(A, "m1", at);
        twice.Merge(A, B, "m2", at);
        return once.Shown(A, at) == twice.Shown(A, at) && Data(once.State(A)) == Data(twice.State(A));
    }));

    /// <summary>Two lives with decisions up and down, a few of whose events both saw; each interaction may be changed on its way in.</summary>
    internal static PaperHouse TwoLives(int seed, Func<string, Interaction, Interaction> changed, out DateTimeOffset end)
    {
        var house = new PaperHouse();
        var random = new System.Random(seed);
        end = Lives.Start;
        foreach (var (id, life) in ((string, ImmutableArray<Interaction>)[])[(A, Lives.Of(seed, random.Next(1, 70))), (B, Lives.Of(seed ^ 1, random.Next(1, 70)))])
        {
            if (random.Next(8) > 0)
            {
                house.Decide(id, Lives.Decision($"{id}-d", (ConsentTier)random.Next(4), Lives.Start.AddDays(-random.Next(1, 900)), random.Next(2) == 0 ? Purposes.InStoreRecognition : Purposes.None) with { Withheld = Lives.Uses(random) }, Lives.Start);
            }

            foreach (var interaction in life)
            {
                var now = interaction.ReceivedAt;
                house.Record(id, [changed(id, random.Next(12) == 0 ? interaction with { EventId = $"shared{random.Next(5)}" } : interaction)], now);
                if (random.Next(25) == 0)
                {
                    house.Decide(id, Lives.Decision($"{id}-{interaction.EventId}", (ConsentTier)random.Next(4), now, random.Next(2) == 0 ? Purposes.InStoreRecognition : Purposes.None) with { Withheld = Lives.Uses(random) }, now);
                }

                if (random.Next(30) == 0)
                {
                    house.Assign(id, $"as{random.Next(3)}", now);
                }

                end = now > end ? now : end;
            }
        }

        end = Time.Instant.Trim(end.AddMinutes(1));
        return house;
    }

    /// <summary>The same event id, tier, use and place in time; everything else is another.</summary>
    internal static Interaction Flip(Interaction interaction) => interaction with
    {
        Kind = interaction.Kind switch
        {
            InteractionKind.WishAdded => InteractionKind.CartAdded,
            InteractionKind.ProductViewed => InteractionKind.ProductShared,
            InteractionKind.CartAdded => InteractionKind.WishAdded,
            var kind => kind,
        },
        Items = [new InteractionItem("flipped", Name: "Flipped")],
        Query = interaction.Query is null ? null : "flipped",
        Value = interaction.Value + 1,
        Traits = interaction.Traits is null ? null : interaction.Traits with { Title = "Mr", FamilyName = "Flipped", Birthday = new DateOnly(1990, 11, 3) },
        StoreId = "flipped",
        OccurredAt = interaction.OccurredAt.AddMinutes(-7),
    };

    private static IEnumerable<(string Id, ImmutableArray<Interaction> Batch)> SinceBatches(int seed, DateTimeOffset at)
    {
        var random = new System.Random(seed ^ 77);
        var shift = at - Lives.Start;
        return Lives.Of(seed ^ 2, random.Next(1, 50)).Select(interaction => (random.Next(2) == 0 ? A : B, ImmutableArray.Create(interaction with
        {
            OccurredAt = interaction.OccurredAt + shift,
            ReceivedAt = interaction.ReceivedAt + shift,
        }))).ToArray();
    }

    /// <summary>A client as she is but for the merge.</summary>
    private static CustomerState Alone(PaperHouse house, string id) => CustomerState.Empty.Apply(house.Rows(id).Select(CustomerRows.FromRow)
        .TakeWhile(entry => entry.Event is not (Merged or MergedInto)));

    private static CustomerState Fold(CustomerState state, ConsentView consent, IEnumerable<Interaction> interactions) => interactions.Aggregate(
        state, (s, interaction) => s.Apply(new JournalEntry(s.Seq + 1, interaction.EventId, new InteractionRecorded(Tidy(interaction, consent)))));

    private static Interaction Tidy(Interaction interaction, ConsentView consent) =>
        CustomerRules.Record(CustomerState.Empty with { Consent = consent }, [interaction], ImmutableHashSet<string>.Empty)
            .Events.OfType<InteractionRecorded>().Single().Interaction;

    /// <summary>What interactions and decisions made of her; prompts come and go with the clock.</summary>
    private static string Data(CustomerState state) => PaperHouse.Essence(state with { Prompts = [], Raised = [], Marks = null });

    private static string Text(Contracts.Prompts.Prompt prompt) => $"{prompt} {string.Join(',', prompt.Products)}";

    private static Arbitrary<int> Seeds() => Gen.Choose(0, int.MaxValue - 1).ToArbitrary();
}
