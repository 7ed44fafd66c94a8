using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Verify;

/// <summary>
/// Walks all ledgers beside the journals, in the same order. Each entry's hash is SHA-256 over the former entry's hash as text (64 zeros at
/// the beginning) and its own payload; the journal's rows say which hashes the entries had when they were written.
/// </summary>
internal sealed class LedgerWalk(DbDataReader reader, ErasedLedgers erased, Faults faults)
{
    public const string Query = "SELECT customer, seq, hash, previous_hash, payload FROM ledger ORDER BY customer, seq";

    private const string Check = "ledger";
    private static readonly string Start = new('0', 64);
    private string? _customer;
    private bool _unreadable;

    public long Entries { get; private set; }

    public async Task BeginAsync(CancellationToken cancellation) => await NextAsync(cancellation);

    /// <summary>Checks the ledgers before and of a customer; the journal says what it knows of hers.</summary>
    public async Task CheckAsync(string customer, IReadOnlyDictionary<long, string> known, CancellationToken cancellation)
    {
        await SkipToAsync(customer, cancellation);
        var last = _customer == customer ? await ChainAsync(known, cancellation) : 0;
        foreach (var seq in known.Keys.Where(seq => seq > last && !_unreadable).Order())
        {
            faults.Add(Check, customer, seq, "the journal knows an entry that is not there");
        }
    }

    /// <summary>What lies after the last journal.</summary>
    public Task EndAsync(CancellationToken cancellation) => SkipToAsync(null, cancellation);

    private async Task SkipToAsync(string? customer, CancellationToken cancellation)
    {
        while (_customer is not null && (customer is null || string.CompareOrdinal(_customer, customer) < 0))
        {
            if (erased.Find(_customer) is { } end)
            {
                await EndAsync(_customer, end, cancellation);
                continue;
            }

            faults.Add("sequence", _customer, 1, "there is a ledger, and no row of the journal that it belongs to");
            await ChainAsync(new Dictionary<long, string>(), cancellation);
        }
    }

    /// <summary>Of an erased client no journal is left: the erasure says where her ledger ends, and with what.</summary>
    private async Task EndAsync(string pseudonym, (long Seq, string Hash) end, CancellationToken cancellation)
    {
        var last = await ChainAsync(new Dictionary<long, string> { [end.Seq] = end.Hash }, cancellation);
        if (last != end.Seq && !_unreadable)
        {
            faults.Add(Check, pseudonym, Math.Min(last, end.Seq) + 1, last < end.Seq ? "the entry is not there" : "the entry was written after she was erased");
        }
    }

    private async Task<long> ChainAsync(IReadOnlyDictionary<long, string> known, CancellationToken cancellation)
    {
        var customer = _customer!;
        var (last, head) = (0L, Start);
        while (_customer == customer)
        {
            Entries++;
            var seq = reader.GetInt64(1);
            var (hash, previous) = (reader.GetString(2), reader.GetString(3));
            var own = Hash(previous, reader.GetFieldValue<byte[]>(4));
            for (var missing = last + 1; missing < seq; missing++)
            {
                faults.Add(Check, customer, missing, "the entry is not there");
            }

            if (own != hash)
            {
                faults.Add(Check, customer, seq, "the entry is not what its hash was made of");
            }
            else if (seq == last + 1 && previous != head)
            {
                faults.Add(Check, customer, seq, "the entry does not follow from the one before it");
            }
            else if (known.TryGetValue(seq, out var written) && written != hash)
            {
                faults.Add(Check, customer, seq, "the entry is another than the journal knows");
            }

            (last, head) = (seq, hash);
            await NextAsync(cancellation);
        }

        return last;
    }

    private async Task NextAsync(CancellationToken cancellation)
    {
        try
        {
            _customer = await reader.ReadAsync(cancellation) ? reader.GetString(0) : null;
        }
        catch (DbException) when (!cancellation.IsCancellationRequested)
        {
            faults.Add("database", _customer ?? "", null, "the ledgers cannot be read from here on");
            (_customer, _unreadable) = (null, true);
        }
    }

    private static string Hash(string previous, byte[] payload)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.ASCII.GetBytes(previous));
        sha.AppendData(payload);
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
