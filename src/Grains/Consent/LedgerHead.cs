using System.Buffers.Binary;

namespace Luxe.Grains.Consent;

/// <summary>Where a client's ledger ends. In memory the hash is its 32 bytes, a fifth of the text that it is everywhere else.</summary>
internal sealed record LedgerHead
{
    private readonly UInt128 _high;
    private readonly UInt128 _low;

    /// <summary>A hash that is not one of ours stays as it was given.</summary>
    private readonly string? _text;

    /// <summary>The entry's number, and its hash as 64 lower-case hexadecimal digits.</summary>
    public LedgerHead(long seq, string hash)
    {
        Seq = seq;
        Span<byte> bytes = stackalloc byte[32];
        if (hash.Length == 64 && Convert.FromHexString(hash, bytes, out _, out _) == System.Buffers.OperationStatus.Done && Convert.ToHexStringLower(bytes) == hash)
        {
            _high = BinaryPrimitives.ReadUInt128BigEndian(bytes);
            _low = BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]);
        }
        else
        {
            _text = hash;
        }
    }

    public static LedgerHead Start { get; } = new(0, new string('0', 64));

    public long Seq { get; }

    public string Hash
    {
        get
        {
            if (_text is not null)
            {
                return _text;
            }

            Span<byte> bytes = stackalloc byte[32];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, _high);
            BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], _low);
            return Convert.ToHexStringLower(bytes);
        }
    }
}
