using Luxe.Storage.AccessLog;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;
using Luxe.Storage.DeadLetters;
using Luxe.Storage.Doors;
using Luxe.Storage.Hosting;
using Luxe.Storage.Identities;
using Luxe.Storage.Inbox;
using Luxe.Storage.Journal;
using Luxe.Storage.Ledger;
using Luxe.Storage.Lists;
using Luxe.Storage.Meta;
using Luxe.Storage.Office;
using Luxe.Storage.Policies;
using Luxe.Storage.Postgres;
using Luxe.Storage.Quarantine;
using Luxe.Storage.Rights;
using Luxe.Storage.Rolls;
using Luxe.Storage.Schema;
using Luxe.Storage.Sealing;
using Luxe.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Luxe.Storage;

/// <summary>Adds storage to a host.</summary>
public static class StorageServices
{
    /// <summary>
    /// Adds every store, the committer and <see cref="StorageHealth"/>. The host's start prepares the schema before any other service starts,
    /// and its stop drains the committer after all others have stopped.
    /// </summary>
    /// <exception cref="ArgumentException">An option has a bad value.</exception>
    public static IServiceCollection AddLuxeStorage(this IServiceCollection services, StorageOptions options)
    {
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddSingleton(options);
        services.AddSingleton<Database>(static s => s.GetRequiredService<StorageOptions>() is { Provider: StorageOptions.Postgres } given
            ? new PostgresDatabase(given, s.GetRequiredService<TimeProvider>())
            : new SqliteDatabase(s.GetRequiredService<StorageOptions>()));
        services.AddSingleton<Committer>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<IQuarantine, QuarantineStore>();
        services.AddSingleton<Quarantiner>();
        services.AddSingleton<KeylessRows>();
        services.AddSingleton<IJournal, JournalStore>();
        services.AddSingleton<ILedger, LedgerStore>();
        services.AddSingleton<IInboxStore, InboxStore>();
        services.AddSingleton<IAccessLog, AccessLogStore>();
        services.AddSingleton<IDeadLetters, DeadLetterStore>();
        services.AddSingleton<IDirectory, DirectoryStore>();
        services.AddSingleton<IMeta, MetaStore>();
        services.AddSingleton<IRolls, RollStore>();
        services.AddSingleton<IClaims, ClaimStore>();
        services.AddSingleton<IStandings, StandingStore>();
        services.AddPolicyStores();
        services.AddRightsStores();
        services.AddDoorStores();
        services.AddOfficeStores();
        services.AddSealing(options);
        services.AddSingleton(static s => new ClaimMove(s.GetRequiredService<Database>(), s.GetRequiredService<StorageOptions>(), s.GetRequiredService<ILogger<ClaimMove>>()));
        services.AddSingleton(static s => new StorageHealth(s.GetRequiredService<Database>(), s.GetRequiredService<Committer>(), s.GetRequiredService<IQuarantine>()));
        services.AddSingleton<StorageLifetime>();
        services.AddSingleton<IHostedService>(static s => s.GetRequiredService<StorageLifetime>());
        return services;
    }
}
