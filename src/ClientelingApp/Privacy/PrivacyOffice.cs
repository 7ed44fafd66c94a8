using Microsoft.Extensions.DependencyInjection;

namespace Luxe.ClientelingApp.Privacy;

/// <summary>What the privacy officer's pages add to the app.</summary>
internal static class PrivacyOffice
{
    public static IServiceCollection AddPrivacyOffice(this IServiceCollection services) => services;
}
