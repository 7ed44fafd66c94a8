using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Luxe.Storage;

namespace Luxe.Grains.Customers;

/// <summary>A client's state as it was after a journal row. A cache of the journal: losing it costs a replay and nothing else.</summary>
[GenerateSerializer, Alias("luxe.CustomerSnapshot")]
internal sealed class CustomerSnapshot
{
    /// <summary>Grows when the state's shape or the fold changes: a snapshot of another version is not read, the journal is.</summary>
    public const int CurrentVersion = 4;

    /// <summary>The last row it holds; 0 when there is none.</summary>
    [Id(0)]
    public long Seq { get; set; }

    /// <summary>The state as JSON (see <see cref="CustomerJson"/>). Taken out of memory once it was read or written.</summary>
    [Id(1)]
    public string Json { get; set; } = "";

    /// <summary>The version that wrote it.</summary>
    [Id(2)]
    public int Version { get; set; }

    /// <summary>CRC-32C over the characters of <see cref="Json"/>, <see cref="Seq"/> and <see cref="Tail"/>.</summary>
    [Id(3)]
    public uint Checksum { get; set; }

    /// <summary>What <see cref="TailOf"/> said of the last row it holds: a journal that was restored from a backup may hold another there.</summary>
    [Id(4)]
    public uint Tail { get; set; }

    /// <summary>Whether an undoing was begun when it was written: what of her was withdrawn for it may have to be told again.</summary>
    [Id(5)]
    public bool IsUndoing { get; set; }

    /// <summary>The state as JSON in UTF-8, sealed under her key; then <see cref="Json"/> is empty where it is stored. Null: it was not sealed.</summary>
    [Id(6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public byte[]? Sealed { get; set; }

    /// <summary>In place of a state whose seal does not open: its checksum fits nothing.</summary>
    public static string Broken => "?";

    /// <summary>A snapshot of this state.</summary>
    public static CustomerSnapshot Of(CustomerState state, uint tail)
    {
        var json = JsonSerializer.Serialize(state, CustomerJson.Default.CustomerState);
        return new() { Seq = state.Seq, Json = json, Version = CurrentVersion, Tail = tail, Checksum = ChecksumOf(json, state.Seq, tail) };
    }

    /// <summary>The form in which it is stored, sealed.</summary>
    public CustomerSnapshot WithSealed(byte[] closed) =>
        new() { Seq = Seq, Version = Version, Checksum = Checksum, Tail = Tail, IsUndoing = IsUndoing, Sealed = closed };

    /// <summary>The form in which it is read, opened.</summary>
    public CustomerSnapshot WithJson(string json) => new() { Seq = Seq, Json = json, Version = Version, Checksum = Checksum, Tail = Tail, IsUndoing = IsUndoing };

    /// <summary>One whose key is not here: read as one of another version, up to whose row all is told and of which nothing else is known.</summary>
    public CustomerSnapshot Unknown() => new() { Seq = Seq, Json = Broken, Version = 0, Tail = Tail, IsUndoing = IsUndoing };

    /// <summary>What is left in memory of one that was read or written.</summary>
    public CustomerSnapshot WithoutState() => new() { Seq = Seq, Version = Version, Tail = Tail, IsUndoing = IsUndoing };

    /// <summary>A row's number, id, kind and time as one number. Its payload is left out: a purge empties it.</summary>
    public static uint TailOf(JournalRow row)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, (ulong)row.Seq);
        crc = BitOperations.Crc32C(crc, (ulong)row.ReceivedAt.UtcTicks / TimeSpan.TicksPerMicrosecond);
        crc = BitOperations.Crc32C(crc, (ulong)row.OccurredAt.UtcTicks / TimeSpan.TicksPerMicrosecond);
        return BitOperations.Crc32C(crc, (uint)row.Tier);
    }

    /// <summary>The state it holds and what is wrong with it: one of the two, or neither when it holds nothing.</summary>
    public (CustomerState? State, SnapshotFault? Fault) Read()
    {
        if (Json is not { Length: > 0 })
        {
            return (null, null);
        }

        if (Version != CurrentVersion)
        {
            return (null, SnapshotFault.OtherVersion);
        }

        if (Checksum != ChecksumOf(Json, Seq, Tail))
        {
            return (null, SnapshotFault.WrongChecksum);
        }

        try
        {
            var state = JsonSerializer.Deserialize(Json, CustomerJson.Default.CustomerState);
            return state?.Seq == Seq ? (state, null) : (null, SnapshotFault.Unreadable);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or OverflowException
            or NotSupportedException or KeyNotFoundException or ArgumentException or IndexOutOfRangeException)
        {
            return (null, SnapshotFault.Unreadable);
        }
    }

    /// <summary>How many events gate 1 refused, as any version said it; 0 when that cannot be read. The journal does not know it.</summary>
    public long ReadDropped()
    {
        try
        {
            using var json = JsonDocument.Parse(Json);
            return json.RootElement.TryGetProperty("dropped", out var dropped) && dropped.TryGetInt64(out var count) ? Math.Max(0, count) : 0;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return 0;
        }
    }

    private static uint ChecksumOf(string json, long seq, uint tail)
    {
        var crc = BitOperations.Crc32C(BitOperations.Crc32C(uint.MaxValue, (ulong)seq), tail);
        var chars = json.AsSpan();
        var words = MemoryMarshal.Cast<char, ulong>(chars);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var rest in chars[(words.Length * 4)..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return ~crc;
    }
}

/// <summary>Why a snapshot is not used.</summary>
internal enum SnapshotFault
{
    /// <summary>Written by another version of the fold.</summary>
    OtherVersion,

    /// <summary>Not as it was written.</summary>
    WrongChecksum,

    /// <summary>It is as it was written, and cannot be read.</summary>
    Unreadable,

    /// <summary>The journal does not hold the row that it was taken after: a backup was restored.</summary>
    AheadOfJournal,

    /// <summary>A merge was undone, or rows were over their time, since: what it holds of them is gone.</summary>
    Rewound,
}
