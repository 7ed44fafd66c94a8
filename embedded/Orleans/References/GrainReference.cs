using Luxe.Embedded;

namespace Orleans.Runtime;

/// <summary>A reference to a grain or an observer; generated proxies derive from it.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>, ISpanFormattable
{
    /// <summary>The activation that answered last; checked before use, so that it may be stale.</summary>
    internal IRequestTarget? CachedTarget;

    /// <summary>Called by generated proxies.</summary>
    protected GrainReference(GrainReferenceShared shared, IdSpan key)
    {
        Shared = shared;
        Key = key;
    }

    internal GrainReferenceShared Shared { get; }

    internal IdSpan Key { get; }

    /// <summary>The identity.</summary>
    public GrainId GrainId => new(Shared.GrainType, Key);

    /// <summary>The interface.</summary>
    public GrainInterfaceType InterfaceType => Shared.InterfaceType;

    /// <summary>The full name of the interface.</summary>
    public virtual string InterfaceName => Shared.InterfaceType.ToString();

    /// <summary>The same grain through another interface.</summary>
    public virtual TGrainInterface Cast<TGrainInterface>()
        where TGrainInterface : IAddressable => (TGrainInterface)Shared.Runtime.References.Cast(this, typeof(TGrainInterface));

    /// <summary>The hash that is equal in every process.</summary>
    public uint GetUniformHashCode() => GrainId.GetUniformHashCode();

    /// <inheritdoc/>
    public bool Equals(GrainReference? other) => other is not null && Key.Equals(other.Key) && Shared.GrainType.Equals(other.Shared.GrainType);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)GrainId.GetUniformHashCode());

    /// <inheritdoc/>
    public sealed override string ToString() => $"GrainReference:{GrainId}:{InterfaceType}";

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite($"GrainReference:{GrainId}:{InterfaceType}", out charsWritten);

    internal static GrainReference Untyped(GrainReferenceShared shared, IdSpan key) => new(shared, key);

    /// <summary>Equality of identity.</summary>
    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) =>
        ReferenceEquals(reference1, reference2) || (reference1 is not null && reference1.Equals(reference2));

    /// <summary>Inequality of identity.</summary>
    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);
}

/// <summary>What all references of one grain type and interface share.</summary>
public class GrainReferenceShared
{
    internal GrainReferenceShared(SiloRuntime runtime, GrainType grainType, GrainInterfaceType interfaceType)
    {
        Runtime = runtime;
        GrainType = grainType;
        InterfaceType = interfaceType;
    }

    /// <summary>The grain type.</summary>
    public GrainType GrainType { get; }

    /// <summary>The interface.</summary>
    public GrainInterfaceType InterfaceType { get; }

    internal SiloRuntime Runtime { get; }
}
