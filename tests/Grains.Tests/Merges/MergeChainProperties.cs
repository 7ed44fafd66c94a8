using FsCheck.Fluent;
using FsCheck;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Merges;
using Luxe.Grains.Tests.Customers;

namespace Luxe.Grains.Tests.Merges;

/// <summary>Four clients who are merged, taken apart, written to and asked at random: whatever the order, every journal replays to what is held.</summary>
public sealed class MergeChainProperties
{
    private static readonly string[] Ids = ["c_a", "c_b", "c_c", "c_d"];
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(120);

    [Fact]
    public void RandomHouse_AtEveryStep_ReplaysAsItStands() => Check.One(Many, Prop.ForAll(Seeds(), static seed =>
    {
        var (house, random) = (new PaperHouse(), new System.Random(seed));
        var (now, merges) = (Lives.Start, 0);
        Begin(house, random);
        for (var step = 0; step < 90; step++)
        {
            now += TimeSpan.FromMinutes(random.Next(1, 400));
            Act(house, random, step, now, ref merges, static interaction => interaction);
            if (Ids.FirstOrDefault(id => !Stands(house, id)) is { } broken)
            {
                return false.Label($"{broken} after step {step}");
            }
        }

        return true.ToProperty();
    }));

    [Fact]
    public void RandomHouse_AllTakenApart_EachHoldsOnlyWhatCameByHerDoorAndSheAllows() => Check.One(Many, Prop.ForAll(Seeds(), static seed =>
    {
        var (house, random) = (new PaperHouse(), new System.Random(seed));
        var (now, merges) = (Lives.Start, 0);
        Begin(house, random);
        for (var step = 0; step < 90; step++)
        {
            now += TimeSpan.FromMinutes(random.Next(1, 400));
            Act(house, random, step, now, ref merges, static interaction => interaction);
        }

        while (Ids.FirstOrDefault(id => house.State(id) is { Into: null, Marks.Merges.IsEmpty: false }) is { } survivor)
        {
            now += TimeSpan.FromMinutes(1);
            house.Undo(survivor, house.State(survivor).Marks!.Merges[^1].MergeId, now);
        }

        return Ids.All(id => Stands(house, id)
            && house.Rows(id).Select(CustomerRows.FromRow).All(entry => entry.Event switch
            {
                // An event id says by whose door it was sent; what is left of traits is said again under the id of the decision, whoever's it was.
                InteractionRecorded step => step.Origin is null && (step.Interaction.EventId.StartsWith(id, StringComparison.Ordinal) || step.Interaction.EventId.Contains("~traits", StringComparison.Ordinal)),
                ConsentDecided decided => decided.Origin is null && decided.Decision.EventId.StartsWith(id, StringComparison.Ordinal),
                _ => true,
            })
            && house.Journey(id).All(step => house.State(id).Consent.Reaches(ConsentGate.TierOf(step.Kind))));
    }));

    [Fact]
    public void RandomHouse_WhatSheWithdrew_HasNoInfluenceOnAnybodyAfterwards() => Check.One(Many, Prop.ForAll(Seeds(), static seed =>
    {
        var withdrawn = new HashSet<string>(StringComparer.Ordinal);
        var plain = Live(seed, static interaction => interaction, withdrawn);
        var flipped = Live(seed, interaction => withdrawn.Contains(interaction.EventId) ? MergeProperties.Flip(interaction) : interaction, null);
        var end = Lives.Start.AddDays(60);
        return Ids.All(id => plain.Shown(id, end) == flipped.Shown(id, end));
    }));

    [Fact]
    public void RandomHouse_LateWithdrawalByADoorInAChain_LeavesNothingThatCameByItStoredAnywhere() => Check.One(Many, Prop.ForAll(Seeds(), static seed =>
    {
        var (house, random) = (new PaperHouse(), new System.Random(seed));
        var (now, merges, late) = (Lives.Start, 0, 0);
        Begin(house, random);
        for (var step = 0; step < 90; step++)
        {
            now += TimeSpan.FromMinutes(random.Next(1, 400));
            Act(house, random, step, now, ref merges, static interaction => interaction);
            foreach (var (owner, door, tier) in house.Late.Skip(late))
            {
                if (Ids.SelectMany(house.Rows).Any(row => !row.IsRedacted && row.Tier > (int)tier && row.Kind == InteractionRecorded.Kind && row.EventId!.StartsWith(door, StringComparison.Ordinal)))
                {
                    return false.Label($"{door} of {owner} after step {step}");
                }
            }

            late = house.Late.Count;
            if (Ids.FirstOrDefault(id => !Stands(house, id)) is { } broken)
            {
                return false.Label($"{broken} after step {step}");
            }
        }

        return true.ToProperty();
    }));

    [Fact]
    public void RandomHouse_StandingAlone_NobodyIsAllowedMoreThanHerLatestWordByHerOwnDoor() => Check.One(Many, Prop.ForAll(Seeds(), static seed =>
    {
        var (house, random) = (new PaperHouse(), new System.Random(seed));
        var (now, merges) = (Lives.Start, 0);
        Begin(house, random, mayVouch: true);
        for (var step = 0; step < 90; step++)
        {
            now += TimeSpan.FromMinutes(random.Next(1, 400));
            Act(house, random, step, now, ref merges, static interaction => interaction);
            if (Ids.FirstOrDefault(id => house.State(id) is { Into: null } state && (state.Marks ?? MergeMarks.None).Merges.IsEmpty && !IsWithin(state.Consent, LastWord(house, id))) is { } broken)
            {
                return false.Label($"{broken} after step {step}");
            }

            if (Ids.FirstOrDefault(id => !Stands(house, id)) is { } other)
            {
                return false.Label($"{other} does not replay after step {step}");
            }
        }

        return true.ToProperty();
    }));

    [Fact]
    public void RandomHouse_OnlyMerged_NothingThatWasTakenOnceIsTakenAgain() => Check.One(Many, Prop.ForAll(Seeds(), static seed =>
    {
        var (house, random) = (new PaperHouse(), new System.Random(seed));
        var (now, merges) = (Lives.Start, 0);
        var came = new List<Interaction>();
        Begin(house, random);
        for (var step = 0; step < 90; step++)
        {
            now += TimeSpan.FromMinutes(random.Next(1, 400));
            Act(house, random, step, now, ref merges, interaction =>
            {
                came.Add(interaction);
                return interaction;
            }, mayUndo: false);
            var taken = Ids.SelectMany(house.Rows).Select(static row => row.EventId).OfType<string>().ToHashSet(StringComparer.Ordinal);
            foreach (var interaction in came.Where(interaction => taken.Contains(interaction.EventId)))
            {
                var before = Ids.Sum(id => house.Rows(id).Count(static row => row.Kind == InteractionRecorded.Kind));
                house.Record(interaction.EventId[..3], [interaction], now);
                if (Ids.Sum(id => house.Rows(id).Count(static row => row.Kind == InteractionRecorded.Kind)) != before)
                {
                    return false.Label($"{interaction.EventId} came again after step {step}");
                }
            }
        }

        return true.ToProperty();
    }));

    /// <summary>Of what she said by her own door, the latest; null when she said nothing.</summary>
    private static ConsentDecision? LastWord(PaperHouse house, string id) => house.Rows(id).Select(static row => CustomerRows.FromRow(row).Event).OfType<ConsentDecided>()
        .Select(static decided => decided.Decision).Where(static decision => !decision.IsVouched()).OrderBy(static decision => decision.DecidedAt).LastOrDefault();

    private static bool IsWithin(ConsentView consent, ConsentDecision? word) => word is null || (consent.Tier <= word.Tier && (consent.Purposes & ~word.Purposes) == 0 && (word.Withheld & ~consent.Withheld) == 0 && (consent.LeaveMeAlone || !word.LeaveMeAlone));

    /// <summary>A random house; notes which interactions lie above a decision that she took after them, by whatever door of hers.</summary>
    private static PaperHouse Live(int seed, Func<Interaction, Interaction> changed, HashSet<string>? withdrawn)
    {
        var (house, random) = (new PaperHouse(), new System.Random(seed));
        var (now, merges) = (Lives.Start, 0);
        var came = new List<(string Id, Interaction Interaction)>();
        Begin(house, random);
        for (var step = 0; step < 90; step++)
        {
            now += TimeSpan.FromMinutes(random.Next(1, 400));
            Act(house, random, step, now, ref merges, interaction =>
            {
                came.Add((interaction.EventId[..3], interaction));
                return changed(interaction);
            });
            foreach (var id in Ids.Where(id => house.State(id).Into is null && house.State(id).Consent is { Channel: "web" } consent && consent.NoticeVersion == $"by-{step}"))
            {
                // Her word was heard and holds (one that came late takes away until her next, and purges by its own door only): whatever came for this person before it and lies above is withdrawn.
                string[] doors = [id, .. (house.State(id).Marks ?? MergeMarks.None).Covered];
                withdrawn?.UnionWith(came.Where(row => doors.Contains(row.Id) && ConsentGate.TierOf(row.Interaction.Kind) > house.State(id).Consent.Tier).Select(static row => row.Interaction.EventId));
            }
        }

        return house;
    }

    private static void Begin(PaperHouse house, System.Random random, bool mayVouch = false)
    {
        foreach (var id in Ids)
        {
            if (mayVouch && random.Next(2) == 0)
            {
                house.Vouch(id, (ConsentTier)random.Next(1, 4), Lives.Start);
                continue;
            }

            house.Decide(id, Lives.Decision(id + "-first", (ConsentTier)random.Next(1, 4), Lives.Start.AddDays(-random.Next(1, 300)), Purposes.InStoreRecognition) with { Withheld = Lives.Uses(random) }, Lives.Start);
        }
    }

    private static void Act(PaperHouse house, System.Random random, int step, DateTimeOffset now, ref int merges, Func<Interaction, Interaction> changed, bool mayUndo = true)
    {
        var (id, other) = (Ids[random.Next(4)], Ids[random.Next(4)]);
        switch (random.Next(12))
        {
            case 0 or 1 when id != other && house.State(id).Into is null && house.State(other).Into is null:
                house.Merge(id, other, $"m{merges++}", now, cutAfter: random.Next(30));
                break;
            case 2 when mayUndo && house.State(id) is { Into: null, Marks.Merges: [.., var last] }:
                house.Undo(id, last.MergeId, now);
                break;
            case 3 or 4:
                var said = now.AddDays(random.Next(3) == 0 ? -random.Next(400) : 0);
                house.Decide(id, Lives.Decision($"{id}-d{step}", (ConsentTier)random.Next(4), said, random.Next(2) == 0 ? Purposes.InStoreRecognition : Purposes.None) with { NoticeVersion = $"by-{step}", Withheld = Lives.Uses(random), LeaveMeAlone = random.Next(9) == 0 }, now);
                break;
            case 5:
                house.Assign(id, random.Next(3) == 0 ? null : $"as{random.Next(3)}", now);
                break;
            case 6:
                house.Wake(id, now.AddHours(5));
                break;
            default:
                house.Record(id, [changed(Lives.One(random, $"{id}-e{step}", now.AddMinutes(-random.Next(2) * random.Next(9000)), now))], now);
                break;
        }
    }

    /// <summary>What is held is what the journal says, nothing lies in it that her consent does not reach, and a signpost names one who knows of it.</summary>
    private static bool Stands(PaperHouse house, string id)
    {
        var state = house.State(id);
        return PaperHouse.Essence(state) == PaperHouse.Essence(house.Replayed(id))
            && state.Seq == house.Rows(id).Count
            && (state.Consent.Reaches(ConsentTier.Behaviour) || (state.Observed.Count == 0 && state.Wishes.IsEmpty))
            && (state.Consent.Reaches(ConsentTier.Category) || state.Declared.Count == 0)
            && (state.Into is not { } into || house.State(into.SurvivorId).Into is not null || house.State(into.SurvivorId).Marks!.Merges.Any(merge => merge.MergeId == into.MergeId));
    }

    private static Arbitrary<int> Seeds() => Gen.Choose(0, int.MaxValue - 1).ToArbitrary();
}
