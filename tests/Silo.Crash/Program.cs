using Luxe.Silo.Crash;
using Luxe.Silo.Hosting;
using Luxe.Storage;
using Orleans.Storage;

// The victim of the kill tests: the whole server as it is, but for windows between the steps of a change (see KillWindows). Each line of its input
// arms one and is answered; each window that is reached is told on its output.
var settings = new ConfigurationBuilder().AddCommandLine(args).Build();
var windows = new KillWindows();
await using var app = LuxeHost.Build(new LuxeHostOptions
{
    Url = "http://127.0.0.1:0",
    DataDirectory = settings["data"]!,
    Postgres = settings["postgres"],
    Demo = true,
    SnapshotEvery = 10,
    Configure = builder => Open(builder.Services),
});
await app.StartAsync();
Console.WriteLine($"ready: {app.Urls.First()}");
while (await Console.In.ReadLineAsync() is { } line)
{
    windows.Arm(line);
    Console.WriteLine($"armed: {line}");
}

void Open(IServiceCollection services)
{
    var journal = services.Single(static service => service.ServiceType == typeof(IJournal));
    services.AddSingleton<IJournal>(provider => new WindowedJournal((IJournal)ActivatorUtilities.CreateInstance(provider, journal.ImplementationType!), windows));
    var storage = services.Last(static service => service.ServiceType == typeof(IGrainStorage) && LuxeHost.GrainStorage.Equals(service.ServiceKey));
    services.AddKeyedSingleton<IGrainStorage>(
        LuxeHost.GrainStorage, (provider, key) => new WindowedStorage((IGrainStorage)storage.KeyedImplementationFactory!(provider, key), windows));
}
