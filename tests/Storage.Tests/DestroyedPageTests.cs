using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Luxe.Storage.Databases;
using Luxe.Tests;

namespace Luxe.Storage.Tests;

/// <summary>A page of the database's file that a disk gave back as rubbish.</summary>
[Collection(DatabaseTests.Name)]
public sealed class DestroyedPageTests(Databases databases)
{
    private const int Many = 600;

    /// <summary>Enough that those at both ends have no page beside the destroyed one, which a split would touch.</summary>
    private const int Customers = 3000;

    [Fact]
    public async Task Read_DestroyedPageOfSqlite_ServesTheRowsOfOtherPages()
    {
        var options = await databases.NewAsync(StorageOptions.Sqlite);
        await using (var host = await StorageHost.StartAsync(options))
        {
            await FillAsync(host);
        }

        DestroySqlite(options, page => page.Contains("payload of c/300.", StringComparison.Ordinal));

        await using var damaged = await StorageHost.StartAsync(options);
        await ProveServedAsync(damaged);
        Assert.Equal(RowDamage.Unreadable, (await damaged.Journal.ReadAsync("c", 299, 1).ListAsync())[0].Damage);
        await VerifyAsync(new HouseData(options.DataDirectory!, null), (int)await damaged.Get<IQuarantine>().CountAsync());
    }

    [Fact]
    public async Task Verify_DestroyedPageOfTheLedgers_SaysSoAndChecksTheJournals()
    {
        var options = await databases.NewAsync(StorageOptions.Sqlite);
        await using (var host = await StorageHost.StartAsync(options))
        {
            await Task.WhenAll(Enumerable.Range(0, 300).Select(i => host.Journal.AppendAsync(
                Rows.Append(Customer(i), 0, Row(Customer(i), 1)) with { Ledger = [new(Customer(i), 1, Rows.T0, "h", "", Rows.Bytes("entry of " + Customer(i) + "."))] })));
        }

        DestroySqlite(options, page => page.Contains("entry of " + Customer(150), StringComparison.Ordinal));
        var report = await new HouseVerify(new HouseData(options.DataDirectory!, null)).RunAsync(default);

        Assert.Equal(300, report.Rows);
        Assert.Single(report.Faults, fault => fault is { Check: "database", What: "the ledgers cannot be read from here on" });
        Assert.DoesNotContain(report.Faults, fault => fault.Check == "database" && fault.What.Contains("journal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Append_DestroyedIndexPageOfSqlite_FailsAlone()
    {
        await using var damaged = StorageHost.Create(await DestroyedIndexAsync());
        var hers = damaged.Journal.AppendAsync(Rows.Append(Customer(Customers / 2), 1, Row(Customer(Customers / 2), 2)));
        var others = Enumerable.Range(0, 20).Concat(Enumerable.Range(Customers - 20, 20)).Select(i => damaged.Journal.AppendAsync(Rows.Append(Customer(i), 1, Row(Customer(i), 2)))).ToList();
        await damaged.StartAsync();

        await Assert.ThrowsAsync<StorageUnavailableException>(() => hers);
        await Task.WhenAll(others);

        // Nobody can say which rows she has: neither all of them nor, for ever, one more that is lost.
        await Assert.ThrowsAsync<StorageUnavailableException>(() => damaged.Journal.ReadAsync(Customer(Customers / 2), 0).ListAsync());
        Assert.Equal(0, await damaged.Get<IQuarantine>().CountAsync());
    }

    [Fact]
    public async Task Append_DestroyedIndexPageOfSqlite_AloneInItsBatchRefusesNobodyWhoIsQueued()
    {
        await using var damaged = StorageHost.Create(await DestroyedIndexAsync() with { MaxBatchRows = 1 });
        var hers = damaged.Journal.AppendAsync(Rows.Append(Customer(Customers / 2), 1, Row(Customer(Customers / 2), 2)));
        var others = Enumerable.Range(0, 20).Select(i => damaged.Journal.AppendAsync(Rows.Append(Customer(i), 1, Row(Customer(i), 2)))).ToList();
        await damaged.StartAsync();

        Assert.False((await Assert.ThrowsAsync<StorageUnavailableException>(() => hers)).OutcomeUnknown);
        await Task.WhenAll(others);
    }

    [Fact]
    public async Task Append_DestroyedIndexPageOfSqlite_StopsNobodyWhileAVerifyReads()
    {
        var options = await DestroyedIndexAsync() with { LockTimeout = TimeSpan.FromSeconds(1) };
        await using var damaged = await StorageHost.StartAsync(options);
        await damaged.Journal.AppendAsync(Rows.Append(Customer(1), 1, Row(Customer(1), 2)));
        await using var reader = await damaged.Get<Database>().OpenAsync(default);
        await using var command = reader.CreateCommand();
        command.CommandText = "BEGIN; SELECT COUNT(*) FROM meta";
        await command.ExecuteScalarAsync();

        await Assert.ThrowsAsync<StorageUnavailableException>(() => damaged.Journal.AppendAsync(Rows.Append(Customer(Customers / 2), 1, Row(Customer(Customers / 2), 2))));
        await damaged.Journal.AppendAsync(Rows.Append(Customer(2), 1, Row(Customer(2), 2)));
        command.CommandText = "ROLLBACK";
        await command.ExecuteNonQueryAsync();
    }

    [PostgresFact]
    public async Task ReadAndAppend_DestroyedPageOfPostgres_ServeTheRowsOfOtherPages()
    {
        await using var server = await PostgresServer.StartNewAsync();
        var options = await DestroyedPostgresAsync(server, prepare: "SELECT 1");

        await using var damaged = StorageHost.Create(options);
        var between = damaged.Journal.AppendAsync(Rows.Append("between", 1, Row("between", 2)));
        var another = damaged.Journal.AppendAsync(Rows.Append("another", 0, Row("another", 1)));
        await damaged.StartAsync();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => between);
        await another;
        await ProveServedAsync(damaged);
    }

    /// <summary>A house that runs needs its connections: a verify has as many as it reads at a time, however many rows it has to pass over.</summary>
    [PostgresFact]
    public async Task Verify_DestroyedPageOfPostgres_NamesEveryRowWithFewConnections()
    {
        const int Few = 5;
        await using var server = await PostgresServer.StartNewAsync();

        // As the server itself does after a while: then the key's index alone says which rows lie on a page that cannot be read.
        var options = await DestroyedPostgresAsync(server, prepare: "VACUUM journal");
        int lost;
        await using (var damaged = await StorageHost.StartAsync(options))
        {
            lost = (await damaged.Journal.ReadAsync("c", 0).ListAsync()).Count(row => row.Damage is not null);
        }

        Assert.True(lost > Few);
        await VerifyAsync(new HouseData("unused", FormattableString.Invariant($"{options.ConnectionString};Maximum Pool Size={Few};Timeout=5")), lost);
    }

    private static async Task<StorageOptions> DestroyedPostgresAsync(PostgresServer server, string prepare)
    {
        var options = new StorageOptions { Provider = StorageOptions.Postgres, ConnectionString = await server.CreateDatabaseAsync() };
        string file;
        await using (var host = await StorageHost.StartAsync(options))
        {
            await FillAsync(host);
            await host.Get<Database>().FirstAsync(prepare, static r => r, default);
            await host.Get<Database>().FirstAsync("CHECKPOINT", static r => r, default);
            file = (await host.Get<Database>().FirstAsync("SELECT current_setting('data_directory') || '/' || pg_relation_filepath('journal')", r => r.GetString(0), default))!;
        }

        await server.CrashAsync();
        Destroy(file, 8192, page => page.Contains("payload of c/300.", StringComparison.Ordinal));
        await server.RestartAsync();
        return options;
    }

    private static async Task VerifyAsync(HouseData house, int lost)
    {
        var report = await new HouseVerify(house).RunAsync(default);

        Assert.Equal(lost, report.Faults.Count(fault => fault is { Check: "database", Customer: "c", What: "the row cannot be read" }));
        Assert.DoesNotContain(report.Faults, fault => fault.What == "the journal cannot be read from here on");
    }

    private async Task<StorageOptions> DestroyedIndexAsync()
    {
        var options = await databases.NewAsync(StorageOptions.Sqlite);
        await using (var host = await StorageHost.StartAsync(options))
        {
            await Task.WhenAll(Enumerable.Range(0, Customers).Select(i => host.Journal.AppendAsync(Rows.Append(Customer(i), 0, Row(Customer(i), 1)))));
        }

        // Leaves of the indexes (10), which have her id: not the table's page, which has her payload too, nor an index's root, which is everybody's.
        DestroySqlite(options, page => page[0] == 10 && page.Contains(Customer(Customers / 2), StringComparison.Ordinal) && !page.Contains("payload of", StringComparison.Ordinal));
        return options;
    }

    // "between" lies on the page that will be destroyed.
    private static async Task FillAsync(StorageHost host)
    {
        await host.Journal.AppendAsync(Rows.Append("c", 0, [.. Enumerable.Range(1, 299).Select(i => Row("c", i))]));
        await host.Journal.AppendAsync(Rows.Append("c", 299, Row("c", 300)));
        await host.Journal.AppendAsync(Rows.Append("between", 0, Row("between", 1)));
        await host.Journal.AppendAsync(Rows.Append("c", 300, [.. Enumerable.Range(301, Many - 300).Select(i => Row("c", i))]));
    }

    private static async Task ProveServedAsync(StorageHost host)
    {
        var rows = await host.Journal.ReadAsync("c", 0).ListAsync();
        var lost = rows.Where(r => r.Damage is not null).ToList();

        Assert.Equal(Enumerable.Range(1, Many).Select(i => (long)i), rows.Select(r => r.Seq));
        Assert.Contains(lost, r => r.Seq == 300);
        Assert.InRange(lost.Count, 1, 200);
        Assert.All(lost, r => Assert.Equal(RowDamage.Unreadable, r.Damage));
        Assert.All(rows.Except(lost), r => Assert.Equal(Rows.Text(Row("c", r.Seq).Payload), Rows.Text(r.Payload)));
        Assert.Equal(lost.Count, await host.Get<IQuarantine>().CountAsync());
        Assert.Equal(Many - lost.Count, (await host.Journal.ReadJourneyAsync("c", "view", null, Many)).Length);
        Assert.Equal(Many, (await host.Journal.ReadRecentAsync("c", Many)).Length);
        await host.Journal.AppendAsync(Rows.Append("c", Many, Row("c", Many + 1)));
    }

    private static void DestroySqlite(StorageOptions options, Func<string, bool> which) => Destroy(Path.Combine(options.DataDirectory!, "luxe.db"), 0, which);

    private static void Destroy(string file, int pageSize, Func<string, bool> which)
    {
        var bytes = File.ReadAllBytes(file);
        pageSize = pageSize == 0 ? BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(16)) : pageSize;
        var pages = Enumerable.Range(0, bytes.Length / pageSize).Where(p => which(Encoding.Latin1.GetString(bytes, p * pageSize, pageSize))).ToList();
        Assert.NotEmpty(pages);
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write);
        foreach (var page in pages)
        {
            stream.Position = (long)page * pageSize;
            stream.Write(Enumerable.Repeat((byte)0xEE, pageSize).ToArray());
        }
    }

    private static string Customer(int i) => "customer-" + i.ToString("0000", CultureInfo.InvariantCulture);

    private static JournalRow Row(string customer, long seq) =>
        Rows.Journal(seq, FormattableString.Invariant($"e{seq}"), payload: FormattableString.Invariant($"payload of {customer}/{seq}."));
}
