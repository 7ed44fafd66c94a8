using System.Reflection;

namespace Orleans
{
    /// <summary>An attribute of a constructor parameter that says how to make its argument.</summary>
    public interface IFacetMetadata;

    /// <summary>Makes something of something.</summary>
    public delegate TInstance Factory<in TParam1, out TInstance>(TParam1 param1);
}

namespace Orleans.Runtime
{
    /// <summary>Turns a facet attribute into a factory of arguments.</summary>
    /// <typeparam name="TMetadata">The attribute.</typeparam>
    public interface IAttributeToFactoryMapper<in TMetadata>
        where TMetadata : IFacetMetadata
    {
        /// <summary>The factory of a parameter.</summary>
        Factory<IGrainContext, object> GetFactory(ParameterInfo parameter, TMetadata metadata);
    }
}
