using Microsoft.Extensions.DependencyInjection;

namespace Luxe.Grains.Doors;

/// <summary>Adds what the clients' doors need.</summary>
internal static class DoorServices
{
    public static IServiceCollection AddDoors(this IServiceCollection services) => services.AddSingleton<AskPace>().AddSingleton<LinkAsks>();
}
