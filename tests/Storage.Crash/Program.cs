using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Luxe.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// The victim of the kill tests: appends from many callers and prints a line per acknowledgement, until it is killed.
// Arguments: provider, connection string, and after how many commits it kills itself between a commit and its callers' answers (none: never).
var options = new StorageOptions { Provider = args[0], ConnectionString = args[1] };
await using var services = new ServiceCollection().AddLuxeStorage(options).BuildServiceProvider();
foreach (var service in services.GetServices<IHostedService>().Cast<IHostedLifecycleService>())
{
    await service.StartingAsync(CancellationToken.None);
}

using var suicide = new MeterListener();
if (args.Length > 2)
{
    // Counted by the committer's thread after the database has committed, before anybody is told.
    var left = int.Parse(args[2], CultureInfo.InvariantCulture);
    suicide.InstrumentPublished = static (instrument, listener) =>
    {
        if (instrument.Name == "luxe.storage.batch")
        {
            listener.EnableMeasurementEvents(instrument);
        }
    };
    suicide.SetMeasurementEventCallback<int>((_, _, _, _) =>
    {
        if (--left == 0)
        {
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    });
    suicide.Start();
}

var journal = services.GetRequiredService<IJournal>();
var gate = new object();
await using var acknowledged = Console.OpenStandardOutput();
await Task.WhenAll(Enumerable.Range(0, 32).Select(n => Task.Run(() => AppendForEverAsync("c-" + n.ToString(CultureInfo.InvariantCulture)))));

async Task AppendForEverAsync(string customer)
{
    for (var seq = await journal.GetHeadAsync(customer); ; seq++)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{customer}/{seq + 1}");
        var row = new JournalRow(seq + 1, id, "view", 2, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes("payload of " + id));
        await journal.AppendAsync(new JournalAppend { Customer = customer, ExpectedSeq = seq, Rows = [row] });

        // Written by one system call per line, so that what was printed was acknowledged and survives this process.
        lock (gate)
        {
            acknowledged.Write(Encoding.UTF8.GetBytes(id + "\n"));
        }
    }
}
