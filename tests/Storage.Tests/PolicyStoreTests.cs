using Luxe.Tests;

namespace Luxe.Storage.Tests;

[Collection(DatabaseTests.Name)]
public sealed class PolicyStoreTests(Databases databases)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task TryAdd_OfAVersionThatIsThere_KeepsTheFirstBytes(string provider)
    {
        var store = (await databases.FreshAsync(provider)).Get<IPolicyStore>();
        var later = new PolicyRow("b", Rows.T0.AddDays(1), "sum-b", Rows.Bytes("{b}"), Rows.T0);
        var first = new PolicyRow("a", Rows.T0, "sum-a", Rows.Bytes("{a}"), Rows.T0);

        Assert.True(await store.TryAddAsync(later));
        Assert.True(await store.TryAddAsync(first));
        Assert.True(await store.TryAddAsync(first with { LoadedAt = Rows.T0.AddDays(9) }));
        Assert.False(await store.TryAddAsync(first with { Sha256 = "sum-c", Document = Rows.Bytes("{c}") }));

        var all = await store.GetAllAsync();
        Assert.Equal(["a", "b"], all.Select(static row => row.Version));
        Assert.Equal((Rows.T0, "sum-a", "{a}", Rows.T0), (all[0].EffectiveFrom, all[0].Sha256, Rows.Text(all[0].Document), all[0].LoadedAt));
    }
}
