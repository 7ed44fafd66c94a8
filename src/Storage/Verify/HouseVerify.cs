using System.Data.Common;
using Luxe.Storage.Databases;
using Luxe.Storage.Verify;

namespace Luxe.Storage;

/// <summary>Checks everything that a house keeps of its clients, running or not. It reads as a stream, holds one client at a time, and changes nothing.</summary>
public sealed class HouseVerify(HouseData house, IProgress<HouseProgress>? progress = null)
{
    /// <summary>The schema that brought keys, anchors and erasures.</summary>
    private const int Rights = 6;

    /// <summary>Checks all of it.</summary>
    /// <exception cref="InvalidDataException">There is no house, or none that this Luxe knows.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot be read at all.</exception>
    public async Task<VerifyReport> RunAsync(CancellationToken cancellation)
    {
        if (!house.Exists)
        {
            throw new InvalidDataException($"{house.Folder} holds no luxe.db: there is no house.");
        }

        try
        {
            return await WalkAsync(cancellation);
        }
        catch (DbException fault)
        {
            throw new StorageUnavailableException("The database cannot be read: " + fault.Message, fault);
        }
    }

    private async Task<VerifyReport> WalkAsync(CancellationToken cancellation)
    {
        var faults = new Faults();
        await using var view = await VerifyView.OpenAsync(house, cancellation);
        var version = await view.NumberAsync("SELECT COALESCE(MAX(version), 0) FROM schema_version", cancellation);
        if (version > Schema.Migrations.All[^1].Version)
        {
            throw new InvalidDataException(FormattableString.Invariant($"The database has schema version {version}; this Luxe knows versions up to {Schema.Migrations.All[^1].Version}."));
        }

        progress?.Report(new HouseProgress("counting", 0, 0));
        var total = await CountAsync(view, faults, cancellation);
        var erased = version >= Rights ? await ErasedLedgers.ReadAsync(view, cancellation) : ErasedLedgers.None;
        await using var entries = await view.ReadAsync(LedgerWalk.Query, cancellation);
        var ledger = new LedgerWalk(entries, erased, faults);
        await ledger.BeginAsync(cancellation);
        var merges = new MergeCheck(view, faults);
        var journal = new JournalWalk(view, ledger, merges, version, faults, progress);
        await journal.RunAsync(total ?? 0, cancellation);
        if (total is not null && journal.Rows != total)
        {
            faults.Add("key", "", null, FormattableString.Invariant($"the journal's table has {total} rows, its key leads to {journal.Rows}"));
        }

        if (version >= 2)
        {
            await QuarantineAsync(view, faults, cancellation);
        }

        var anchors = new AnchorWalk(view, AnchorLog.Read(house.Folder), faults);
        if (version >= Rights)
        {
            await KeyWalk.RunAsync(view, faults, cancellation);
            await anchors.RunAsync(cancellation);
        }

        var snapshots = new SnapshotWalk(house, faults, progress);
        await RunAsync(snapshots, faults, cancellation);
        return new VerifyReport
        {
            Journals = journal.Journals,
            Rows = journal.Rows,
            Redacted = journal.Redacted,
            WithoutChecksum = journal.WithoutChecksum,
            LedgerEntries = ledger.Entries,
            Anchors = anchors.Count,
            Snapshots = snapshots.Snapshots,
            Merges = merges.Rows,
            FaultCount = faults.Count,
            Faults = faults.Kept,
        };
    }

    private static async Task<long?> CountAsync(VerifyView view, Faults faults, CancellationToken cancellation)
    {
        try
        {
            return await view.CountTableAsync(cancellation);
        }
        catch (DbException) when (!cancellation.IsCancellationRequested)
        {
            faults.Add("database", "", null, "a page of the journal's table cannot be read: its rows cannot be counted beside their key");
            return null;
        }
    }

    private static async Task RunAsync(SnapshotWalk snapshots, Faults faults, CancellationToken cancellation)
    {
        try
        {
            await snapshots.RunAsync(cancellation);
        }
        catch (DbException) when (!cancellation.IsCancellationRequested)
        {
            faults.Add("database", "", null, "the snapshots cannot be read from here on");
        }
    }

    private static async Task QuarantineAsync(VerifyView view, Faults faults, CancellationToken cancellation)
    {
        await using var rows = await view.ReadAsync("SELECT customer, seq, reason FROM quarantine ORDER BY customer, seq", cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            faults.Add("quarantine", rows.GetString(0), rows.GetInt64(1), $"the row is in quarantine ({rows.GetString(2)})");
        }
    }
}
