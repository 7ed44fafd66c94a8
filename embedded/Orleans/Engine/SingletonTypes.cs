namespace Luxe.Embedded;

/// <summary>
/// Which services are singletons: those an activation may take from the silo itself. A scope of its own is made only for a grain that asks for
/// anything else, for it costs every activation some hundred bytes.
/// </summary>
internal sealed class SingletonTypes(IServiceCollection services)
{
    private readonly Lazy<HashSet<Type>> _types = new(() =>
    [
        .. services
            .Where(static service => !service.IsKeyedService)
            .GroupBy(static service => service.ServiceType)
            .Where(static group => group.Last().Lifetime == ServiceLifetime.Singleton)
            .Select(static group => group.Key),
    ]);

    internal bool Has(Type type) =>
        _types.Value.Contains(type) || (type.IsConstructedGenericType && !services.Any(service => service.ServiceType == type) && _types.Value.Contains(type.GetGenericTypeDefinition()));
}
