using System.Text;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Policies;
using Luxe.Grains.Policies;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;
using Luxe.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Luxe.Grains.Tests.Policies;

/// <summary>The versions of a real silo on both databases: kept for ever, in force by time, never changed.</summary>
[Collection(ClusterTests.Name)]
public sealed class PolicyBookTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("luxe-policy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, OnSqlite, OnPostgres]
    public async Task Start_OfAHouseWithoutPolicy_KeepsTheShippedOne(string database)
    {
        await using var silo = await DatabaseSilo.StartAsync(database);

        var list = await Policies(silo).List();

        Assert.Equal(("2026-11", true), (Assert.Single(list).Version, list[0].IsCurrent));
        Assert.Equal("2026-11", (await Policies(silo).GetCurrent()).Version);
        Assert.Equal(PolicyFiles.Shipped, Assert.Single(await silo.Service<IPolicyStore>().GetAllAsync()).Document.ToArray());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Put_SameVersionOtherBytes_IsRefused(string database)
    {
        await using var silo = await DatabaseSilo.StartAsync(database);
        var spring = Encoding.UTF8.GetString(PolicyFiles.Version("2026-12", "2026-11-02T00:00:00Z"));

        Assert.Equal(PolicyResult.Added, (await Policies(silo).Put(spring, "a.policy.json")).Result);
        Assert.Equal(PolicyResult.AlreadyThere, (await Policies(silo).Put(spring, "a.policy.json")).Result);
        var refused = await Policies(silo).Put(spring + " ", "b.policy.json");

        Assert.Equal((PolicyResult.InUse, "2026-12"), (refused.Result, refused.Version));
        Assert.Equal("b.policy.json: version: \"2026-12\" is in use and cannot be changed; give it a new version.", refused.Fault);
        Assert.Equal(2, (await Policies(silo).List()).Length);
        Assert.Equal("2026-12", (await Policies(silo).GetCurrent()).Version);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task GetNotice_OfAVersionThatNobodyKnows_HasTheOldestsWords(string database)
    {
        await using var silo = await DatabaseSilo.StartAsync(database);
        await Policies(silo).Put(Encoding.UTF8.GetString(PolicyFiles.Version("2026-12", "2026-11-02T00:00:00Z", static root => root["notices"]!["fr"]!["title"] = "Nouveau")), "a");

        Assert.Equal("Nouveau", (await Policies(silo).GetNotice(null, "fr"))!.Title);
        Assert.Equal(PolicyFiles.Read(PolicyFiles.Shipped).Notices[1].Title, (await Policies(silo).GetNotice("v0", "fr"))!.Title);
        Assert.Null(await Policies(silo).Get("v0"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Put_WhatAsksMore_IsAskedOfWhoeverGrantedIt(string database)
    {
        await using var silo = await DatabaseSilo.StartAsync(database);
        var id = GrainsCluster.New("c");
        await silo.Customer(id).Decide(new ConsentDecision("d1", ConsentTier.Behaviour, Purposes.None, "2026-11", "en", "web", "client", DateTimeOffset.UtcNow));
        Assert.Empty(await Policies(silo).Asks(id));

        await Policies(silo).Put(Encoding.UTF8.GetString(PolicyFiles.Version("2026-12", "2026-11-02T00:00:00Z", static root => PolicyFiles.Add(root, "uses.searches.covers", "images"))), "a");
        Assert.Equal("use:searches+images", Assert.Single(await Policies(silo).Asks(id)).Code);

        await silo.Customer(id).Decide(new ConsentDecision("d2", ConsentTier.Behaviour, Purposes.None, "2026-12", "en", "web", "client", DateTimeOffset.UtcNow));
        Assert.Empty(await Policies(silo).Asks(id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Put_BasedOnWhatNobodyKnows_IsRefused(string database)
    {
        await using var silo = await DatabaseSilo.StartAsync(database);

        var refused = await Policies(silo).Put(Encoding.UTF8.GetString(PolicyFiles.Version("2026-12", "2026-11-02T00:00:00Z", static root => root["base"] = "2020-01")), "a");

        Assert.Equal(PolicyResult.Invalid, refused.Result);
        Assert.Contains("2020-01", refused.Fault, StringComparison.Ordinal);
        Assert.Equal(PolicyResult.Invalid, (await Policies(silo).Put("{", "a")).Result);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Start_WithAFolder_TakesItsFilesAndNotTheShippedOne(string database)
    {
        await using var silo = await DatabaseSilo.StartAsync(database);
        var store = new EmptyAtFirst(silo.Service<IPolicyStore>());
        File.WriteAllBytes(Path.Combine(_folder, "a.policy.json"), PolicyFiles.Version("maison-1", "2026-01-01T00:00:00Z"));
        File.WriteAllBytes(Path.Combine(_folder, "b.policy.json"), PolicyFiles.Version("maison-2", "2026-02-01T00:00:00Z", static root => root["minimumAge"] = "old"));
        File.WriteAllText(Path.Combine(_folder, "readme.txt"), "not a policy");
        using var book = new PolicyBook(store, new PolicyFolder(_folder), TimeProvider.System, NullLogger<PolicyBook>.Instance);

        await book.StartingAsync(CancellationToken.None);

        Assert.Equal("maison-1", book.Current.Version);
        Assert.Equal("maison-1", Assert.Single(book.Rows).Version);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Read_AfterAnotherSiloTookAVersion_KnowsIt(string database)
    {
        await using var silo = await DatabaseSilo.StartAsync(database);
        using var other = new PolicyBook(silo.Service<IPolicyStore>(), PolicyFolder.None, TimeProvider.System, NullLogger<PolicyBook>.Instance);
        await other.StartingAsync(CancellationToken.None);

        await Policies(silo).Put(Encoding.UTF8.GetString(PolicyFiles.Version("2026-12", "2026-11-02T00:00:00Z")), "a");
        await other.ReadAsync(CancellationToken.None);

        Assert.Equal("2026-12", other.Current.Version);
    }

    private static IPolicies Policies(DatabaseSilo silo) => silo.Service<IGrainFactory>().GetGrain<IPolicies>(IPolicies.Key);

    /// <summary>The table of a house that was never started: the silo of the fact has kept the shipped version already.</summary>
    private sealed class EmptyAtFirst(IPolicyStore store) : IPolicyStore
    {
        public async Task<System.Collections.Immutable.ImmutableArray<PolicyRow>> GetAllAsync(CancellationToken cancellationToken = default) =>
            [.. (await store.GetAllAsync(cancellationToken)).Where(static row => row.Version != "2026-11")];

        public Task<bool> TryAddAsync(PolicyRow row, CancellationToken cancellationToken = default) => store.TryAddAsync(row, cancellationToken);
    }
}
