using Luxe.Storage.Databases;
using Luxe.Tests;

namespace Luxe.Storage.Tests;

[Collection(DatabaseTests.Name)]
public sealed class ClaimTests(Databases databases)
{
    private readonly string _id = Guid.NewGuid().ToString("N");

    [Theory, OnSqlite, OnPostgres]
    public async Task Claim_TwiceAndThenReleased_BelongsToTheFirstAndThenToTheNext(string provider)
    {
        var claims = (await databases.SharedAsync(provider)).Get<IClaims>();

        Assert.Equal("c-1", await claims.ClaimAsync(new TokenClaim(_id, "c-1")));
        Assert.Equal("c-1", await claims.ClaimAsync(new TokenClaim(_id, "c-2")));
        await claims.ReleaseAsync(_id, "c-2");
        Assert.Equal("c-1", await claims.FindAsync(_id));
        await claims.ReleaseAsync(_id, "c-1");
        Assert.Null(await claims.FindAsync(_id));
        Assert.Equal("c-2", await claims.ClaimAsync(new TokenClaim(_id, "c-2")));
        await claims.MoveAsync(_id, "c-3");
        Assert.Equal("c-3", await claims.ClaimAsync(new TokenClaim(_id, "c-2")));
    }

    // The plan that is made while a house is new is kept when it has grown.
    [Theory, OnPostgres]
    public async Task Find_ManyInANewHouse_IsPlannedByKey(string provider)
    {
        await using var host = await StorageHost.StartAsync(await databases.NewAsync(provider));
        var database = host.Get<Database>();
        var tokens = "'{" + string.Join(',', Enumerable.Range(0, 500)) + "}'::text[]";

        var plan = string.Join('\n', await database.QueryAsync("EXPLAIN " + database.SelectAmong("token, customer", "identity_claim", "token", tokens), row => row.GetString(0), default));

        Assert.Contains("identity_claim_pkey", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on identity_claim", plan, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Claim_ByManyAtOnce_HasOneWinnerAndOnlyHerStanding(string provider)
    {
        var host = await databases.SharedAsync(provider);
        var customers = Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"c-{_id}-{i}")).ToArray();

        var owners = await Task.WhenAll(customers.Select(customer => Task.Run(() => host.Get<IClaims>().ClaimAsync(new TokenClaim(_id, customer, 1)))));
        var standings = await Task.WhenAll(customers.Select(customer => host.Get<IStandings>().FindAsync(customer)));

        var winner = Assert.Single(owners.Distinct());
        Assert.Contains(winner, customers);
        Assert.Equal(new StandingRow(winner, 1, null, 0), Assert.Single(standings.OfType<StandingRow>()));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ClaimMany_SomeTakenSomeTwice_LeavesWhatIsTakenAndWritesEachOnce(string provider)
    {
        var host = await databases.SharedAsync(provider);
        var (claims, standings) = (host.Get<IClaims>(), host.Get<IStandings>());
        await claims.ClaimAsync(new TokenClaim(_id + "taken", _id + "first", 5));
        var many = Enumerable.Range(0, 2_500).Select(i => new TokenClaim(FormattableString.Invariant($"{_id}-{i}"), FormattableString.Invariant($"{_id}-c{i}"), i % 2 == 0 ? 1 : null));

        await claims.ClaimAsync([.. many, new TokenClaim(_id + "taken", _id + "late", 1), new TokenClaim(_id + "-7", _id + "-c7")]);
        var found = await claims.FindAsync([.. Enumerable.Range(0, 2_500).Select(i => FormattableString.Invariant($"{_id}-{i}")), _id + "taken", _id + "nobody"]);

        Assert.Equal(2_501, found.Count);
        Assert.Equal(_id + "-c2499", found[_id + "-2499"]);
        Assert.Equal(_id + "first", found[_id + "taken"]);
        Assert.Equal(new StandingRow(_id + "-c4", 1, null, 0), await standings.FindAsync(_id + "-c4"));
        Assert.Null(await standings.FindAsync(_id + "-c5"));
        Assert.Null(await standings.FindAsync(_id + "late"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Claim_WhatNoDatabaseCanHold_IsRefusedAndSparesOthers(string provider)
    {
        var claims = (await databases.SharedAsync(provider)).Get<IClaims>();

        var good = claims.ClaimAsync(new TokenClaim(_id, "c-1"));
        await Assert.ThrowsAsync<ArgumentException>(() => claims.ClaimAsync(new TokenClaim(_id + "\0", "c-1")));
        await Assert.ThrowsAsync<ArgumentException>(() => claims.ClaimAsync([new TokenClaim(_id + "other", "")]));

        Assert.Equal("c-1", await good);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task TryPut_AsExpectedOrNot_WritesOnlyOverWhatWasRead(string provider)
    {
        var standings = (await databases.SharedAsync(provider)).Get<IStandings>();
        var (anonymous, stitching) = (new StandingRow(_id, 1, null, 0), new StandingRow(_id, 2, "c-9", 0));

        Assert.True(await standings.TryPutAsync(anonymous, null));
        Assert.False(await standings.TryPutAsync(stitching, null));
        Assert.False(await standings.TryPutAsync(stitching, anonymous with { Namings = 1 }));
        Assert.True(await standings.TryPutAsync(stitching, anonymous));
        Assert.False(await standings.TryPutAsync(anonymous, stitching with { Into = null }));
        Assert.Equal(stitching, await standings.FindAsync(_id));
        Assert.Null(await standings.FindAsync(_id + "nobody"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task TryPut_ByManyAtOnce_OneWins(string provider)
    {
        var standings = (await databases.SharedAsync(provider)).Get<IStandings>();
        var before = new StandingRow(_id, 4, null, 1);
        await standings.TryPutAsync(before, null);

        var wrote = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => standings.TryPutAsync(before with { Namings = 10 + i }, before))));

        Assert.Single(wrote, static won => won);
    }
}
