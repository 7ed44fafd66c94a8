using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Luxe.Embedded;

/// <summary>
/// Copies a wire type member by member with code that is compiled once per type: into a new object go the members that have an id
/// (and what a primary constructor declares), as they would over a wire; everything else starts afresh.
/// </summary>
internal sealed class MemberCopier<T> : Copier<T>
{
    // Compiled at the first copy and not before: a type may contain itself.
    private Func<T, CopyContext, T>? _copy;

    internal override T Copy(T value, CopyContext context)
    {
        if (value is null)
        {
            return value;
        }

        return !typeof(T).IsValueType && context.TryGet(value, out var known) ? (T)known : (_copy ??= Compile())(value, context);
    }

    private static Func<T, CopyContext, T> Compile()
    {
        var method = new DynamicMethod($"Copy {typeof(T)}", typeof(T), [typeof(T), typeof(CopyContext)], typeof(T).Module, skipVisibility: true);
        var code = method.GetILGenerator();
        var copy = code.DeclareLocal(typeof(T));
        if (typeof(T).IsValueType)
        {
            code.Emit(OpCodes.Ldloca, copy);
            code.Emit(OpCodes.Initobj, typeof(T));
        }
        else
        {
            Create(code);
            code.Emit(OpCodes.Stloc, copy);
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldloc, copy);
            code.Emit(OpCodes.Call, typeof(CopyContext).GetMethod(nameof(CopyContext.Record), BindingFlags.Instance | BindingFlags.NonPublic)!);
        }

        foreach (var field in WireMembers.Of(typeof(T)))
        {
            code.Emit(typeof(T).IsValueType ? OpCodes.Ldloca : OpCodes.Ldloc, copy);
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldfld, field);
            if (!Copiers.IsShared(field.FieldType))
            {
                code.Emit(OpCodes.Ldarg_1);
                code.Emit(OpCodes.Call, typeof(MemberCopier<T>).GetMethod(nameof(CopyMember), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(field.FieldType));
            }

            code.Emit(OpCodes.Stfld, field);
        }

        code.Emit(OpCodes.Ldloc, copy);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<T, CopyContext, T>>();
    }

    private static void Create(ILGenerator code)
    {
        if (typeof(T).GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes) is { } constructor)
        {
            code.Emit(OpCodes.Newobj, constructor);
            return;
        }

        code.Emit(OpCodes.Ldtoken, typeof(T));
        code.Emit(OpCodes.Call, typeof(Type).GetMethod(nameof(Type.GetTypeFromHandle))!);
        code.Emit(OpCodes.Call, typeof(RuntimeHelpers).GetMethod(nameof(RuntimeHelpers.GetUninitializedObject))!);
        code.Emit(OpCodes.Castclass, typeof(T));
    }

    private static TMember CopyMember<TMember>(TMember value, CopyContext context) => Copier<TMember>.Instance.Copy(value, context);
}

/// <summary>Which fields of a wire type travel.</summary>
internal static class WireMembers
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    internal static List<FieldInfo> Of(Type type)
    {
        var fields = new List<FieldInfo>();
        for (var current = type; current is not null && current != typeof(object) && current != typeof(ValueType); current = current.BaseType)
        {
            var all = current.GetFields(Declared);
            fields.AddRange(IsTuple(current) ? all : all.Where(field => Travels(current, field)));
        }

        return fields;
    }

    internal static bool IsTuple(Type type) =>
        type.FullName is { } name && (name.StartsWith("System.ValueTuple`", StringComparison.Ordinal) || name.StartsWith("System.Tuple`", StringComparison.Ordinal)
            || name.StartsWith("System.Collections.Generic.KeyValuePair`", StringComparison.Ordinal));

    private static bool Travels(Type type, FieldInfo field)
    {
        if (field.IsDefined(typeof(NonSerializedAttribute)))
        {
            return false;
        }

        if (field.IsDefined(typeof(IdAttribute)))
        {
            return true;
        }

        if (!field.Name.StartsWith('<') || !field.Name.EndsWith(">k__BackingField", StringComparison.Ordinal))
        {
            return false;
        }

        var name = field.Name[1..^">k__BackingField".Length];
        var property = type.GetProperty(name, Declared);
        if (property is null)
        {
            return false;
        }

        return property.IsDefined(typeof(IdAttribute)) || PrimaryParameters(type).Contains(name)
            || (type.GetCustomAttribute<GenerateSerializerAttribute>()?.GenerateFieldIds == GenerateFieldIds.PublicProperties && property.GetMethod is { IsPublic: true });
    }

    /// <summary>A record's positional parameters: they, and nothing else, are what its Deconstruct gives.</summary>
    private static IEnumerable<string> PrimaryParameters(Type type) =>
        type.GetMethods(Declared).Where(static method => method.Name == "Deconstruct" && method.IsDefined(typeof(CompilerGeneratedAttribute)))
            .SelectMany(static method => method.GetParameters()).Select(static parameter => parameter.Name!);
}
