using System.Buffers.Binary;
using Luxe.Storage.Databases;
using Luxe.Storage.Sealing;
using Luxe.Tests;
using Microsoft.Data.Sqlite;

namespace Luxe.Storage.Tests.Sealing;

/// <summary>
/// No two bytes that one key ever sealed share a nonce: over random lives with everything that seals (rows, refused rows tried again at the same number, snapshots,
/// inbox items, letters, wrapped keys), and over a house that was put back to an earlier day and went on from there under the same keys.
/// </summary>
[Collection(DatabaseTests.Name)]
public sealed class NonceTests(Tests.Databases databases)
{
    private const int Clients = 6;
    private const int Steps = 120;

    [Theory, OnSqlite, OnPostgres]
    public async Task Nonces_OfRandomLivesPutBackAndLivedOn_AreNeverTheSameUnderAKey(string provider)
    {
        var masters = MasterKeys.NewLine(1);
        var options = await SealedHouse.NewAsync(databases, provider, masters);
        var seen = new Dictionary<UInt128, byte[]>();
        await using (var first = await StorageHost.StartAsync(options))
        {
            var life = new Life(first, seed: 1, seen);
            await life.LiveAsync(Steps);
            await first.RunAsync("CREATE TABLE kept_journal AS SELECT * FROM journal; CREATE TABLE kept_inbox AS SELECT * FROM inbox");
            await life.LiveAsync(Steps);
        }

        // Yesterday's rows, today's keys: what a backup without keys gives. Twice from the same place, in processes that know nothing of each other.
        for (var branch = 2; branch <= 3; branch++)
        {
            await using var again = await StorageHost.StartAsync(options with { Sealing = new SealingOptions { Masters = MasterKeys.Read(masters) } });
            await again.RunAsync("DELETE FROM journal; DELETE FROM inbox; INSERT INTO journal SELECT * FROM kept_journal; INSERT INTO inbox SELECT * FROM kept_inbox");
            await new Life(again, branch, seen).LiveAsync(Steps);
        }

        Assert.InRange(seen.Count, 3 * Steps, int.MaxValue);
    }

    [Fact]
    public async Task Nonces_OfACopyOfTheWholeHouse_GoOnApart()
    {
        var options = await SealedHouse.NewAsync(databases, StorageOptions.Sqlite);
        var seen = new Dictionary<UInt128, byte[]>();
        await using (var one = await StorageHost.StartAsync(options))
        {
            await new Life(one, 1, seen).LiveAsync(Steps);
        }

        // Keys and all, as a backup with keys or a copied disk; both go on, at the same numbers, with the same words.
        SqliteConnection.ClearAllPools();
        var copy = options.DataDirectory! + "-copy";
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.EnumerateFiles(options.DataDirectory!))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        await using var left = await StorageHost.StartAsync(options);
        await using var right = await StorageHost.StartAsync(options with { DataDirectory = copy });
        foreach (var host in new[] { left, right })
        {
            await host.Journal.AppendAsync(Rows.Append("same", 0, [.. Enumerable.Range(1, 20).Select(static seq => SealedHouse.Interaction(seq))]));
            await new Life(host, 9, seen).LiveAsync(Steps);
        }
    }

    /// <summary>A house's clients, and every sealed byte that they leave.</summary>
    private sealed class Life(StorageHost host, int seed, Dictionary<UInt128, byte[]> seen)
    {
        private readonly Random _chance = new(seed);
        private readonly string _mark = $"b{seed}";
        private int _number;

        public async Task LiveAsync(int steps)
        {
            for (var step = 0; step < steps; step++)
            {
                await StepAsync($"c-{_chance.Next(Clients)}");
                await LookAsync();
            }
        }

        private async Task StepAsync(string id)
        {
            var head = await host.Journal.GetHeadAsync(id);
            switch (_chance.Next(7))
            {
                case 0 or 1 or 2:
                    await host.Journal.AppendAsync(Rows.Append(id, head, [.. Enumerable.Range(1, 1 + _chance.Next(3)).Select(ahead => New(head + ahead))]));
                    break;
                case 3 when head > 0:
                    // Refused, and tried again at the same number with the same words.
                    var row = New(head + 1);
                    await Assert.ThrowsAsync<JournalConflictException>(() => host.Journal.AppendAsync(Rows.Append(id, head - 1, row with { Seq = head })));
                    await host.Journal.AppendAsync(Rows.Append(id, head, row));
                    break;
                case 4 when head > 0:
                    Take((await host.Get<ISeals>().CloseAsync(id, Rows.Bytes("a state"), About.Snapshot(id)))!);
                    Take((await host.Get<ISeals>().CloseAsync(id, Rows.Bytes("a state"), About.Snapshot(id)))!);
                    break;
                case 5:
                    var last = await host.Inbox.GetHeadAsync("a-1");
                    await host.Inbox.AppendAsync(new InboxAppend
                    {
                        Associate = "a-1",
                        ExpectedNumber = last,
                        Rows = [new InboxRow(last + 1, $"i-{last + 1}-{_mark}-{++_number}", id, Rows.T0, DateTimeOffset.MaxValue, "new", true, Rows.Bytes("the same brief"))],
                    });
                    break;
                default:
                    await host.DeadLetters.AppendAsync([new DeadLetter("test", Rows.T0, "event", null, Rows.Bytes("the same letter"))]);
                    break;
            }
        }

        private JournalRow New(long seq) => SealedHouse.Interaction(seq) with { EventId = $"{_mark}-{++_number}" };

        private async Task LookAsync()
        {
            var database = host.Get<Database>();
            foreach (var sql in new[] { "SELECT payload FROM journal", "SELECT payload FROM inbox", "SELECT payload FROM dead_letter", "SELECT wrapped FROM client_key" })
            {
                foreach (var bytes in await database.QueryAsync(sql, static row => row.GetFieldValue<byte[]>(0), CancellationToken.None))
                {
                    Take(bytes);
                }
            }
        }

        // The same bytes again are the same seal, read again; other bytes under the same nonce are two messages under it, whatever key they are under.
        private void Take(byte[] stored)
        {
            if (Sealed.Is(stored))
            {
                var nonce = BinaryPrimitives.ReadUInt128LittleEndian([.. stored[1..(1 + Sealed.NonceBytes)], 0, 0, 0, 0]);
                if (!seen.TryAdd(nonce, stored))
                {
                    Assert.Equal(seen[nonce], stored);
                }
            }
        }
    }
}
