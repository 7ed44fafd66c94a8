namespace Orleans.Runtime;

/// <summary>The stable name of a grain class, as it stands in stored identities.</summary>
[Immutable, GenerateSerializer]
public readonly struct GrainType : IEquatable<GrainType>, IComparable<GrainType>, ISpanFormattable
{
    /// <summary>Wraps an id.</summary>
    public GrainType(IdSpan id) => Value = id;

    /// <summary>Wraps UTF-8 bytes.</summary>
    public GrainType(byte[] value) => Value = new IdSpan(value);

    /// <summary>The name.</summary>
    public IdSpan Value { get; }

    /// <summary>True when there is no name.</summary>
    public bool IsDefault => Value.IsDefault;

    /// <summary>Makes a grain type from its name.</summary>
    public static GrainType Create(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return new GrainType(IdSpan.Create(value));
    }

    /// <summary>The array behind the name; not to be written to.</summary>
    public static byte[]? UnsafeGetArray(GrainType id) => IdSpan.UnsafeGetArray(id.Value);

    /// <summary>The UTF-8 bytes.</summary>
    public ReadOnlySpan<byte> AsSpan() => Value.AsSpan();

    /// <summary>The hash that is equal in every process.</summary>
    public uint GetUniformHashCode() => Value.GetUniformHashCode();

    /// <inheritdoc/>
    public bool Equals(GrainType obj) => Value.Equals(obj.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(GrainType other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        Value.TryFormat(destination, out charsWritten);

    /// <summary>The name of a grain type.</summary>
    public static explicit operator IdSpan(GrainType kind) => kind.Value;

    /// <summary>A grain type of that name.</summary>
    public static explicit operator GrainType(IdSpan id) => new(id);

    /// <summary>Equality of name.</summary>
    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);

    /// <summary>Inequality of name.</summary>
    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);
}
