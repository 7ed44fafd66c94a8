using Luxe.Storage.Databases;
using Luxe.Storage.Schema;
using Luxe.Tests;

namespace Luxe.Storage.Tests;

[Collection(DatabaseTests.Name)]
public sealed class SchemaTests(Databases databases)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Start_SecondTime_KeepsDataAndVersion(string provider)
    {
        var options = await databases.NewAsync(provider);
        await using (var first = await StorageHost.StartAsync(options))
        {
            await first.Journal.AppendAsync(Rows.Append("c", 0, Rows.Journal(1, "a")));
        }

        await using var second = await StorageHost.StartAsync(options);
        await second.Get<Migrator>().RunAsync(CancellationToken.None);

        Assert.Equal(1, await second.Journal.GetHeadAsync("c"));
        Assert.Equal(Migrations.All.Count, await second.Get<Database>().NumberAsync("SELECT COUNT(*) FROM schema_version", default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Start_NewerDatabase_RefusesWithBothVersions(string provider)
    {
        var options = await databases.NewAsync(provider);
        await using (var host = await StorageHost.StartAsync(options))
        {
            await host.Get<Migrator>().RunAsync([.. Migrations.All, new(99, "from the future", "CREATE TABLE future (id {long})")], default);
        }

        var refusal = await Assert.ThrowsAsync<SchemaException>(() => StorageHost.StartAsync(options));

        Assert.Contains("99", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("newer Luxe", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Run_FailingStep_LeavesTheFormerSchema(string provider)
    {
        await using var host = await StorageHost.StartAsync(await databases.NewAsync(provider));
        Migration[] broken = [.. Migrations.All, new(99, "half", "CREATE TABLE half (id {long}); CREATE TABLE half (id {long})")];

        await Assert.ThrowsAsync<StorageUnavailableException>(() => host.Get<Migrator>().RunAsync(broken, default));

        Assert.Equal(Migrations.All[^1].Version, await host.Get<Database>().NumberAsync("SELECT MAX(version) FROM schema_version", default));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => host.Get<Database>().NumberAsync("SELECT COUNT(*) FROM half", default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Start_SeveralAtOnce_MigrateOnce(string provider)
    {
        var options = await databases.NewAsync(provider);

        var hosts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => StorageHost.StartAsync(options))));

        Assert.Equal(Migrations.All.Count, await hosts[0].Get<Database>().NumberAsync("SELECT COUNT(*) FROM schema_version", default));
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("oracle", "data", 512, "oracle")]
    [InlineData("sqlite", "", 512, "DataDirectory")]
    [InlineData("postgres", "", 512, "ConnectionString")]
    [InlineData("sqlite", "data", 0, "0")]
    public void Validate_BadValue_NamesIt(string provider, string folder, int rows, string named)
    {
        var options = new StorageOptions { Provider = provider, DataDirectory = folder, MaxBatchRows = rows };

        Assert.Contains(named, Assert.Throws<ArgumentException>(options.Validate).Message, StringComparison.Ordinal);
    }
}
