namespace Orleans.Runtime;

/// <summary>Tells one activation of a grain from the next.</summary>
[Immutable, GenerateSerializer]
public readonly struct ActivationId : IEquatable<ActivationId>, ISpanFormattable
{
    private readonly Guid _key;

    /// <summary>Wraps a GUID.</summary>
    public ActivationId(Guid key) => _key = key;

    /// <summary>True for no activation.</summary>
    public bool IsDefault => _key == Guid.Empty;

    /// <summary>A fresh id.</summary>
    public static ActivationId NewId() => new(Guid.NewGuid());

    /// <summary>Reads what <see cref="ToParsableString"/> wrote.</summary>
    public static ActivationId FromParsableString(string activationId) => new(Guid.ParseExact(activationId.AsSpan(1), "N"));

    /// <inheritdoc/>
    public bool Equals(ActivationId other) => _key == other._key;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ActivationId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _key.GetHashCode();

    /// <summary>A text that can be read back.</summary>
    public string ToParsableString() => $"@{_key:N}";

    /// <inheritdoc/>
    public override string ToString() => ToParsableString();

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite($"@{_key:N}", out charsWritten);

    /// <summary>Equality.</summary>
    public static bool operator ==(ActivationId left, ActivationId right) => left.Equals(right);

    /// <summary>Inequality.</summary>
    public static bool operator !=(ActivationId left, ActivationId right) => !left.Equals(right);
}
