using Microsoft.Extensions.DependencyInjection;

namespace Luxe.Grains.Office;

/// <summary>Adds what the privacy officer's desk needs.</summary>
internal static class OfficeServices
{
    public static IServiceCollection AddOffice(this IServiceCollection services) => services.AddSingleton<TierCensus>();
}
