using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Customers;
using Luxe.Grains.Identity;
using Luxe.Grains.Policies;
using Luxe.Grains.Rights;
using Luxe.Grains.Time;
using Luxe.Storage;

namespace Luxe.Grains.Ledgers;

/// <summary>Makes proofs from ledgers, anchors and the policy's versions. Holds nothing; it awaits clients, and no client awaits it.</summary>
[StatelessWorker]
internal sealed class ConsentProofs(
    ILedger ledger, IAnchors anchors, IAccessLog accessLog, PolicyBook policies, Pseudonyms pseudonyms, IErasedList erased, TimeProvider time) : Grain, IConsentProofs
{
    public Task<ConsentProof?> GetProof(string customerId, Viewer viewer) => CustomerCut.SeesLedger(viewer.Role) ? Make(customerId, viewer) : Task.FromResult<ConsentProof?>(null);

    public async Task<string?> GetJson(string customerId, Viewer viewer) => await GetProof(customerId, viewer) is { } proof ? ProofJson.Write(proof) : null;

    public async Task<string?> GetPage(string customerId, Viewer viewer, string? locale) => await GetProof(customerId, viewer) is { } proof
        ? ProofPage.Write(proof, ProofWords.For(locale), PolicyList.Notice(policies.Current, locale))
        : null;

    private async Task<ConsentProof?> Make(string id, Viewer viewer)
    {
        var pseudonym = Pseudonyms.Is(id) ? id : pseudonyms.Of(id);
        var isErased = Pseudonyms.Is(id) || erased.Contains(pseudonym);
        var ledgers = isErased ? [await Erased(pseudonym, viewer)] : await Hers(id, viewer);
        return ledgers.All(static each => each.Entries.IsEmpty) ? null : new ConsentProof(
            pseudonym, isErased ? null : id, time.Now(), ledgers, ProofNotices.Of(ledgers, policies), ProofWords.How);
    }

    /// <summary>Of somebody who was erased her ledger is all that is left; nobody but this says that it was looked at.</summary>
    private async Task<ProofLedger> Erased(string pseudonym, Viewer viewer)
    {
        await accessLog.AppendAsync([new AccessEntry(viewer.Id, viewer.Role.ToString(), pseudonym, viewer.Purpose, "ledger", time.Now())]);
        return await Frozen(pseudonym);
    }

    /// <summary>Her own ledger, checked against her journal, and those of records that are part of hers, which nobody writes to any more.</summary>
    private async Task<ImmutableArray<ProofLedger>> Hers(string customerId, Viewer viewer)
    {
        var view = await GrainFactory.GetGrain<ICustomerViews>(customerId).GetLedger(viewer);
        var person = await GrainFactory.GetGrain<ICustomerPerson>(customerId).GetPerson();
        var ledgers = ImmutableArray.CreateBuilder<ProofLedger>(1 + person.Doors.Length);
        ledgers.Add(ProofLedgers.Of(person.CustomerId, await Rows(person.CustomerId), await anchors.CoverAsync(person.CustomerId), view.FirstBreak));
        foreach (var door in person.Doors)
        {
            if (await Frozen(door) is { Entries.IsEmpty: false } part)
            {
                ledgers.Add(part);
            }
        }

        return ledgers.ToImmutable();
    }

    private async Task<ProofLedger> Frozen(string id)
    {
        var rows = await Rows(id);
        return ProofLedgers.Of(id, rows, await anchors.CoverAsync(id), ProofLedgers.Break(rows));
    }

    private async Task<List<LedgerRow>> Rows(string id)
    {
        var rows = new List<LedgerRow>();
        await foreach (var row in ledger.ReadAsync(id))
        {
            rows.Add(row);
        }

        return rows;
    }
}
