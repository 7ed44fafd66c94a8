using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace Orleans.Generator
{
    /// <summary>What a method returns, as far as its proxy cares.</summary>
    internal enum ReturnKind
    {
        Void,
        Task,
        TaskOfResult,
        ValueTask,
        ValueTaskOfResult,
    }

    /// <summary>A parameter: its type in full, and whether its value must be copied.</summary>
    internal sealed record ParameterModel(string Type, bool MustCopy, bool IsToken);

    /// <summary>A grain method.</summary>
    internal sealed record MethodModel(
        string DeclaringType, string Name, ReturnKind Return, string ReturnType, string ResultType, bool MustCopyResult, Sequence<ParameterModel> Parameters);

    /// <summary>A grain or observer interface; with a problem instead of methods if it cannot be one.</summary>
    internal sealed record InterfaceModel(string Type, string Identifier, Sequence<MethodModel> Methods, string? Problem, string? File, int Line);

    /// <summary>A grain class; with a problem if it cannot be one.</summary>
    internal sealed record ClassModel(string Type, string? Problem, string? File, int Line);

    /// <summary>A list that is equal to another with the same elements, so that unchanged sources generate nothing anew.</summary>
    internal sealed class Sequence<T> : IEquatable<Sequence<T>>, IEnumerable<T>
        where T : IEquatable<T>
    {
        private readonly T[] _items;

        internal Sequence(IEnumerable<T> items) => _items = items.ToArray();

        internal int Count => _items.Length;

        internal T this[int index] => _items[index];

        public bool Equals(Sequence<T>? other) => other is not null && _items.SequenceEqual(other._items);

        public override bool Equals(object? obj) => Equals(obj as Sequence<T>);

        public override int GetHashCode() => _items.Aggregate(17, (hash, item) => unchecked((hash * 31) + item.GetHashCode()));

        public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

namespace System.Runtime.CompilerServices
{
    /// <summary>Lets records compile on netstandard2.0.</summary>
    internal static class IsExternalInit
    {
    }
}
