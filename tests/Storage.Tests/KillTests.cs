using System.Diagnostics;
using System.Globalization;
using Luxe.Storage.Databases;
using Luxe.Tests;

namespace Luxe.Storage.Tests;

/// <summary>A process that dies by SIGKILL in the middle of its appends. This proves nothing about a machine that loses power.</summary>
[Collection(DatabaseTests.Name)]
public sealed class KillTests(Databases databases)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Kill_InTheMiddleOfAppends_LosesNothingAcknowledged(string provider)
    {
        var options = await databases.NewAsync(provider);
        var connection = options.ConnectionString ?? "Data Source=" + Path.Combine(options.DataDirectory!, "luxe.db");
        var heads = new Dictionary<string, long>(StringComparer.Ordinal);

        // Each round starts on what the round before left behind.
        foreach (var enough in new[] { 50, 700, 2000 })
        {
            await KillAfterAsync(provider, connection, enough, heads);
        }

        await using var host = await StorageHost.StartAsync(new StorageOptions { Provider = provider, ConnectionString = connection });
        foreach (var (customer, acknowledged) in heads)
        {
            var rows = await host.Journal.ReadAsync(customer, 0).ListAsync();
            Assert.True(rows.Count >= acknowledged, FormattableString.Invariant($"{rows.Count} rows, {acknowledged} acknowledged"));
            Assert.Equal(Enumerable.Range(1, rows.Count).Select(seq => (long)seq), rows.Select(r => r.Seq));
            Assert.All(rows, r => Assert.Equal("payload of " + r.EventId, Rows.Text(r.Payload)));
            Assert.All(rows, r => Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{customer}/{r.Seq}"), r.EventId));
        }

        if (provider == StorageOptions.Sqlite)
        {
            Assert.Equal("ok", await host.Get<Database>().FirstAsync("PRAGMA integrity_check", r => r.GetString(0), default));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Kill_BetweenCommitAndReply_LeavesRowsWhoseRetryIsARepeat(string provider)
    {
        var options = await databases.NewAsync(provider);
        var connection = options.ConnectionString ?? "Data Source=" + Path.Combine(options.DataDirectory!, "luxe.db");
        var heads = new Dictionary<string, long>(StringComparer.Ordinal);
        await RunVictimAsync([provider, connection, "25"], int.MaxValue, heads);

        await using var host = await StorageHost.StartAsync(new StorageOptions { Provider = provider, ConnectionString = connection });
        var unanswered = 0;
        for (var n = 0; n < 32; n++)
        {
            var customer = "c-" + n.ToString(CultureInfo.InvariantCulture);
            var rows = await host.Journal.ReadAsync(customer, 0).ListAsync();
            foreach (var row in rows.Where(r => r.Seq > heads.GetValueOrDefault(customer)))
            {
                unanswered++;
                Assert.Equal([row.EventId!], await host.Journal.FindEventIdsAsync(customer, [row.EventId!]));
                await Assert.ThrowsAsync<JournalConflictException>(() => host.Journal.AppendAsync(Rows.Append(customer, row.Seq - 1, row)));
                await Assert.ThrowsAsync<DuplicateEventIdException>(() => host.Journal.AppendAsync(Rows.Append(customer, rows.Count, row with { Seq = rows.Count + 1 })));
            }

            Assert.True(rows.Count >= heads.GetValueOrDefault(customer));
            Assert.Equal(rows, await host.Journal.ReadAsync(customer, 0).ListAsync(), static (a, b) => a.Seq == b.Seq && a.EventId == b.EventId);
        }

        Assert.NotEqual(0, unanswered);
    }

    private static Task KillAfterAsync(string provider, string connection, int enough, Dictionary<string, long> heads) => RunVictimAsync([provider, connection], enough, heads);

    private static async Task RunVictimAsync(string[] victimArguments, int enough, Dictionary<string, long> heads)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? "dotnet") { RedirectStandardOutput = true };
        start.FileName = Path.GetFileNameWithoutExtension(start.FileName) == "dotnet" ? start.FileName : "dotnet";
        string[] arguments = ["exec", Path.Combine(AppContext.BaseDirectory, "Luxe.Storage.Crash.dll"), .. victimArguments];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var victim = Process.Start(start)!;
        for (var lines = 0; await victim.StandardOutput.ReadLineAsync() is { } line; lines++)
        {
            if (lines == enough)
            {
                victim.Kill();
            }

            // The pipe still holds what was acknowledged before the kill took effect; its very last line may be cut.
            if (line.Split('/') is [var customer, var text] && long.TryParse(text, CultureInfo.InvariantCulture, out var seq))
            {
                heads[customer] = Math.Max(seq, heads.GetValueOrDefault(customer));
            }
        }

        await victim.WaitForExitAsync();
        Assert.Equal(137, victim.ExitCode);
    }
}
