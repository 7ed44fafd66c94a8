using System.Collections.Concurrent;
using System.Globalization;
using Luxe.Tests;

namespace Luxe.Storage.Tests;

/// <summary>Two processes' storages on one database: two activations of one grain, each believing that it is alone.</summary>
[Collection(DatabaseTests.Name)]
public sealed class RivalTests(Databases databases)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Append_TwoWritersOfOneJournal_OneWinsEachNumber(string provider)
    {
        var options = await databases.NewAsync(provider) with { LockTimeout = TimeSpan.FromSeconds(60) };
        await using var one = await StorageHost.StartAsync(options);
        await using var other = await StorageHost.StartAsync(options);
        var acknowledged = new ConcurrentDictionary<(string Customer, long Seq), string>();

        await Task.WhenAll(
            Enumerable.Range(0, 8).SelectMany(c => new[] { (one, "one"), (other, "other") }.Select(w => (Customer: "c-" + c.ToString(CultureInfo.InvariantCulture), Writer: w)))
                .Select(r => Task.Run(() => WriteAsync(r.Writer.Item1.Journal, r.Customer, r.Writer.Item2, acknowledged))));

        foreach (var journal in acknowledged.GroupBy(a => a.Key.Customer, StringComparer.Ordinal))
        {
            var rows = await one.Journal.ReadAsync(journal.Key, 0).ListAsync();
            Assert.Equal(60, rows.Count);
            Assert.Equal(journal.OrderBy(a => a.Key.Seq).Select(a => a.Value), rows.Select(r => r.EventId));
        }
    }

    // 30 rows from each writer; a conflict means: read where the journal ends now, and try again there.
    private static async Task WriteAsync(IJournal journal, string customer, string writer, ConcurrentDictionary<(string Customer, long Seq), string> acknowledged)
    {
        var head = 0L;
        for (var written = 0; written < 30;)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{writer}/{written}");
            try
            {
                await journal.AppendAsync(Rows.Append(customer, head, Rows.Journal(head + 1, id)));
                Assert.True(acknowledged.TryAdd((customer, ++head), id));
                written++;
            }
            catch (JournalConflictException)
            {
                head = await journal.GetHeadAsync(customer);
            }
        }
    }
}
