using System.Collections.Immutable;
using Luxe.ClientelingApp.Access;
using Luxe.ClientelingApp.Clients;
using Luxe.ClientelingApp.Stores;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;

namespace Luxe.ClientelingApp.Duplicates;

/// <summary>What the page of duplicates reads and orders. Every look at a client names its purpose and is in the access log.</summary>
public sealed class DuplicatesDesk(IGrainFactory grains, ClientReader clients, StorePlaces stores, TimeProvider time)
{
    private const string Purpose = "duplicates";
    private const int Few = 20;

    /// <summary>The clock by which the page tells days.</summary>
    public TimeProvider Time => time;

    /// <summary>Open pairs, oldest first, and where the next page begins.</summary>
    public Task<CandidatePage> Open(string? after) => grains.GetGrain<IMergeCandidates>(IMergeCandidates.Key).ListOpen(after, Few);

    /// <summary>The latest merges that somebody ordered.</summary>
    public async Task<ImmutableArray<MergeRecord>> Recent() => (await grains.GetGrain<IMergeList>(IMergeList.Key).List(null, Few)).Merges;

    /// <summary>The merge as it would be, with the names of both as far as the viewer may know.</summary>
    public async Task<DryRun> Look(Staff staff, string survivorId, string absorbedId, ImmutableArray<MatchReason> reasons)
    {
        var mergeId = $"m-{Guid.CreateVersion7(time.GetUtcNow()):N}";
        var order = Order(staff, mergeId, absorbedId, reasons);
        var preview = grains.GetGrain<ICustomerMerges>(survivorId).Preview(order, staff.For(Purpose));
        var (stays, joins) = (await clients.Profile(staff, survivorId, Purpose), await clients.Profile(staff, absorbedId, Purpose));
        var result = await preview;
        var associate = result.AssociateId is { } id ? await stores.NameOf(id) : null;
        return new DryRun(mergeId, survivorId, absorbedId, DuplicateWords.Name(stays?.Traits), DuplicateWords.Name(joins?.Traits), result, associate);
    }

    /// <summary>Merges as was shown; asked twice it is one merge.</summary>
    public async Task<MergeOutcome> Merge(Staff staff, DryRun run, MergeCandidate candidate)
    {
        var outcome = await grains.GetGrain<ICustomerMerges>(run.SurvivorId).Absorb(Order(staff, run.MergeId, run.AbsorbedId, candidate.Reasons));
        if (outcome.Refusal == MergeRefusal.None)
        {
            await grains.GetGrain<ICustomerMerges>(run.AbsorbedId).CatchUp();
        }

        return outcome;
    }

    /// <summary>These are two people.</summary>
    public Task Dismiss(Staff staff, MergeCandidate candidate) => grains.GetGrain<IMergeCandidateGrain>(candidate.Id).Dismiss(staff.Id);

    /// <summary>Takes a merge back.</summary>
    public async Task<UndoOutcome> TakeBack(Staff staff, MergeRecord merge)
    {
        var outcome = await grains.GetGrain<ICustomerMerges>(merge.SurvivorId).Undo(merge.MergeId, staff.Id);
        if (outcome is { Result: UndoResult.Done or UndoResult.AlreadyDone, AbsorbedId: { } restored })
        {
            await grains.GetGrain<ICustomerMerges>(restored).CatchUp();
        }

        return outcome;
    }

    private MergeOrder Order(Staff staff, string mergeId, string absorbedId, ImmutableArray<MatchReason> reasons) =>
        new(mergeId, absorbedId, staff.Id, DuplicateWords.Code(reasons), time.GetUtcNow());
}

/// <summary>A merge as it would be.</summary>
/// <param name="MergeId">The order's id, should it be given.</param>
/// <param name="SurvivorId">Who stays.</param>
/// <param name="AbsorbedId">Who joins her.</param>
/// <param name="Stays">The name of the one who stays.</param>
/// <param name="Joins">The name of the one who joins.</param>
/// <param name="Preview">The result.</param>
/// <param name="Associate">The name of whose book the merged client would be in.</param>
public sealed record DryRun(string MergeId, string SurvivorId, string AbsorbedId, string Stays, string Joins, MergePreview Preview, string? Associate);
