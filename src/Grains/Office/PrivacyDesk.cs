using System.Collections.Immutable;
using System.Globalization;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Office;
using Luxe.Contracts.Rights;
using Luxe.Grains.Consent;
using Luxe.Grains.Identity;
using Luxe.Grains.Rights;
using Luxe.Grains.Rolls;
using Luxe.Grains.Time;
using Luxe.Storage;

namespace Luxe.Grains.Office;

/// <summary>The privacy officer's desk. Holds nothing; each look is logged before it is answered.</summary>
[StatelessWorker]
internal sealed class PrivacyDesk(IOfficeQueries office, IAccessLog log, ILedger ledger, Pseudonyms pseudonyms, TierCensus census, TimeProvider time) : Grain, IPrivacyDesk
{
    private const int LookPageSize = 50;
    private const int MostDays = 366;

    /// <summary>Clients whom the house itself put before an associate.</summary>
    private static readonly string[] Announced = ["arrival", "dispatch"];

    public async Task<TierCounts?> GetTiers(Viewer viewer)
    {
        await Note(viewer, "tiers");
        return await census.Count();
    }

    public async Task<FoundLedger?> FindLedger(Viewer viewer, string pseudonymOrId)
    {
        Admit(viewer);
        var pseudonym = Pseudonyms.Is(pseudonymOrId) ? pseudonymOrId : pseudonyms.Of(pseudonymOrId);
        if (await office.FindErasedAsync(pseudonym) is { } erased)
        {
            await Note(viewer, "ledger", pseudonym);
            return new FoundLedger(pseudonym, await Read(erased), new ErasureNote(erased.OrderId, erased.Actor, erased.Channel, erased.ErasedAt, erased.DoneAt));
        }

        if (Pseudonyms.Is(pseudonymOrId))
        {
            await Note(viewer, "ledger");
            return null;
        }

        // Her own grain writes that look to the log.
        var found = await GrainFactory.GetGrain<ICustomerViews>(pseudonymOrId).GetLedger(viewer);
        return found.Entries.IsEmpty && found.FirstBreak is null ? null : new FoundLedger(pseudonymOrId, found, null);
    }

    public async Task<LookPage> GetLooks(Viewer viewer, LookQuery query)
    {
        await Note(viewer, "looks", query.CustomerId);
        var before = query.Before ?? long.MaxValue;
        var rows = query switch
        {
            { CustomerId: { } customer } => await log.ReadByCustomerAsync(customer, LookPageSize, before),
            { ViewerId: { } staff } => await log.ReadByViewerAsync(staff, LookPageSize, before),
            _ => await office.ReadLooksAsync(LookPageSize, before),
        };
        return new LookPage([.. rows.Select(Look)], rows.Length < LookPageSize ? null : rows[^1].Id);
    }

    public async Task<AnomalyReport> GetAnomalies(Viewer viewer, int days)
    {
        await Note(viewer, "anomalies");
        var since = Since(days);
        return Anomalies.Find(await office.CountLooksAsync(nameof(ViewerRole.Associate), since, RollPages.Book(""), Announced), since);
    }

    public async Task<RetentionReport> GetRetention(Viewer viewer, int days)
    {
        await Note(viewer, "retention");
        return RetentionDays.Sum(await office.ReadRetentionAsync(RetentionDays.Number(Since(days))));
    }

    public async Task BeginRetention(Viewer viewer)
    {
        await Note(viewer, "retention begun");
        for (var shard = 0; shard < IRetentionShard.Count; shard++)
        {
            await GrainFactory.GetGrain<IRetentionShard>(shard.ToString(CultureInfo.InvariantCulture)).Sweep();
        }
    }

    private async Task<LedgerView> Read(ErasedClient erased)
    {
        var rows = new List<LedgerRow>();
        await foreach (var row in ledger.ReadAsync(erased.Pseudonym))
        {
            rows.Add(row);
        }

        return new LedgerView([.. rows.Select(ConsentLedger.Read)], ConsentLedger.FirstBreak(rows, new LedgerHead(erased.LedgerSeq, erased.LedgerHash)));
    }

    private static Look Look(AccessRow row) =>
        new(row.Id, row.Entry.Viewer, row.Entry.Role, row.Entry.Customer, row.Entry.Purpose, row.Entry.What, row.Entry.At);

    private DateTimeOffset Since(int days) => time.Now() - TimeSpan.FromDays(Math.Clamp(days, 1, MostDays));

    private Task Note(Viewer viewer, string what, string? customer = null)
    {
        Admit(viewer);
        return log.AppendAsync([new AccessEntry(viewer.Id, viewer.Role.ToString(), customer, viewer.Purpose, what, time.Now())]);
    }

    private static void Admit(Viewer viewer)
    {
        if (viewer.Role is not (ViewerRole.PrivacyOfficer or ViewerRole.Integration))
        {
            throw new UnauthorizedAccessException("This is the privacy officer's.");
        }
    }
}
