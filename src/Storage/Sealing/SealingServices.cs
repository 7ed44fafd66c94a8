using Luxe.Storage.DeadLetters;
using Luxe.Storage.Inbox;
using Luxe.Storage.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Luxe.Storage.Sealing;

/// <summary>Puts the seals between the grains and the stores.</summary>
internal static class SealingServices
{
    /// <summary>With <see cref="StorageOptions.Sealing"/> everything personal is sealed; without, nothing is.</summary>
    public static IServiceCollection AddSealing(this IServiceCollection services, StorageOptions options)
    {
        if (options.Sealing is null)
        {
            services.TryAddSingleton<ISeals, OpenSeals>();
            return services;
        }

        services.AddSingleton<KeyRing>();
        services.AddSingleton<ISeals>(static provider => provider.GetRequiredService<KeyRing>());
        services.AddSingleton<MasterRotation>();
        services.AddSingleton<IMasterRotation>(static provider => provider.GetRequiredService<MasterRotation>());
        services.AddSingleton<ISealSweep, SealSweep>();

        // In the place of the stores, by type: an import and some tests put something of their own before them.
        services.AddSingleton<JournalStore>();
        services.Replace(ServiceDescriptor.Singleton<IJournal, SealedJournal>());
        services.AddSingleton<InboxStore>();
        services.Replace(ServiceDescriptor.Singleton<IInboxStore, SealedInbox>());
        services.AddSingleton<DeadLetterStore>();
        services.Replace(ServiceDescriptor.Singleton<IDeadLetters, SealedLetters>());
        return services;
    }
}
