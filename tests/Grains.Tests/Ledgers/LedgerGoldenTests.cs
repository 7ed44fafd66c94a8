using System.Text;
using System.Text.Json;
using Luxe.Grains.Consent;
using Luxe.Grains.Ledgers;
using Luxe.Storage;
using Luxe.Tests;

namespace Luxe.Grains.Tests.Ledgers;

/// <summary>Entries from before switches, evidence and times of writing are read, checked and written as they ever were.</summary>
public sealed class LedgerGoldenTests
{
    [Fact]
    public void Rows_OfBefore_FormTheirChainAndAreWrittenTheSame()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "tests", "Grains.Tests", "Ledgers", "Golden", "ledger-v1.jsonl")).Select(Row).ToList();

        Assert.Equal(4, rows.Count);
        Assert.Null(ConsentLedger.FirstBreak(rows, new LedgerHead(4, rows[3].Hash)));
        var head = LedgerHead.Start;
        foreach (var row in rows)
        {
            var next = ConsentLedger.Next("c", head, ConsentLedger.Read(row).Decision);
            Assert.Equal(Encoding.UTF8.GetString(row.Payload.Span), Encoding.UTF8.GetString(next.Payload.Span));
            Assert.Equal(row.Hash, next.Hash);
            head = new LedgerHead(next.Seq, next.Hash);
        }

        Assert.Null(ProofLedgers.Of("c", rows, [], null).FirstBreak);
    }

    private static LedgerRow Row(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        return new LedgerRow(
            "c", root.GetProperty("seq").GetInt64(), DateTimeOffset.UnixEpoch, root.GetProperty("hash").GetString()!, root.GetProperty("previousHash").GetString()!,
            Encoding.UTF8.GetBytes(root.GetProperty("payload").GetString()!));
    }
}
