using System.Security.Cryptography;
using Luxe.Contracts.Policies;
using Luxe.Storage;

namespace Luxe.Grains.Policies;

/// <summary>The policy that travels inside the program, for a house that brings none of its own.</summary>
internal static class ShippedPolicy
{
    private const string Resource = "shipped.policy.json";

    private static readonly byte[] Bytes = ReadBytes();

    /// <summary>As it reads.</summary>
    public static PolicyDocument Document { get; } = PolicyReader.Read(Bytes, Resource);

    /// <summary>As it is kept.</summary>
    public static PolicyRow Row(DateTimeOffset now) => RowOf(Document, Bytes, now);

    /// <summary>A version as it is kept.</summary>
    public static PolicyRow RowOf(PolicyDocument document, ReadOnlyMemory<byte> bytes, DateTimeOffset now) =>
        new(document.Version, document.EffectiveFrom, Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), bytes, now);

    private static byte[] ReadBytes()
    {
        using var stream = typeof(ShippedPolicy).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException("The shipped policy is not in the program.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
