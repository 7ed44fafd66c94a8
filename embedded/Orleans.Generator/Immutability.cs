using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Orleans.Generator;

/// <summary>Which values may be shared across a call without a copy.</summary>
internal static class Immutability
{
    private static readonly HashSet<string> Leaves = new()
    {
        "System.Guid", "System.DateTimeOffset", "System.TimeSpan", "System.DateOnly", "System.TimeOnly", "System.Uri", "System.Version", "System.Type", "System.Half",
        "System.Int128", "System.UInt128", "System.Numerics.BigInteger", "System.Index", "System.Range", "System.Threading.CancellationToken",
        "System.Globalization.CultureInfo", "System.Net.IPAddress", "System.Net.IPEndPoint", "System.Text.Rune", "System.DBNull",
    };

    private static readonly HashSet<string> Containers = new()
    {
        "System.Nullable<T>", "System.Collections.Immutable.ImmutableArray<T>", "System.Collections.Immutable.ImmutableList<T>",
        "System.Collections.Immutable.ImmutableHashSet<T>", "System.Collections.Immutable.ImmutableSortedSet<T>", "System.Collections.Immutable.ImmutableQueue<T>",
        "System.Collections.Immutable.ImmutableStack<T>", "System.Collections.Immutable.ImmutableDictionary<TKey, TValue>",
        "System.Collections.Immutable.ImmutableSortedDictionary<TKey, TValue>", "System.Collections.Frozen.FrozenSet<T>",
        "System.Collections.Frozen.FrozenDictionary<TKey, TValue>", "System.Collections.Generic.KeyValuePair<TKey, TValue>",
    };

    internal static bool IsShared(ITypeSymbol type)
    {
        if (type.TypeKind is TypeKind.Enum || IsLeaf(type.SpecialType) || HasImmutable(type.GetAttributes()) || IsException(type))
        {
            return true;
        }

        if (type is not INamedTypeSymbol named)
        {
            return false;
        }

        var definition = named.OriginalDefinition.ToDisplayString();
        if (named.IsTupleType || Containers.Contains(definition) || definition.StartsWith("System.Tuple<", System.StringComparison.Ordinal))
        {
            return named.TypeArguments.All(IsShared);
        }

        return Leaves.Contains(definition);
    }

    internal static bool HasImmutable(IEnumerable<AttributeData> attributes) =>
        attributes.Any(static attribute => attribute.AttributeClass?.ToDisplayString() == "Orleans.ImmutableAttribute");

    private static bool IsLeaf(SpecialType type) =>
        type is >= SpecialType.System_Boolean and <= SpecialType.System_String or SpecialType.System_DateTime or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;

    private static bool IsException(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.ToDisplayString() == "System.Exception")
            {
                return true;
            }
        }

        return false;
    }
}
