using System.Net;
using System.Net.Sockets;
using Luxe.ClientelingApp;
using Luxe.Grains;
using Luxe.Silo.Api;
using Luxe.Silo.Health;
using Luxe.Silo.Ingest;
using Luxe.Silo.Keys;
using Luxe.Silo.Mail;
using Luxe.Silo.Policies;
using Luxe.Silo.Rights;
using Luxe.Silo.Telemetry;
using Luxe.Storage;
using Luxe.Storage.Identities;
using Luxe.Storage.OrleansTables;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Luxe.Silo.Hosting;

/// <summary>Puts the whole house into one process: storage, grains, APIs, app.</summary>
public static class LuxeHost
{
    /// <summary>The name under which grains keep their state (<c>[PersistentState("...", "luxe")]</c>).</summary>
    public const string GrainStorage = "luxe";

    // The ADO.NET provider behind it.
    private const string GrainTables = "luxe-tables";

    /// <summary>Composes the application; nothing is opened before it is started.</summary>
    public static WebApplication Build(LuxeHostOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(LuxeHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            // No settings file is watched: a watcher over a busy data folder costs a sixth of the processor.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.WebHost.UseUrls(options.Url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.SetMinimumLevel(options.LogLevel);

        var storage = options.ToStorageOptions().Unlock(options);
        builder.Services.AddLuxeKeys(options);
        builder.Services.AddLuxeStorage(storage);
        builder.Services.AddSingleton<IHostedService>(services => new OrleansTablesLifetime(storage.Provider, options.GrainConnectionString, services.GetRequiredService<ClaimMove>()));
        builder.Services.AddLuxeGrains(new LuxeGrainsOptions
        {
            IdentitySalt = Convert.ToHexStringLower(SecretFile.ReadOrCreate(Path.Combine(options.DataDirectory, "keys", "identity.key"))),
            SnapshotEvery = options.SnapshotEvery,
            SnapshotFrom = options.SnapshotFrom,
            Identity = options.Identity,
        });
        builder.Host.UseOrleans(silo => ConfigureSilo(silo, OrleansSchema.Invariant(storage.Provider), options.GrainConnectionString));

        builder.Services.AddLuxePolicy(options);
        builder.Services.AddLuxeRights(options);
        builder.Services.AddLuxeMail(options);
        builder.Services.AddIngestApi(options.DeadLetters);
        builder.Services.AddManagementApi(options.Demo);
        builder.Services.AddLuxeHealth();
        builder.Services.AddLuxeTelemetry(options.OtlpEndpoint);
        builder.Services.AddClientelingApp(Path.Combine(options.DataDirectory, "keys", "cookies"));
        options.Configure?.Invoke(builder);

        var app = builder.Build();
        app.MapHealth();
        app.MapIngestApi();
        app.MapManagementApi();
        app.MapClientelingApp();
        return app;
    }

    private static void ConfigureSilo(ISiloBuilder silo, string invariant, string connectionString)
    {
        // One silo per process: the ports matter to real Orleans only, and two processes on one machine must not meet by accident.
        silo.UseLocalhostClustering(FreePort(), FreePort(), serviceId: "luxe", clusterId: "luxe");
#if LUXE_ORLEANS
        // Between silos our own faults keep their type, so that the edge can tell "try again" from "never".
        silo.Services.Configure<Orleans.Serialization.ExceptionSerializationOptions>(faults => faults.SupportedNamespacePrefixes.Add("Luxe"));
#endif
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = TimeSpan.FromMinutes(15));
        silo.Services.AddGrainStorage(GrainStorage, static (services, _) => new PlainKeyStorage(services.GetRequiredKeyedService<IGrainStorage>(GrainTables)));
        silo.AddAdoNetGrainStorage(GrainTables, ado =>
        {
            ado.Invariant = invariant;
            ado.ConnectionString = connectionString;
            ado.GrainStorageSerializer = new JsonStateSerializer();
        });
        silo.UseAdoNetReminderService(ado =>
        {
            ado.Invariant = invariant;
            ado.ConnectionString = connectionString;
        });
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
