using Luxe.Tests;

namespace Luxe.Storage.Tests;

[Collection(DatabaseTests.Name)]
public sealed class ClientLinkTests(Databases databases)
{
    private static readonly DateTimeOffset Made = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    private readonly string _hash = Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N");

    [Theory, OnSqlite, OnPostgres]
    public async Task Take_Once_GivesTheLinkAndNeverAgain(string provider)
    {
        var links = await LinksAsync(provider);
        await links.AddAsync(Link());

        Assert.Equal(Link(), await links.TakeAsync(_hash, Made.AddMinutes(14)));
        Assert.Null(await links.TakeAsync(_hash, Made.AddMinutes(14)));
        Assert.Null(await links.TakeAsync(_hash[..^1] + "x", Made.AddMinutes(14)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Take_AtOrAfterItsEnd_GivesNothing(string provider)
    {
        var links = await LinksAsync(provider);
        await links.AddAsync(Link());

        Assert.Null(await links.TakeAsync(_hash, Made.AddMinutes(15)));
        Assert.NotNull(await links.TakeAsync(_hash, Made.AddMinutes(15).AddMicroseconds(-1)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Take_ByManyAtOnce_SucceedsForOne(string provider)
    {
        var links = await LinksAsync(provider);
        await links.AddAsync(Link());

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => links.TakeAsync(_hash, Made)));

        Assert.Single(taken, static link => link is not null);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task DeleteEndedBefore_TakesOutWhatIsOver(string provider)
    {
        await using var host = await StorageHost.StartAsync(await databases.NewAsync(provider));
        var links = host.Get<IClientLinks>();
        await links.AddAsync(Link());
        await links.AddAsync(Link() with { Hash = "later", ExpiresAt = Made.AddHours(2) });

        Assert.Equal(1, await links.DeleteEndedBeforeAsync(Made.AddHours(1)));
        Assert.NotNull(await links.TakeAsync("later", Made));
    }

    private async Task<IClientLinks> LinksAsync(string provider) => (await databases.SharedAsync(provider)).Get<IClientLinks>();

    private ClientLinkRow Link() => new(_hash, "c_1", Made, Made.AddMinutes(15), "qr", "as-camille");
}
