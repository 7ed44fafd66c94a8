using Luxe.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Runtime;
using Orleans.Timers;

namespace Orleans.Hosting
{
    /// <summary>Adds reminders that end with the process.</summary>
    public static class SiloBuilderReminderMemoryExtensions
    {
        /// <summary>Adds them.</summary>
        public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder)
        {
            ArgumentNullException.ThrowIfNull(builder);
            builder.Services.AddReminderService();
            builder.Services.AddSingleton<IReminderTable, InMemoryReminderTable>();
            return builder;
        }
    }
}

namespace Luxe.Embedded
{
    /// <summary>What every reminder table needs beside it.</summary>
    internal static class ReminderServices
    {
        internal static void AddReminderService(this IServiceCollection services)
        {
            if (services.Any(static service => service.ServiceType == typeof(ReminderService)))
            {
                return;
            }

            services.TryAddSingleton(TimeProvider.System);
            services.AddSingleton<ReminderService>();
            services.AddSingleton<IReminderRegistry>(static provider => provider.GetRequiredService<ReminderService>());
            services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static provider => provider.GetRequiredService<ReminderService>());
        }
    }
}
