using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
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
    ILedger ledger, IAnchors anchors, IErasures erasures, IAccessLog accessLog, PolicyBook policies, Pseudonyms pseudonyms, IErasedList erased, TimeProvider time) : Grain, IConsentProofs
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
        var ledgers = isErased ? await Erased(pseudonym, viewer) : await Hers(id, viewer);
        return ledgers.All(static each => each.Entries.IsEmpty) ? null : new ConsentProof(
            pseudonym, isErased ? null : id, time.Now(), ledgers, ProofNotices.Of(ledgers, policies), ProofWords.How);
    }

    /// <summary>
    /// Of somebody who was erased her ledger is all that is left, with those of records that were part of hers and were erased by the same order; nobody but this says
    /// that they were looked at.
    /// </summary>
    private async Task<ImmutableArray<ProofLedger>> Erased(string pseudonym, Viewer viewer)
    {
        await accessLog.AppendAsync([new AccessEntry(viewer.Id, viewer.Role.ToString(), pseudonym, viewer.Purpose, "ledger", time.Now())]);
        var hers = await erasures.FindAsync(pseudonym);
        var ledgers = ImmutableArray.CreateBuilder<ProofLedger>();
        ledgers.Add(await Frozen(pseudonym, hers));
        foreach (var part in (hers is null ? [] : await erasures.ReadAsync(hers.OrderId)).Where(row => row.PartOf == pseudonym))
        {
            if (await Frozen(part.Pseudonym, part) is { Entries.IsEmpty: false } ledger)
            {
                ledgers.Add(ledger);
            }
        }

        return ledgers.ToImmutable();
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

    /// <summary>A ledger that has no journal any more, or one that stands still. Of an erased client the erasure says where it ends.</summary>
    private async Task<ProofLedger> Frozen(string id, ErasureRow? erasure = null)
    {
        var rows = await Rows(id);
        var end = erasure is { LedgerSeq: > 0 } ? new LedgerHead(erasure.LedgerSeq, erasure.LedgerHash) : null;
        return ProofLedgers.Of(id, rows, await anchors.CoverAsync(id), end is null ? ProofLedgers.Break(rows) : ConsentLedger.FirstBreak(rows, end));
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
