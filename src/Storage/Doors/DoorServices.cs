using Microsoft.Extensions.DependencyInjection;

namespace Luxe.Storage.Doors;

/// <summary>Adds the store of clients' links.</summary>
internal static class DoorServices
{
    public static IServiceCollection AddDoorStores(this IServiceCollection services) => services.AddSingleton<IClientLinks, ClientLinkStore>();
}
