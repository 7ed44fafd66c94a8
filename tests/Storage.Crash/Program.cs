using System.Globalization;
using System.Text;
using Luxe.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// The victim of the kill tests: appends from many callers and prints a line per acknowledgement, until it is killed.
// Arguments: provider, connection string.
var options = new StorageOptions { Provider = args[0], ConnectionString = args[1] };
await using var services = new ServiceCollection().AddLuxeStorage(options).BuildServiceProvider();
foreach (var service in services.GetServices<IHostedService>().Cast<IHostedLifecycleService>())
{
    await service.StartingAsync(CancellationToken.None);
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
