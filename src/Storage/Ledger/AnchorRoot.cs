using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Luxe.Storage.Ledger;

/// <summary>
/// The root of an anchor, leaf by leaf. Whose a leaf is goes in by its hash alone, so that a ledger that is filed under a pseudonym later leaves
/// the root as it was.
/// </summary>
internal sealed class AnchorRoot : IDisposable
{
    public static readonly string Start = new('0', 64);

    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public AnchorRoot(string previous, DateOnly day) => Line(string.Create(CultureInfo.InvariantCulture, $"{previous}\n{day:yyyy-MM-dd}\n"));

    /// <summary>Leaves in the ordinal order of their hashes.</summary>
    public void Add(long seq, string hash) => Line(string.Create(CultureInfo.InvariantCulture, $"{seq}:{hash}\n"));

    public string End() => Convert.ToHexStringLower(_sha.GetHashAndReset());

    public void Dispose() => _sha.Dispose();

    private void Line(string line) => _sha.AppendData(Encoding.UTF8.GetBytes(line));
}
