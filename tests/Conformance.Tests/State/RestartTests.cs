using Luxe.Conformance.Tests.Hosting;
using Luxe.Conformance.Tests.Time;
using Luxe.Storage.OrleansTables;
using Luxe.Tests;
using Orleans.Storage;

namespace Luxe.Conformance.Tests.State;

/// <summary>What a database keeps when its silo ends, and what happens when two silos believe that they own a grain.</summary>
public sealed class RestartTests(StateClusters clusters) : IClassFixture<StateClusters>
{
    [Theory, OnSqlite, OnPostgres]
    public async Task State_AfterARestart_IsThere(string provider)
    {
        var connection = await clusters.CreateDatabaseAsync(provider);
        var key = Unique.Key();
        var first = await DatabaseSilo.StartAsync(provider, connection);
        var grain = first.GrainFactory.GetGrain<ICardGrain>(key);
        await grain.Change("alex");
        var tag = await grain.Write();
        await grain.WriteSnapshot("of another provider");
        await StateClusters.StopAsync(first);

        var second = await DatabaseSilo.StartAsync(provider, connection);
        grain = second.GrainFactory.GetGrain<ICardGrain>(key);
        Assert.Equal(("alex", 1, true), await grain.Read());
        Assert.Equal(tag, await grain.Tag());
        Assert.Equal("of another provider", await grain.SnapshotText());
        await StateClusters.StopAsync(second);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Reminder_AfterARestart_ArrivesAndCanBeForgotten(string provider)
    {
        var connection = await clusters.CreateDatabaseAsync(provider);
        var key = Unique.Key();
        var first = await DatabaseSilo.StartAsync(provider, connection);
        await first.GrainFactory.GetGrain<IReminderGrain>(key).Remind("again", TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(500));
        await first.GrainFactory.GetGrain<IReminderGrain>(key).Remind("far", TimeSpan.FromDays(30), TimeSpan.FromDays(60));
        await StateClusters.StopAsync(first);
        var before = Trace.Of(key).Count("again");

        var second = await DatabaseSilo.StartAsync(provider, connection);
        await Trace.Of(key).Until("again", before + 2);
        var grain = second.GrainFactory.GetGrain<IReminderGrain>(key);
        Assert.Equal(["again", "far"], await grain.Names());
        await grain.Forget("again");
        Assert.Equal(["far"], await grain.Names());
        await StateClusters.StopAsync(second);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Write_BehindAnotherSilosWrite_IsInconsistentAndTheNextActivationSeesTheWinner(string provider)
    {
        var connection = await clusters.CreateDatabaseAsync(provider);
        var key = Unique.Key();
        var one = await DatabaseSilo.StartAsync(provider, connection);
        var two = await DatabaseSilo.StartAsync(provider, connection);
        var winner = one.GrainFactory.GetGrain<ICardGrain>(key);
        var loser = two.GrainFactory.GetGrain<ICardGrain>(key);
        await loser.Read();
        await winner.Change("winner");
        await winner.Write();
        await loser.Change("loser");

        await Assert.ThrowsAsync<InconsistentStateException>(loser.Write);

        Assert.Equal(("winner", 1, true), await loser.Read());
        await loser.Change("after");
        await loser.Write();
        await Assert.ThrowsAsync<InconsistentStateException>(async () =>
        {
            await winner.Change("late");
            await winner.Clear();
        });
        await StateClusters.StopAsync(one);
        await StateClusters.StopAsync(two);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task EnsureCreated_AgainAndAtOnce_ChangesNothing(string provider)
    {
        var connection = await clusters.CreateDatabaseAsync(provider);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => OrleansSchema.EnsureCreatedAsync(provider, connection))));
    }
}
