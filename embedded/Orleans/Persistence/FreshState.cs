using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Luxe.Embedded;

/// <summary>Makes the state of a grain that has none stored.</summary>
internal static class FreshState<T>
{
    private static readonly Func<T> Make = Factory();

    internal static T Create() => Make();

    // A type without a parameterless constructor (a positional record) starts with every field at its default, as in Orleans.
    private static Func<T> Factory()
    {
        if (typeof(T).IsValueType)
        {
            return static () => default!;
        }

        return typeof(T).GetConstructor(Type.EmptyTypes) is { } constructor
            ? Expression.Lambda<Func<T>>(Expression.New(constructor)).Compile()
            : static () => (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
    }
}
