namespace Luxe.Storage.Tests;

[Collection(DatabaseTests.Name)]
public sealed class RedactionTests(Databases databases)
{
    /// <summary>Proves that the file no longer holds the bytes; says nothing about backups, which the key per client is for.</summary>
    [Fact]
    public async Task Redact_AfterStop_LeavesNoTraceInTheFile()
    {
        const string Secret = "she looked at the emerald ring for eleven minutes";
        var options = await databases.NewAsync(StorageOptions.Sqlite);
        await using (var host = await StorageHost.StartAsync(options))
        {
            for (var seq = 0; seq < 50; seq++)
            {
                await host.Journal.AppendAsync(Rows.Append("c", seq, Rows.Journal(seq + 1, payload: Secret)));
            }

            await host.Journal.AppendAsync(new JournalAppend { Customer = "c", ExpectedSeq = 50, RedactAboveTier = 1 });
        }

        Assert.Equal(["luxe.db"], System.IO.Directory.GetFiles(options.DataDirectory!).Select(Path.GetFileName));
        Assert.DoesNotContain(Secret, await File.ReadAllTextAsync(Path.Combine(options.DataDirectory!, "luxe.db"), System.Text.Encoding.Latin1), StringComparison.Ordinal);
    }
}
