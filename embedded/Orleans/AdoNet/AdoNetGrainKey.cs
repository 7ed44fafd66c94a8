using System.Buffers.Binary;
using System.Data.Common;
using System.Text;

namespace Luxe.Embedded;

/// <summary>
/// A grain's key as the columns of <c>OrleansStorage</c> hold it: two numbers and a text.
/// What a key looks like decides, not what its interface says: a text of hexadecimal digits is kept as a number, as Orleans keeps it.
/// </summary>
internal readonly struct AdoNetGrainKey
{
    private readonly byte[] _hashed;

    private AdoNetGrainKey(long n0, long n1, string? text, ReadOnlySpan<byte> number)
    {
        N0 = n0;
        N1 = n1;
        Text = text;
        _hashed = [.. number, .. Encoding.UTF8.GetBytes(text ?? "")];
        Array.Reverse(_hashed);
    }

    internal long N0 { get; }

    internal long N1 { get; }

    internal string? Text { get; }

    internal int Hash => unchecked((int)StableHash.ComputeHash(_hashed));

    internal static AdoNetGrainKey Of(GrainId grain)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (grain.TryGetGuidKey(out var guid, out var extension))
        {
            guid.TryWriteBytes(bytes);
            return new(BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]), extension, bytes);
        }

        if (grain.TryGetIntegerKey(out var number, out extension))
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
            return new(0, number, extension, bytes[..8]);
        }

        return new(0, 0, grain.Key.ToString()!, []);
    }

    /// <summary>Adds every parameter that finds a row.</summary>
    internal void Bind(DbCommand command, string stateName, string serviceId)
    {
        command.Add("GrainIdHash", Hash);
        command.AddLong("GrainIdN0", N0);
        command.AddLong("GrainIdN1", N1);
        command.Add("GrainTypeHash", unchecked((int)StableHash.ComputeHash(Encoding.UTF8.GetBytes(stateName))));
        command.Add("GrainTypeString", stateName);
        command.Add("GrainIdExtensionString", Text);
        command.Add("ServiceId", serviceId);
    }
}
