using System.Data.Common;
using System.Text.Json;
using Luxe.Storage.Databases;
using Luxe.Storage.Journal;

namespace Luxe.Storage.Verify;

/// <summary>
/// Walks every journal in the order of its key: numbers without gap or repeat, event ids that occur once, checksums, ledger entries beside
/// the rows that brought them. Holds one client at a time.
/// </summary>
internal sealed class JournalWalk(VerifyView view, LedgerWalk ledger, MergeCheck merges, long version, Faults faults, IProgress<HouseProgress>? progress)
{
    // The versions of the schema that brought the columns.
    private const long Checksums = 2;
    private const long EventKeys = 3;
    private const int MostUnreadable = 10_000;
    private const int ReportEvery = 50_000;
    private readonly HashSet<string> _eventIds = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> _known = [];
    private readonly List<MergeRow> _merges = [];
    private string? _customer;
    private long _seq;

    public long Journals { get; private set; }

    public long Rows { get; private set; }

    public long Redacted { get; private set; }

    public long WithoutChecksum { get; private set; }

    public async Task RunAsync(long total, CancellationToken cancellation)
    {
        for (var unreadable = 0; !await TryRunAsync(total, cancellation); unreadable++)
        {
            if (unreadable == MostUnreadable || !await SkipAsync(cancellation))
            {
                faults.Add("database", _customer ?? "", _seq + 1, "the journal cannot be read from here on");
                break;
            }
        }

        await FinishAsync(cancellation);
        await ledger.EndAsync(cancellation);
    }

    private string Columns => "customer, seq, event_id, kind, tier, occurred_at, received_at, payload" + (version >= Checksums ? ", checksum" : "") + (version >= EventKeys ? ", event_key" : "");

    private async Task<bool> TryRunAsync(long total, CancellationToken cancellation)
    {
        DbDataReader? reader = null;
        try
        {
            reader = _customer is null
                ? await view.ReadAsync($"SELECT {Columns} FROM journal ORDER BY customer, seq", cancellation)
                : await view.ReadAsync($"SELECT {Columns} FROM journal WHERE (customer, seq) > ($1, $2) ORDER BY customer, seq", cancellation, _customer, _seq);
            while (await reader.ReadAsync(cancellation))
            {
                await LookAsync(reader, cancellation);
                if (Rows % ReportEvery == 0)
                {
                    progress?.Report(new HouseProgress("journal rows", Rows, total));
                }
            }

            return true;
        }
        catch (DbException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            if (reader is not null)
            {
                await reader.DisposeAsync();
            }
        }
    }

    // The key's index says which row it is that cannot be read.
    private async Task<bool> SkipAsync(CancellationToken cancellation)
    {
        try
        {
            await using var next = _customer is null
                ? await view.ReadAsync("SELECT customer, seq FROM journal ORDER BY customer, seq LIMIT 1", cancellation)
                : await view.ReadAsync("SELECT customer, seq FROM journal WHERE (customer, seq) > ($1, $2) ORDER BY customer, seq LIMIT 1", cancellation, _customer, _seq);
            if (!await next.ReadAsync(cancellation))
            {
                return false;
            }

            var (customer, seq) = (next.GetString(0), next.GetInt64(1));
            await TurnToAsync(customer, cancellation);
            faults.Add("database", customer, seq, "the row cannot be read");
            _seq = seq;
            Rows++;
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    private async Task LookAsync(DbDataReader row, CancellationToken cancellation)
    {
        var (customer, seq) = (row.GetString(0), row.GetInt64(1));
        await TurnToAsync(customer, cancellation);
        Rows++;
        Number(seq);
        try
        {
            var eventId = row.Text(2);
            var kind = row.GetString(3);
            var (tier, occurred, received) = (row.GetInt64(4), row.GetInt64(5), row.GetInt64(6));
            var payload = row.GetFieldValue<byte[]>(7);
            if (eventId is not null && !_eventIds.Add(eventId))
            {
                faults.Add("event-id", customer, seq, "another row has the same event id");
            }

            Sum(row, customer, seq, JournalChecksum.Of(customer, seq, eventId, kind, tier, occurred, received, payload));
            Key(row, customer, seq, eventId);
            Read(customer, seq, kind, tier > 0 && Sealed.Is(payload), payload);
        }
        catch (Exception fault) when (fault is InvalidCastException or InvalidOperationException or OverflowException or FormatException)
        {
            faults.Add("checksum", customer, seq, "the row holds values that were never written");
        }
    }

    private void Number(long seq)
    {
        if (seq == _seq)
        {
            faults.Add("sequence", _customer!, seq, "the number is there twice");
        }
        else if (seq > _seq + 1)
        {
            faults.Add("sequence", _customer!, _seq + 1, seq == _seq + 2 ? "the row is not there" : FormattableString.Invariant($"the rows up to {seq - 1} are not there"));
        }

        _seq = seq;
    }

    private void Sum(DbDataReader row, string customer, long seq, long actual)
    {
        if (version < Checksums || row.IsDBNull(8))
        {
            WithoutChecksum++;
        }
        else if (row.GetInt64(8) != actual)
        {
            faults.Add("checksum", customer, seq, "the row is not what its checksum was made of");
        }
    }

    // Rows from before there were keys have none, and are looked for by their ids.
    private void Key(DbDataReader row, string customer, long seq, string? eventId)
    {
        if (version >= EventKeys && !row.IsDBNull(9) && (eventId is null || row.GetInt64(9) != EventKey.Of(customer, eventId)))
        {
            faults.Add("event-id", customer, seq, "a repeat of the row's event would not be recognised: its key is another's");
        }
    }

    // Interactions bring no ledger entry and are most of all rows: they are not read further.
    private void Read(string customer, long seq, string kind, bool isSealed, byte[] payload)
    {
        if (kind == JournalRow.RedactedKind)
        {
            Redacted++;
            return;
        }

        // What is sealed is personal, and brings no ledger entry either.
        if (kind == "interaction" || isSealed)
        {
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(payload);
            if (json.RootElement.TryGetProperty("ledger", out var head) && head.ValueKind == JsonValueKind.Object)
            {
                _known[head.GetProperty("seq").GetInt64()] = head.GetProperty("hash").GetString()!;
            }

            if (MergeRow.Read(seq, kind, json.RootElement) is { } merge)
            {
                _merges.Add(merge);
            }
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException)
        {
            faults.Add("checksum", customer, seq, "the row cannot be understood");
        }
    }

    private async Task TurnToAsync(string customer, CancellationToken cancellation)
    {
        if (_customer == customer)
        {
            return;
        }

        await FinishAsync(cancellation);
        (_customer, _seq) = (customer, 0);
        Journals++;
    }

    private async Task FinishAsync(CancellationToken cancellation)
    {
        if (_customer is not null)
        {
            await ledger.CheckAsync(_customer, _known, cancellation);
            await merges.CheckAsync(_customer, _merges, cancellation);
        }

        _merges.Clear();
        _known.Clear();
        _eventIds.Clear();
    }
}
