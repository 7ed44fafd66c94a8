using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Luxe.Storage.Sealing;

namespace Luxe.Storage;

/// <summary>
/// The house's master keys, under which its clients' keys are wrapped: a text of lines <c>NUMBER BASE64</c> (32 bytes), numbers growing. The last
/// wraps, the others unwrap what was wrapped before a rotation. Blank lines and lines that begin with # are passed over. Never logged, never printed.
/// </summary>
public sealed class MasterKeys
{
    private const int PrintBytes = 8;
    private readonly FrozenDictionary<int, byte[]> _keys;

    private MasterKeys(SortedDictionary<int, byte[]> keys)
    {
        Newest = keys.Last().Key;
        Numbers = [.. keys.Keys];
        _keys = keys.ToFrozenDictionary();
    }

    /// <summary>The number of the key that wraps.</summary>
    public int Newest { get; }

    /// <summary>Every number, growing.</summary>
    public IReadOnlyList<int> Numbers { get; }

    /// <summary>Reads the text.</summary>
    /// <exception cref="FormatException">A line is none, or there is none; names the line's number, never what it holds.</exception>
    public static MasterKeys Read(TextReader lines)
    {
        var keys = new SortedDictionary<int, byte[]>();
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            if (line.Trim() is { Length: > 0 } text && !text.StartsWith('#'))
            {
                Add(keys, text, number);
            }
        }

        return keys.Count > 0 ? new MasterKeys(keys) : throw new FormatException("There is no master key: a line is a number, a blank and 32 bytes in base 64.");
    }

    /// <summary>Reads the text.</summary>
    /// <exception cref="FormatException">As the other one.</exception>
    public static MasterKeys Read(string text)
    {
        using var lines = new StringReader(text);
        return Read(lines);
    }

    /// <summary>A line with a new key.</summary>
    public static string NewLine(int number) => string.Create(CultureInfo.InvariantCulture, $"{number} {Convert.ToBase64String(RandomNumberGenerator.GetBytes(ClientKey.Bytes))}");

    /// <summary>Whether a key is here.</summary>
    public bool Has(int number) => _keys.ContainsKey(number);

    /// <summary>Tells a key from another one, and tells nothing of it.</summary>
    public string PrintOf(int number) => Convert.ToHexStringLower(HMACSHA256.HashData(_keys[number], "luxe master key"u8).AsSpan(0, PrintBytes));

    /// <summary>A client's key under the newest master: nonce, ciphertext, tag.</summary>
    internal byte[] Wrap(string customer, ReadOnlySpan<byte> key)
    {
        using var master = new ClientKey(_keys[Newest]);
        return master.Close(key, About.Key(customer, Newest));
    }

    /// <summary>A client's key.</summary>
    /// <exception cref="SealBrokenException">It was changed, or wrapped for somebody else or under another key.</exception>
    internal byte[] Unwrap(string customer, int number, ReadOnlySpan<byte> wrapped)
    {
        using var master = new ClientKey(_keys[number]);
        return master.Open(wrapped, About.Key(customer, number));
    }

    private static void Add(SortedDictionary<int, byte[]> keys, string line, int at)
    {
        var parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var key = new byte[ClientKey.Bytes + 1];
        if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1
            || !Convert.TryFromBase64String(parts[1], key, out var length) || length != ClientKey.Bytes)
        {
            throw new FormatException(FormattableString.Invariant($"Line {at} of the master keys is not a number, a blank and 32 bytes in base 64."));
        }

        if (keys.Count > 0 && keys.Last().Key >= number)
        {
            throw new FormatException(FormattableString.Invariant($"Line {at} of the master keys has the number {number}; it must be above the one before."));
        }

        keys.Add(number, key[..ClientKey.Bytes]);
    }
}
