using System.Linq.Expressions;
using System.Reflection;

namespace Luxe.Embedded;

/// <summary>Compiles, once per class, how a grain is constructed: services from the activation's scope, facets from their attributes.</summary>
internal static class GrainConstructor
{
    internal static Func<Activation, object> For(Type type)
    {
        var constructors = type.GetConstructors();
        var constructor = constructors.FirstOrDefault(static candidate => candidate.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute)))
            ?? constructors.OrderByDescending(static candidate => candidate.GetParameters().Length).FirstOrDefault()
            ?? throw new InvalidOperationException($"The grain class {type} has no public constructor.");
        var activation = Expression.Parameter(typeof(Activation), "activation");
        var arguments = constructor.GetParameters().Select(parameter => Argument(parameter, activation));
        return Expression.Lambda<Func<Activation, object>>(Expression.New(constructor, arguments), activation).Compile();
    }

    private static UnaryExpression Argument(ParameterInfo parameter, ParameterExpression activation)
    {
        var source = new ArgumentSource(parameter);
        return Expression.Convert(Expression.Invoke(Expression.Constant((Func<Activation, object?>)source.Get), activation), parameter.ParameterType);
    }

    private sealed class ArgumentSource(ParameterInfo parameter)
    {
        private readonly IFacetMetadata? _facet = parameter.GetCustomAttributes().OfType<IFacetMetadata>().FirstOrDefault();
        private readonly FromKeyedServicesAttribute? _keyed = parameter.GetCustomAttribute<FromKeyedServicesAttribute>();

        // The mappers are services of one silo; several silos may construct the same class.
        private volatile KnownFactory? _factory;
        private volatile KnownLifetime? _lifetime;

        internal object? Get(Activation activation)
        {
            if (_facet is not null)
            {
                return Facet(activation);
            }

            var type = parameter.ParameterType;
            if (type == typeof(IGrainContext))
            {
                return activation;
            }

            if (_keyed is not null)
            {
                return activation.ActivationServices.GetRequiredKeyedService(type, _keyed.Key);
            }

            return (IsSingleton(activation.Runtime) ? activation.Runtime.Services : activation.ActivationServices).GetService(type)
                ?? (parameter.HasDefaultValue ? parameter.DefaultValue : throw new InvalidOperationException($"There is no service of type {type}, which {parameter.Member.DeclaringType} needs."));
        }

        private bool IsSingleton(SiloRuntime runtime)
        {
            if (_lifetime is { } known && ReferenceEquals(known.Runtime, runtime))
            {
                return known.IsSingleton;
            }

            var isSingleton = runtime.Services.GetRequiredService<SingletonTypes>().Has(parameter.ParameterType);
            _lifetime = new KnownLifetime(runtime, isSingleton);
            return isSingleton;
        }

        private object Facet(Activation activation)
        {
            if (_factory is { } known && ReferenceEquals(known.Runtime, activation.Runtime))
            {
                return known.Make(activation);
            }

            var mapperType = typeof(IAttributeToFactoryMapper<>).MakeGenericType(_facet!.GetType());
            var mapper = activation.Runtime.Services.GetRequiredService(mapperType);
            var factory = (Factory<IGrainContext, object>)mapperType.GetMethod("GetFactory")!.Invoke(mapper, [parameter, _facet])!;
            _factory = new KnownFactory(activation.Runtime, factory);
            return factory(activation);
        }

        private sealed record KnownLifetime(SiloRuntime Runtime, bool IsSingleton);

        private sealed record KnownFactory(SiloRuntime Runtime, Factory<IGrainContext, object> Make);
    }
}
