namespace Luxe.Storage.Databases;

/// <summary>What callers must get right before anything is queued.</summary>
internal static class Check
{
    /// <summary>A key: not empty, and storable in both databases (PostgreSQL cannot hold U+0000).</summary>
    public static void Key(string value, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, name);
        Text(value, name);
    }

    public static void Text(string? value, string name)
    {
        if (value is not null && value.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A text may not hold U+0000.", name);
        }
    }

    public static void Size(ReadOnlyMemory<byte> payload, int limit)
    {
        if (payload.Length > limit)
        {
            throw new RowTooLargeException(payload.Length, limit);
        }
    }

    public static void Limit(int limit) => ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
}
