namespace Luxe.Storage.Commit;

/// <summary>What a value is; both databases bind exactly these.</summary>
internal enum SqlKind
{
    Text,
    Number,
    Bytes,
}

/// <summary>One bound value, without boxing. A null text is SQL NULL; numbers and bytes are never null.</summary>
internal readonly struct SqlValue
{
    private SqlValue(SqlKind kind, string? text, long number, ReadOnlyMemory<byte> bytes)
    {
        Kind = kind;
        Text = text;
        Number = number;
        Bytes = bytes;
    }

    public SqlKind Kind { get; }

    public string? Text { get; }

    public long Number { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    public static implicit operator SqlValue(string? text) => new(SqlKind.Text, text, 0, default);

    public static implicit operator SqlValue(long number) => new(SqlKind.Number, null, number, default);

    public static implicit operator SqlValue(ReadOnlyMemory<byte> bytes) => new(SqlKind.Bytes, null, 0, bytes);

    public static implicit operator SqlValue(DateTimeOffset time) => Micros.From(time);

    public static implicit operator SqlValue(bool flag) => flag ? 1 : 0;
}
