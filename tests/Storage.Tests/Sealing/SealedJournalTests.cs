using Luxe.Storage.Journal;
using Luxe.Storage.Sealing;
using Luxe.Tests;

namespace Luxe.Storage.Tests.Sealing;

/// <summary>What is personal is sealed on its way to the database, and whoever reads through the journal sees none of it.</summary>
[Collection(DatabaseTests.Name)]
public sealed class SealedJournalTests(Tests.Databases databases)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Append_PersonalRows_AreStoredSealedAndReadPlain(string provider)
    {
        var host = await SealedHouse.StartAsync(databases, provider);
        await host.Journal.AppendAsync(Rows.Append("c", 0, SealedHouse.Consent(1), SealedHouse.Interaction(2)));
        await host.Journal.AppendAsync(Rows.Append("c", 2, SealedHouse.Interaction(3), SealedHouse.Interaction(4) with { Payload = default }, SealedHouse.Interaction(5)));

        Assert.Equal("""{"tier":2}""", Rows.Text(await host.StoredAsync("c", 1)));
        foreach (var seq in new[] { 2L, 3, 5 })
        {
            var stored = await host.StoredAsync("c", seq);
            Assert.Equal(SealedHouse.Words(seq).Length + Sealed.Overhead, stored.Length);
            Assert.True(Sealed.Is(stored));
            Assert.DoesNotContain("Lyon", System.Text.Encoding.Latin1.GetString(stored), StringComparison.Ordinal);
        }

        string[] all = ["""{"tier":2}""", SealedHouse.Words(2), SealedHouse.Words(3), "", SealedHouse.Words(5)];
        Assert.Equal(all, (await host.Journal.ReadAsync("c", 0).ListAsync()).Select(static row => Rows.Text(row.Payload)));
        Assert.Equal(all[3..], (await host.Journal.ReadRecentAsync("c", 2)).Select(static row => Rows.Text(row.Payload)));
        Assert.Equal([all[1], all[2], all[3], all[4]], (await host.Journal.ReadJourneyAsync("c", "interaction", null, 9)).Select(static row => Rows.Text(row.Payload)));
        Assert.All(await host.Journal.ReadAsync("c", 0).ListAsync(), static row => Assert.Null(row.Damage));
        Assert.Equal(1, await host.CountAsync("SELECT COUNT(*) FROM client_key"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Read_AfterARestart_OpensWithTheStoredKey(string provider)
    {
        var options = await SealedHouse.NewAsync(databases, provider);
        await using (var host = await StorageHost.StartAsync(options))
        {
            await host.Journal.AppendAsync(Rows.Append("c", 0, SealedHouse.Interaction(1)));
        }

        await using var again = await StorageHost.StartAsync(options);
        Assert.Equal(SealedHouse.Words(1), Rows.Text(Assert.Single(await again.Journal.ReadAsync("c", 0).ListAsync()).Payload));
        await again.Journal.AppendAsync(Rows.Append("c", 1, SealedHouse.Interaction(2)));
        Assert.Equal(1, await again.CountAsync("SELECT COUNT(*) FROM client_key"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_TwiceAsTheFirst_LeavesOneKeyThatOpensWhatIsThere(string provider)
    {
        var options = await SealedHouse.NewAsync(databases, provider);
        await using var one = await StorageHost.StartAsync(options);
        await using var two = await StorageHost.StartAsync(options);
        for (var client = 0; client < 20; client++)
        {
            var id = $"c-{client}";
            var both = await Task.WhenAll(new[] { one, two }.Select(async host =>
            {
                try
                {
                    await host.Journal.AppendAsync(Rows.Append(id, 0, SealedHouse.Interaction(1)));
                    return true;
                }
                catch (JournalConflictException)
                {
                    return false;
                }
            }));

            Assert.Single(both, static won => won);
            foreach (var host in new[] { one, two })
            {
                Assert.Equal(SealedHouse.Words(1), Rows.Text(Assert.Single(await host.Journal.ReadAsync(id, 0).ListAsync()).Payload));
            }

            // Whoever lost goes on under the key that won.
            await two.Journal.AppendAsync(Rows.Append(id, 1, SealedHouse.Interaction(2)));
            Assert.Equal(SealedHouse.Words(2), Rows.Text((await one.Journal.ReadAsync(id, 1).ListAsync())[0].Payload));
        }

        Assert.Equal(20, await one.CountAsync("SELECT COUNT(*) FROM client_key"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_ToAnEmptyJournalWhoseKeyIsThere_TakesThatKeyAtTheSecondTry(string provider)
    {
        var options = await SealedHouse.NewAsync(databases, provider);
        await using (var former = await StorageHost.StartAsync(options))
        {
            await former.Journal.AppendAsync(Rows.Append("c", 0, SealedHouse.Interaction(1)));
            await former.RunAsync("DELETE FROM journal");
        }

        await using var host = await StorageHost.StartAsync(options);
        await Assert.ThrowsAsync<JournalConflictException>(() => host.Journal.AppendAsync(Rows.Append("c", 0, SealedHouse.Interaction(1))));
        await host.Journal.AppendAsync(Rows.Append("c", 0, SealedHouse.Interaction(1)));

        Assert.Equal(SealedHouse.Words(1), Rows.Text(Assert.Single(await host.Journal.ReadAsync("c", 0).ListAsync()).Payload));
        Assert.Equal(1, await host.CountAsync("SELECT COUNT(*) FROM client_key"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_ToAnEmptyJournalWhoseKeyWasDestroyed_NeverSealsUnderIt(string provider)
    {
        var host = await SealedHouse.StartAsync(databases, provider);
        await host.Journal.AppendAsync(Rows.Append("c", 0, SealedHouse.Interaction(1)));
        await host.RunAsync("DELETE FROM journal; DELETE FROM client_key");

        // Her key is still in this process's memory: what it sealed could not be opened after a restart.
        await Assert.ThrowsAsync<JournalConflictException>(() => host.Journal.AppendAsync(Rows.Append("c", 0, SealedHouse.Interaction(1))));
        Assert.Equal(0, await host.Journal.GetHeadAsync("c"));
        await host.Journal.AppendAsync(Rows.Append("c", 0, SealedHouse.Interaction(1)));

        host.Get<ISeals>().Forget("c");
        Assert.Equal(SealedHouse.Words(1), Rows.Text(Assert.Single(await host.Journal.ReadAsync("c", 0).ListAsync()).Payload));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_Refused_LeavesNoKey(string provider)
    {
        var host = await SealedHouse.StartAsync(databases, provider);
        var twice = Rows.Append("c", 0, SealedHouse.Interaction(1), SealedHouse.Interaction(2) with { EventId = "e1" });

        await Assert.ThrowsAsync<DuplicateEventIdException>(() => host.Journal.AppendAsync(twice));
        await Assert.ThrowsAsync<RowTooLargeException>(() => host.Journal.AppendAsync(Rows.Append("c", 0, SealedHouse.Interaction(1) with { Payload = new byte[2 << 20] })));

        Assert.Equal(0, await host.CountAsync("SELECT COUNT(*) FROM client_key"));
        await host.Journal.AppendAsync(Rows.Append("c", 0, SealedHouse.Interaction(1)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Read_RowsOfAnOlderHouse_AreReadAsTheyAreAndNewOnesAreSealed(string provider)
    {
        var sealing = await SealedHouse.NewAsync(databases, provider);
        await using (var older = await StorageHost.StartAsync(sealing with { Sealing = null }))
        {
            await older.Journal.AppendAsync(Rows.Append("c", 0, SealedHouse.Interaction(1)));
        }

        await using var host = await StorageHost.StartAsync(sealing);
        await host.Journal.AppendAsync(Rows.Append("c", 1, SealedHouse.Interaction(2)));

        Assert.Equal([SealedHouse.Words(1), SealedHouse.Words(2)], (await host.Journal.ReadAsync("c", 0).ListAsync()).Select(static row => Rows.Text(row.Payload)));
        Assert.False(Sealed.Is(await host.StoredAsync("c", 1)));
        Assert.True(Sealed.Is(await host.StoredAsync("c", 2)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Read_WithoutHerKey_LocksHerRowsAndServesTheOthers(string provider)
    {
        var options = await SealedHouse.NewAsync(databases, provider);
        await using (var former = await StorageHost.StartAsync(options))
        {
            await former.Journal.AppendAsync(Rows.Append("c", 0, SealedHouse.Consent(1), SealedHouse.Interaction(2)));
            await former.Journal.AppendAsync(Rows.Append("d", 0, SealedHouse.Interaction(1)));
            await former.RunAsync("CREATE TABLE elsewhere AS SELECT * FROM client_key WHERE customer = 'c'; DELETE FROM client_key WHERE customer = 'c'");
        }

        await using (var host = await StorageHost.StartAsync(options))
        {
            var rows = await host.Journal.ReadAsync("c", 0).ListAsync();
            Assert.Equal([null, RowDamage.Locked], rows.Select(static row => row.Damage));
            Assert.True(rows[1].Payload.IsEmpty);
            Assert.Equal(RowDamage.Locked, Assert.Single(await host.Journal.ReadRecentAsync("c", 1)).Damage);
            Assert.Null(Assert.Single(await host.Journal.ReadAsync("d", 0).ListAsync()).Damage);
            Assert.Equal(0, await host.Get<IQuarantine>().CountAsync());

            // It is elsewhere: another one must not take its place. What is not personal goes on.
            await Assert.ThrowsAsync<StorageUnavailableException>(() => host.Journal.AppendAsync(Rows.Append("c", 2, SealedHouse.Interaction(3))));
            Assert.Null(await host.Get<ISeals>().CloseAsync("c", Rows.Bytes("state"), default));
            await host.Journal.AppendAsync(Rows.Append("c", 2, SealedHouse.Consent(3)));
            Assert.Equal(1, await host.CountAsync("SELECT COUNT(*) FROM client_key"));

            await host.RunAsync("INSERT INTO client_key SELECT * FROM elsewhere");
            Assert.Equal(SealedHouse.Words(2), Rows.Text((await host.Journal.ReadAsync("c", 1).ListAsync())[0].Payload));
            await host.Journal.AppendAsync(Rows.Append("c", 3, SealedHouse.Interaction(4)));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Read_RowsMovedWithAChecksumThatFits_AreQuarantined(string provider)
    {
        var host = await SealedHouse.StartAsync(databases, provider);
        await host.Journal.AppendAsync(Rows.Append("c", 0, [.. Enumerable.Range(1, 5).Select(static seq => SealedHouse.Interaction(seq))]));
        await host.Journal.AppendAsync(Rows.Append("d", 0, SealedHouse.Interaction(1)));

        await PutAsync(host, 1, await host.StoredAsync("d", 1));
        await PutAsync(host, 2, await host.StoredAsync("c", 3));
        var cut = await host.StoredAsync("c", 4);
        await PutAsync(host, 4, cut[..^1]);
        await PutAsync(host, 5, Rows.Bytes(SealedHouse.Words(5)).ToArray());

        var rows = await host.Journal.ReadAsync("c", 0).ListAsync();
        Assert.Equal([RowDamage.Checksum, RowDamage.Checksum, null, RowDamage.Checksum, RowDamage.Checksum], rows.Select(static row => row.Damage));
        Assert.Equal([1L, 2, 4, 5], (await host.Get<IQuarantine>().ListAsync(9)).Select(static row => row.Seq));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_ToTwoJournals_SealsEachUnderItsOwnKey(string provider)
    {
        var host = await SealedHouse.StartAsync(databases, provider);
        await host.Journal.AppendAsync(Rows.Append("survivor", 0, SealedHouse.Interaction(1)));
        await host.Journal.AppendAsync(Rows.Append("absorbed", 0, SealedHouse.Interaction(1, "hers")));

        // A merge: her rows once more in the survivor's journal.
        var copies = await host.Journal.ReadAsync("absorbed", 0).ListAsync();
        await host.Journal.AppendAsync(
        [
            Rows.Append("survivor", 1, [.. copies.Select(static row => row with { Seq = row.Seq + 1, EventId = "copy" })]),
            Rows.Append("absorbed", 1, SealedHouse.Consent(2)),
        ]);
        await host.RunAsync("DELETE FROM client_key WHERE customer = 'absorbed'");
        host.Get<ISeals>().Forget("absorbed");

        Assert.Equal([SealedHouse.Words(1), SealedHouse.Words(1, "hers")], (await host.Journal.ReadAsync("survivor", 0).ListAsync()).Select(static row => Rows.Text(row.Payload)));
        Assert.Equal([RowDamage.Locked, null], (await host.Journal.ReadAsync("absorbed", 0).ListAsync()).Select(static row => row.Damage));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_ManyNewClientsAtOnce_GivesEachAKey(string provider)
    {
        var host = await SealedHouse.StartAsync(databases, provider);
        await Task.WhenAll(Enumerable.Range(0, 500).Select(client => host.Journal.AppendAsync(Rows.Append($"n-{client}", 0, SealedHouse.Interaction(1)))));
        await Task.WhenAll(Enumerable.Range(0, 500).Select(client => host.Journal.AppendAsync(Rows.Append($"n-{client}", 1, SealedHouse.Interaction(2)))));

        Assert.Equal(500, await host.CountAsync("SELECT COUNT(*) FROM client_key"));
        for (var client = 0; client < 500; client++)
        {
            host.Get<ISeals>().Forget($"n-{client}");
            Assert.Equal([SealedHouse.Words(1), SealedHouse.Words(2)], (await host.Journal.ReadAsync($"n-{client}", 0).ListAsync()).Select(static row => Rows.Text(row.Payload)));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_MoreClientsThanTheCacheHolds_ReadsKeysAgain(string provider)
    {
        var options = await SealedHouse.NewAsync(databases, provider);
        await using var host = await StorageHost.StartAsync(options with { Sealing = options.Sealing! with { CachedKeys = 3 } });
        for (var round = 0; round < 3; round++)
        {
            for (var client = 0; client < 10; client++)
            {
                await host.Journal.AppendAsync(Rows.Append($"n-{client}", round, SealedHouse.Interaction(round + 1)));
            }
        }

        for (var client = 0; client < 10; client++)
        {
            Assert.Equal(3, (await host.Journal.ReadAsync($"n-{client}", 0).ListAsync()).Count(static row => row.IsWhole && Rows.Text(row.Payload).Contains("Lyon", StringComparison.Ordinal)));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_AsTheFirstThatTakesAllAway_LeavesNoKey(string provider)
    {
        var host = await SealedHouse.StartAsync(databases, provider);
        var gone = new Luxe.Storage.Commit.Sql("DELETE FROM client_key WHERE customer = $1");
        var erasing = Rows.Append("c", 0, SealedHouse.Consent(1)) with { Besides = [new(gone, ["c"])] };

        // An erasure of somebody without a row.
        await Task.WhenAll(host.Journal.AppendAsync(erasing), host.Journal.AppendAsync(Rows.Append("d", 0, SealedHouse.Interaction(1))));

        Assert.Equal(0, await host.CountAsync("SELECT COUNT(*) FROM client_key WHERE customer = 'c'"));
        Assert.Equal(1, await host.CountAsync("SELECT COUNT(*) FROM client_key WHERE customer = 'd'"));
    }

    private static async Task PutAsync(StorageHost host, long seq, byte[] payload)
    {
        var row = SealedHouse.Interaction(seq) with { Payload = payload };
        var hex = Convert.ToHexString(payload);
        var bytes = host.Get<StorageOptions>().Provider == StorageOptions.Postgres ? $"'\\x{hex}'::bytea" : $"x'{hex}'";
        await host.RunAsync(FormattableString.Invariant($"UPDATE journal SET payload = {bytes}, checksum = {JournalChecksum.Of("c", row)} WHERE customer = 'c' AND seq = {seq}"));
    }
}
