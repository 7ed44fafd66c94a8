using Luxe.Grains.Identity;
using Luxe.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Luxe.Grains.Rights;

/// <summary>Adds what access, rectification, erasure and retention need.</summary>
internal static class RightsServices
{
    public static IServiceCollection AddRights(this IServiceCollection services)
    {
        services.TryAddSingleton<IErasureLog, NoErasureLog>();
        services.AddSingleton<ErasedList>();
        services.AddSingleton<IErasedList>(static s => s.GetRequiredService<ErasedList>());
        services.AddSingleton<IHostedService>(static s => s.GetRequiredService<ErasedList>());
        services.AddSingleton(static s => new ErasureCatchUp(
            s.GetRequiredService<IGrainFactory>(),
            s.GetRequiredService<IErasures>(),
            s.GetRequiredService<IRemains>(),
            s.GetRequiredService<IErasureLog>(),
            s.GetRequiredService<Pseudonyms>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<ErasureCatchUp>>()));
        services.AddSingleton(static s => new RetentionStart(s.GetRequiredService<IGrainFactory>()));
        return services.AddErasureSteps();
    }

    private static IServiceCollection AddErasureSteps(this IServiceCollection services)
    {
        foreach (var step in (Type[])
        [
            typeof(ListStep), typeof(SnapshotStep), typeof(KeyStep), typeof(StoreStep), typeof(InboxStep), typeof(RollStep), typeof(ListsStep), typeof(IdentityStep),
            typeof(LookStep), typeof(LinkStep), typeof(RequestStep), typeof(TraceStep), typeof(LateStep),
        ])
        {
            services.AddSingleton(typeof(IErasureStep), step);
        }

        return services;
    }
}
