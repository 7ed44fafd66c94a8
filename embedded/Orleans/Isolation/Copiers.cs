using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Reflection;
using System.Text;
using Orleans.Serialization;

namespace Luxe.Embedded;

/// <summary>Finds the copier of a type, once per type.</summary>
internal static class Copiers
{
    private static readonly ConcurrentDictionary<Type, Copier> ByStaticType = new();
    private static readonly ConcurrentDictionary<Type, Copier> ByObjectType = new();

    private static readonly HashSet<Type> Leaves =
    [
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly), typeof(Guid), typeof(Half), typeof(Int128),
        typeof(UInt128), typeof(BigInteger), typeof(Uri), typeof(Version), typeof(CancellationToken), typeof(IPAddress), typeof(IPEndPoint), typeof(Rune), typeof(Index), typeof(Range),
        typeof(DBNull), typeof(object),
    ];

    private static readonly HashSet<Type> ImmutableContainers =
    [
        typeof(Nullable<>), typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>), typeof(ImmutableQueue<>), typeof(ImmutableStack<>),
        typeof(ImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>), typeof(FrozenSet<>), typeof(FrozenDictionary<,>), typeof(KeyValuePair<,>),
    ];

    private static readonly Dictionary<Type, Type> Collections = new()
    {
        [typeof(List<>)] = typeof(ListCopier<>),
        [typeof(Queue<>)] = typeof(QueueCopier<>),
        [typeof(Stack<>)] = typeof(StackCopier<>),
        [typeof(HashSet<>)] = typeof(HashSetCopier<>),
        [typeof(SortedSet<>)] = typeof(SortedSetCopier<>),
        [typeof(Dictionary<,>)] = typeof(DictionaryCopier<,>),
        [typeof(SortedDictionary<,>)] = typeof(SortedDictionaryCopier<,>),
        [typeof(ImmutableArray<>)] = typeof(ImmutableArrayCopier<>),
        [typeof(ImmutableList<>)] = typeof(ImmutableListCopier<>),
        [typeof(ImmutableDictionary<,>)] = typeof(ImmutableDictionaryCopier<,>),
        [typeof(Nullable<>)] = typeof(NullableCopier<>),
    };

    /// <summary>The copier of a variable's type: for types that others may derive from, one that looks at the object.</summary>
    internal static Copier Of(Type type) => ByStaticType.GetOrAdd(type, static type =>
        type.IsValueType || type.IsSealed || IsShared(type) ? OfObject(type) : Make(typeof(DynamicCopier<>), type));

    /// <summary>The copier of an object's type.</summary>
    internal static Copier OfObject(Type type) => ByObjectType.GetOrAdd(type, Find);

    private static Copier Find(Type type)
    {
        if (type == typeof(object) || IsShared(type))
        {
            return Make(typeof(SharedCopier<>), type);
        }

        if (type.IsSZArray)
        {
            return Make(typeof(ArrayCopier<>), type.GetElementType()!);
        }

        if (type.IsGenericType && Collections.TryGetValue(type.GetGenericTypeDefinition(), out var copier))
        {
            return Make(copier, type.GetGenericArguments());
        }

        if (WireMembers.IsTuple(type) || type.IsDefined(typeof(GenerateSerializerAttribute), false))
        {
            return Make(typeof(MemberCopier<>), type);
        }

        throw new CodecNotFoundException($"Could not find a copier for type {type}: mark it with [GenerateSerializer] and its members with [Id], or with [Immutable].");
    }

    /// <summary>Whether values of a type never change.</summary>
    internal static bool IsShared(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || (Leaves.Contains(type) && type != typeof(object)) || type.IsDefined(typeof(ImmutableAttribute), false)
            || type.IsAssignableTo(typeof(Exception)) || type.IsAssignableTo(typeof(Type)) || type.IsAssignableTo(typeof(CultureInfo)) || type.IsAssignableTo(typeof(IPAddress))
            || type.IsAssignableTo(typeof(GrainReference)))
        {
            return true;
        }

        if (!type.IsGenericType)
        {
            return false;
        }

        var definition = type.GetGenericTypeDefinition();
        return (ImmutableContainers.Contains(definition) || WireMembers.IsTuple(type)
            || type.BaseType is { IsGenericType: true } parent && ImmutableContainers.Contains(parent.GetGenericTypeDefinition()))
            && type.GetGenericArguments().All(IsShared);
    }

    private static Copier Make(Type definition, params Type[] arguments) =>
        (Copier)Activator.CreateInstance(definition.MakeGenericType(arguments), nonPublic: true)!;
}
