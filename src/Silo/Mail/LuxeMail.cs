using Luxe.Silo.Hosting;

namespace Luxe.Silo.Mail;

/// <summary>Adds the house's letterbox.</summary>
internal static class LuxeMail
{
    public static IServiceCollection AddLuxeMail(this IServiceCollection services, LuxeHostOptions options) => services;
}
