using System.Globalization;

namespace Luxe.Storage.Tests;

/// <summary>SQLite's log goes back to the file beside the writer, and starts anew although the writer never pauses.</summary>
[Collection(DatabaseTests.Name)]
public sealed class LogTests(Databases databases)
{
    private const int Writers = 4;
    private const int RowsEach = 200;

    [Fact]
    public async Task Append_FarMoreThanTheLogHolds_LogStaysBoundedAndNothingIsLost()
    {
        var options = await databases.NewAsync(StorageOptions.Sqlite);
        await using (var host = await StorageHost.StartAsync(options))
        {
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(n => WriteAsync(host.Journal, n)));

            Assert.InRange(new FileInfo(Path.Combine(options.DataDirectory!, "luxe.db-wal")).Length, 1, 640 << 20);
        }

        Assert.Equal(["luxe.db"], Directory.GetFiles(options.DataDirectory!).Select(Path.GetFileName));
        await using var again = await StorageHost.StartAsync(options);
        for (var n = 0; n < Writers; n++)
        {
            var whole = 0;
            await foreach (var row in again.Journal.ReadAsync(Customer(n), 0))
            {
                whole += row is { IsWhole: true, Payload.Length: 1 << 20 } ? 1 : 0;
            }

            Assert.Equal(RowsEach, whole);
        }
    }

    [Fact]
    public async Task Stop_AfterReads_CopiesTheLogBackAndRemovesIt()
    {
        var options = await databases.NewAsync(StorageOptions.Sqlite);
        await using (var host = await StorageHost.StartAsync(options))
        {
            await host.Journal.AppendAsync(Rows.Append("c", 0, Rows.Journal(1)));
            Assert.Equal(1, await host.Journal.GetHeadAsync("c"));
        }

        Assert.Equal(["luxe.db"], Directory.GetFiles(options.DataDirectory!).Select(Path.GetFileName));
    }

    private static async Task WriteAsync(IJournal journal, int writer)
    {
        var payload = new byte[1 << 20];
        new Random(writer).NextBytes(payload);
        for (var seq = 0; seq < RowsEach; seq++)
        {
            await journal.AppendAsync(Rows.Append(Customer(writer), seq, Rows.Journal(seq + 1) with { Payload = payload }));
        }
    }

    private static string Customer(int number) => "c-" + number.ToString(CultureInfo.InvariantCulture);
}
