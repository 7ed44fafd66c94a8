using System.Text;

namespace Orleans.Runtime;

/// <summary>A UTF-8 text with its stable hash: half of a grain's identity.</summary>
[Immutable, GenerateSerializer]
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>, ISpanFormattable
{
    private readonly byte[]? _value;
    private readonly int _hashCode;

    /// <summary>Takes ownership of <paramref name="value"/>.</summary>
    public IdSpan(byte[] value)
    {
        _value = value;
        _hashCode = unchecked((int)StableHash.ComputeHash(value));
    }

    private IdSpan(byte[]? value, int hashCode)
    {
        _value = value;
        _hashCode = hashCode;
    }

    /// <summary>The UTF-8 bytes.</summary>
    public ReadOnlyMemory<byte> Value => _value;

    /// <summary>True when there is no text.</summary>
    public bool IsDefault => _value is null || _value.Length == 0;

    /// <summary>Encodes a text.</summary>
    public static IdSpan Create(string id) => new(Encoding.UTF8.GetBytes(id));

    /// <summary>Wraps bytes whose hash is known already.</summary>
    public static IdSpan UnsafeCreate(byte[]? value, int hashCode) => new(value, hashCode);

    /// <summary>The array behind an id; not to be written to.</summary>
    public static byte[]? UnsafeGetArray(IdSpan id) => id._value;

    /// <summary>The UTF-8 bytes.</summary>
    public ReadOnlySpan<byte> AsSpan() => _value;

    /// <summary>The hash that is equal in every process.</summary>
    public uint GetUniformHashCode() => unchecked((uint)_hashCode);

    /// <inheritdoc/>
    public bool Equals(IdSpan obj) =>
        ReferenceEquals(_value, obj._value)
        || (_hashCode == obj._hashCode && _value is not null && obj._value is not null && _value.AsSpan().SequenceEqual(obj._value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _hashCode;

    /// <inheritdoc/>
    public int CompareTo(IdSpan other) => AsSpan().SequenceCompareTo(other.AsSpan());

    /// <inheritdoc/>
    public override string ToString() => _value is null ? string.Empty : Encoding.UTF8.GetString(_value);

    /// <summary>Writes the text.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten) => Encoding.UTF8.TryGetChars(_value, destination, out charsWritten);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryFormat(destination, out charsWritten);

    /// <summary>Equality of text.</summary>
    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    /// <summary>Inequality of text.</summary>
    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);
}
