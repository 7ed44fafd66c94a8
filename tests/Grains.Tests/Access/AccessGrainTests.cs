using Luxe.Contracts.Access;
using Luxe.Grains.Tests.Hosting;

namespace Luxe.Grains.Tests.Access;

[Collection(ClusterTests.Name)]
public sealed class AccessGrainTests(GrainsCluster cluster)
{
    [Fact]
    public async Task SignIn_RightAndWrong_AnswersAndLocksAfterFive()
    {
        var account = cluster.Grains.GetGrain<IAccountGrain>(GrainsCluster.New("user"));
        var record = new AccountRecord("user", "a1", "Claire", ViewerRole.Associate, "s1");
        await account.Put(record, "quiet-luxury");

        Assert.Null(await account.SignIn("loud"));
        Assert.Equal(record, await GrainsCluster.Last(() => account.SignIn("quiet-luxury")));
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(await account.SignIn("loud"));
        }

        Assert.Null(await account.SignIn("quiet-luxury"));
    }

    [Fact]
    public async Task SignIn_NoSuchAccount_IsNull() =>
        Assert.Null(await cluster.Grains.GetGrain<IAccountGrain>(GrainsCluster.New("user")).SignIn("quiet-luxury"));

    [Fact]
    public async Task Check_PutAndRevoked_IsThereAndGone()
    {
        var key = cluster.Grains.GetGrain<IApiKeyGrain>(GrainsCluster.New("key"));
        Assert.Null(await key.Check());
        await key.Put(new ApiKeyRecord("demo", ApiScopes.Ingest | ApiScopes.Read));
        Assert.Equal(ApiScopes.Ingest | ApiScopes.Read, (await key.Check())!.Scopes);

        await key.Revoke();

        Assert.Null(await key.Check());
    }
}
