using Luxe.Cli.Http;
using Luxe.Silo.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Luxe.Cli.Tests;

/// <summary>The whole house on a free loopback port and a SQLite file of its own.</summary>
public sealed class RunningLuxe : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("luxe-cli-").FullName;
    private WebApplication? _app;

    public LuxeServer Server { get; private set; } = null!;

    public string Folder => _folder;

    public LuxeApi NewApi() => new(Server, TimeProvider.System, TimeSpan.FromMinutes(1));

    public async Task InitializeAsync()
    {
        _app = LuxeHost.Build(new LuxeHostOptions { Url = "http://127.0.0.1:0", DataDirectory = Path.Combine(_folder, "data"), Demo = true });
        await _app.StartAsync();
        Server = new LuxeServer(new Uri(_app.Urls.First()), "demo", "demo-admin");
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
