using Orleans.Serialization;
using System.ComponentModel;

namespace Luxe.Embedded;

/// <summary>Copies arguments and results, so that caller and grain never share a mutable object.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Isolation
{
    /// <summary>A deep copy; immutable parts are shared, and what was one object stays one object.</summary>
    public static T Copy<T>(T value)
    {
        if (value is null)
        {
            return value;
        }

        var copier = Copier<T>.Instance;
        return copier.IsShared ? value : copier.Copy(value, new CopyContext());
    }
}

/// <summary>The copies made so far in one call, by original.</summary>
internal sealed class CopyContext
{
    private Dictionary<object, object>? _copies;

    internal void Record(object original, object copy) => (_copies ??= new(ReferenceEqualityComparer.Instance)).Add(original, copy);

    internal bool TryGet(object original, out object copy)
    {
        copy = null!;
        return _copies is not null && _copies.TryGetValue(original, out copy!);
    }
}

/// <summary>Copies objects of one type.</summary>
internal abstract class Copier
{
    /// <summary>True when values of the type are shared, not copied.</summary>
    internal virtual bool IsShared => false;

    internal abstract object CopyObject(object value, CopyContext context);
}

/// <summary>Copies values of one type.</summary>
internal abstract class Copier<T> : Copier
{
    private static Copier<T>? s_instance;

    /// <summary>The copier of this static type; resolved once.</summary>
    internal static Copier<T> Instance => s_instance ??= (Copier<T>)Copiers.Of(typeof(T));

    internal abstract T Copy(T value, CopyContext context);

    internal override object CopyObject(object value, CopyContext context) => Copy((T)value, context)!;
}

/// <summary>Values that never change.</summary>
internal sealed class SharedCopier<T> : Copier<T>
{
    internal override bool IsShared => true;

    internal override T Copy(T value, CopyContext context) => value;
}

/// <summary>A static type that says little: the object's own type decides.</summary>
internal sealed class DynamicCopier<T> : Copier<T>
{
    internal override T Copy(T value, CopyContext context)
    {
        if (value is null)
        {
            return value;
        }

        if (value is IAddressable addressable)
        {
            return (T)Reference(addressable);
        }

        var copier = Copiers.OfObject(value.GetType());
        return copier.IsShared ? value : (T)copier.CopyObject(value, context);
    }

    /// <summary>A grain that hands out itself hands out a reference.</summary>
    private static object Reference(IAddressable addressable) => addressable switch
    {
        GrainReference reference => reference,
        IGrainBase when typeof(T).IsInterface && typeof(T) != typeof(IAddressable) => addressable.AsReference<T>()!,
        _ => throw new CodecNotFoundException(
            $"{addressable.GetType()} cannot be an argument or result. Pass a reference: an observer has one from {nameof(IGrainFactory.CreateObjectReference)}, a grain from AsReference."),
    };
}
