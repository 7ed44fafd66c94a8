using System.Collections.Immutable;

namespace Luxe.Embedded;

/// <summary>Copies objects that other objects in the same graph may share.</summary>
internal abstract class ObjectCopier<T> : Copier<T>
    where T : class
{
    internal sealed override T Copy(T value, CopyContext context)
    {
        if (value is null)
        {
            return value!;
        }

        return context.TryGet(value, out var known) ? (T)known : CopyNew(value, context);
    }

    /// <summary>Makes the copy and records it before it copies the contents, which may lead back here.</summary>
    protected abstract T CopyNew(T value, CopyContext context);
}

internal sealed class ArrayCopier<T> : ObjectCopier<T[]>
{
    protected override T[] CopyNew(T[] value, CopyContext context)
    {
        var copy = new T[value.Length];
        context.Record(value, copy);
        if (Copier<T>.Instance.IsShared)
        {
            value.CopyTo(copy, 0);
            return copy;
        }

        for (var i = 0; i < value.Length; i++)
        {
            copy[i] = Copier<T>.Instance.Copy(value[i], context);
        }

        return copy;
    }
}

internal sealed class ListCopier<T> : ObjectCopier<List<T>>
{
    protected override List<T> CopyNew(List<T> value, CopyContext context)
    {
        var copy = new List<T>(value.Count);
        context.Record(value, copy);
        foreach (var item in value)
        {
            copy.Add(Copier<T>.Instance.Copy(item, context));
        }

        return copy;
    }
}

internal sealed class QueueCopier<T> : ObjectCopier<Queue<T>>
{
    protected override Queue<T> CopyNew(Queue<T> value, CopyContext context)
    {
        var copy = new Queue<T>(value.Count);
        context.Record(value, copy);
        foreach (var item in value)
        {
            copy.Enqueue(Copier<T>.Instance.Copy(item, context));
        }

        return copy;
    }
}

internal sealed class StackCopier<T> : ObjectCopier<Stack<T>>
{
    protected override Stack<T> CopyNew(Stack<T> value, CopyContext context)
    {
        var copy = new Stack<T>(value.Count);
        context.Record(value, copy);
        foreach (var item in value.Reverse())
        {
            copy.Push(Copier<T>.Instance.Copy(item, context));
        }

        return copy;
    }
}

internal sealed class HashSetCopier<T> : ObjectCopier<HashSet<T>>
{
    protected override HashSet<T> CopyNew(HashSet<T> value, CopyContext context)
    {
        var copy = new HashSet<T>(value.Count, value.Comparer);
        context.Record(value, copy);
        foreach (var item in value)
        {
            copy.Add(Copier<T>.Instance.Copy(item, context));
        }

        return copy;
    }
}

internal sealed class SortedSetCopier<T> : ObjectCopier<SortedSet<T>>
{
    protected override SortedSet<T> CopyNew(SortedSet<T> value, CopyContext context)
    {
        var copy = new SortedSet<T>(value.Comparer);
        context.Record(value, copy);
        foreach (var item in value)
        {
            copy.Add(Copier<T>.Instance.Copy(item, context));
        }

        return copy;
    }
}

internal sealed class DictionaryCopier<TKey, TValue> : ObjectCopier<Dictionary<TKey, TValue>>
    where TKey : notnull
{
    protected override Dictionary<TKey, TValue> CopyNew(Dictionary<TKey, TValue> value, CopyContext context)
    {
        var copy = new Dictionary<TKey, TValue>(value.Count, value.Comparer);
        context.Record(value, copy);
        foreach (var (key, item) in value)
        {
            copy.Add(Copier<TKey>.Instance.Copy(key, context), Copier<TValue>.Instance.Copy(item, context));
        }

        return copy;
    }
}

internal sealed class SortedDictionaryCopier<TKey, TValue> : ObjectCopier<SortedDictionary<TKey, TValue>>
    where TKey : notnull
{
    protected override SortedDictionary<TKey, TValue> CopyNew(SortedDictionary<TKey, TValue> value, CopyContext context)
    {
        var copy = new SortedDictionary<TKey, TValue>(value.Comparer);
        context.Record(value, copy);
        foreach (var (key, item) in value)
        {
            copy.Add(Copier<TKey>.Instance.Copy(key, context), Copier<TValue>.Instance.Copy(item, context));
        }

        return copy;
    }
}

internal sealed class ImmutableArrayCopier<T> : Copier<ImmutableArray<T>>
{
    internal override ImmutableArray<T> Copy(ImmutableArray<T> value, CopyContext context)
    {
        if (value.IsDefaultOrEmpty)
        {
            return value;
        }

        var copy = ImmutableArray.CreateBuilder<T>(value.Length);
        foreach (var item in value)
        {
            copy.Add(Copier<T>.Instance.Copy(item, context));
        }

        return copy.MoveToImmutable();
    }
}

internal sealed class ImmutableListCopier<T> : ObjectCopier<ImmutableList<T>>
{
    protected override ImmutableList<T> CopyNew(ImmutableList<T> value, CopyContext context) =>
        ImmutableList.CreateRange(value.Select(item => Copier<T>.Instance.Copy(item, context)));
}

internal sealed class ImmutableDictionaryCopier<TKey, TValue> : ObjectCopier<ImmutableDictionary<TKey, TValue>>
    where TKey : notnull
{
    protected override ImmutableDictionary<TKey, TValue> CopyNew(ImmutableDictionary<TKey, TValue> value, CopyContext context) =>
        ImmutableDictionary.CreateRange(
            value.KeyComparer,
            value.ValueComparer,
            value.Select(pair => KeyValuePair.Create(Copier<TKey>.Instance.Copy(pair.Key, context), Copier<TValue>.Instance.Copy(pair.Value, context))));
}

internal sealed class NullableCopier<T> : Copier<T?>
    where T : struct
{
    internal override T? Copy(T? value, CopyContext context) => value is { } given ? Copier<T>.Instance.Copy(given, context) : null;
}
