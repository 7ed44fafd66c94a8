using Luxe.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Configuration
{
    /// <summary>Options of reminders in a database.</summary>
    public class AdoNetReminderTableOptions
    {
        /// <summary>Which driver: <c>Npgsql</c> or <c>System.Data.SQLite</c> (which is Microsoft.Data.Sqlite).</summary>
        public string Invariant { get; set; } = null!;

        /// <summary>How to reach the database.</summary>
        public string? ConnectionString { get; set; }
    }
}

namespace Orleans.Hosting
{
    /// <summary>Adds reminders that a database keeps.</summary>
    public static class SiloBuilderReminderExtensions
    {
        /// <summary>Adds them.</summary>
        public static ISiloBuilder UseAdoNetReminderService(this ISiloBuilder builder, Action<AdoNetReminderTableOptions> configureOptions) =>
            builder.UseAdoNetReminderService((OptionsBuilder<AdoNetReminderTableOptions> options) => options.Configure(configureOptions));

        /// <summary>Adds them.</summary>
        public static ISiloBuilder UseAdoNetReminderService(this ISiloBuilder builder, Action<OptionsBuilder<AdoNetReminderTableOptions>> configureOptions)
        {
            ArgumentNullException.ThrowIfNull(builder);
            ArgumentNullException.ThrowIfNull(configureOptions);
            configureOptions(builder.Services.AddOptions<AdoNetReminderTableOptions>());
            builder.Services.AddReminderService();
            builder.Services.AddSingleton<IReminderTable, AdoNetReminderTable>();
            return builder;
        }
    }
}
