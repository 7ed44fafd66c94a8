using System.Text;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Policies;
using Luxe.Grains.Policies;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Tests;

namespace Luxe.Grains.Tests.Policies;

/// <summary>The policy of data/policy, as a client meets it: an age that caps, and a newer notice that asks and gives nothing.</summary>
[Collection(ClusterTests.Name)]
public sealed class PolicyAtTheGrainTests
{
    private static readonly Viewer Officer = new("noor", ViewerRole.PrivacyOfficer, "ledger");
    private static readonly Viewer Associate = new("camille", ViewerRole.Associate, "brief");

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    [Theory, OnSqlite, OnPostgres]
    public async Task Decide_UnderAge_IsCappedAndSaysWhy(string database)
    {
        await using var silo = await DatabaseSilo.StartAsync(database);
        var child = await Client(silo, 12, "FR");

        var held = await silo.Customer(child).Decide(Decision("wide", ConsentTier.Identity) with { Evidence = "link:1a2b3c4d" });
        var recorded = await silo.Customer(child).Record([Interactions.View("e1", "p1", Now)]);

        Assert.Equal((ConsentTier.Category, 1), (held.Tier, recorded.Dropped));
        var entry = (await silo.Views(child).GetLedger(Officer)).Entries[^1].Decision;
        Assert.Equal((ConsentTier.Category, "link:1a2b3c4d, under-age"), (entry.Tier, entry.Evidence));
    }

    [Theory]
    [InlineData(15, "FR", ConsentTier.Identity)]
    [InlineData(15, null, ConsentTier.Category)]
    [InlineData(16, null, ConsentTier.Identity)]
    public async Task Decide_ByAgeAndCountry_IsCappedByThatCountrysAge(int age, string? country, ConsentTier tier)
    {
        await using var silo = await DatabaseSilo.StartAsync("sqlite");
        var client = await Client(silo, age, country);

        Assert.Equal(tier, (await silo.Customer(client).Decide(Decision("wide", ConsentTier.Identity))).Tier);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Record_HerAgeAfterSheDecided_LowersWhatSheAllowedAndPurges(string database)
    {
        await using var silo = await DatabaseSilo.StartAsync(database);
        var id = GrainsCluster.New("c");
        await silo.Customer(id).Decide(Decision("wide", ConsentTier.Identity));
        await silo.Customer(id).Record([Interactions.Of(InteractionKind.WishAdded, "e1", "p1", Now)]);

        var taken = await silo.Customer(id).Record([Born(12, null)]);
        var again = await silo.Customer(id).Record([Born(12, null)]);

        var profile = (await silo.Views(id).GetProfile(Associate))!;
        Assert.Equal((1, 1, ConsentTier.Category, 0), (taken.Recorded, again.Repeated, profile.Consent.Tier, profile.Wishes.Length));
        var entries = (await silo.Views(id).GetLedger(Officer)).Entries;
        Assert.Equal((2, "under-age", "policy"), (entries.Length, entries[^1].Decision.Evidence, entries[^1].Decision.Actor));

        // Her next word outranks it, and is capped too; a parent's country where she is of age would not be.
        Assert.Equal(ConsentTier.None, (await silo.Customer(id).Decide(Decision("none", ConsentTier.None))).Tier);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Put_OfAVersionThatWidens_AsksHerAndGivesNothingUntilSheDecides(string database)
    {
        await using var silo = await DatabaseSilo.StartAsync(database);
        var policies = silo.Service<IGrainFactory>().GetGrain<IPolicies>(IPolicies.Key);
        var book = silo.Service<IPolicyBook>();
        var id = GrainsCluster.New("c");
        var before = await silo.Customer(id).Decide(Decision("first", ConsentTier.Behaviour));
        Assert.Empty((await silo.Views(id).GetBrief(Associate))!.Asks);

        var put = await policies.Put(Encoding.UTF8.GetString(PolicyFiles.Version("2026-12", "2026-11-02T00:00:00Z", static root => PolicyFiles.Add(root, "uses.searches.covers", "images"))), "next");

        Assert.Equal(PolicyResult.Added, put.Result);
        Assert.Equal("2026-12", book.Current.Version);
        Assert.Equal("use:searches+images", Assert.Single((await silo.Views(id).GetBrief(Associate))!.Asks));
        Assert.Equal("use:searches+images", Assert.Single(await policies.Asks(id)).Code);
        var held = await silo.Views(id).GetConsent();
        Assert.Equal(before, held);
        Assert.False(book.Covers(held, DataUses.Searches, "images"));
        Assert.True(book.Covers(held, DataUses.Searches, "search-text"));

        // She says no to it: what she had stays as it was, and nobody asks again.
        var refused = await silo.Customer(id).Decide(Decision("no", ConsentTier.Behaviour) with { NoticeVersion = "2026-12", Withheld = DataUses.Searches });
        Assert.Empty((await silo.Views(id).GetBrief(Associate))!.Asks);
        Assert.False(book.Covers(refused, DataUses.Searches, "images"));

        var agreed = await silo.Customer(id).Decide(Decision("yes", ConsentTier.Behaviour) with { NoticeVersion = "2026-12" });
        Assert.True(book.Covers(agreed, DataUses.Searches, "images"));
    }

    private static async Task<string> Client(DatabaseSilo silo, int age, string? country)
    {
        var id = GrainsCluster.New("c");
        await silo.Customer(id).Decide(Decision("first", ConsentTier.Category));
        await silo.Customer(id).Record([Born(age, country)]);
        return id;
    }

    private static Interaction Born(int age, string? country) => Interactions.Of(InteractionKind.Identified, "born", null, Now) with
    {
        Traits = new Traits { FamilyName = "Morgan", Birthday = DateOnly.FromDateTime(Now.UtcDateTime).AddYears(-age).AddDays(-40), Country = country },
    };

    private static ConsentDecision Decision(string eventId, ConsentTier tier) => Lives.Decision(eventId, tier, Now) with { NoticeVersion = "2026-11" };
}
