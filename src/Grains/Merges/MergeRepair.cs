using System.Collections.Immutable;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Grains.Customers;
using Luxe.Grains.Identity;
using Luxe.Storage;
using Microsoft.Extensions.Logging;

namespace Luxe.Grains.Merges;

/// <summary>
/// A merge is said in two journals: when the row of one side is damaged, it is made again from the other. The damaged row's checksum must say that this
/// is just what was written; otherwise it stays in quarantine, and nothing is guessed. Logs ids and numbers only.
/// </summary>
internal sealed partial class MergeRepair(IJournal journal, IQuarantine quarantine, IDirectory directory, IStandings standings, IdentityKeys keys, ILogger<MergeRepair> log)
{
    private const int LongestChain = 16;

    /// <summary>Mends what can be mended in a journal.</summary>
    /// <param name="customerId">Whose journal.</param>
    /// <param name="door">An absorbed id by which somebody came though she does not know it; null when there is none.</param>
    /// <returns>Whether anything was mended: then she is to be replayed from her first row.</returns>
    public async Task<bool> Mend(string customerId, string? door)
    {
        var own = new LifeOnPaper(customerId);
        await own.ReadOn(journal);
        var isMended = false;
        foreach (var damaged in own.Entries.Where(static entry => entry.IsDamaged))
        {
            isMended |= await MendInto(own, damaged) || await MendMerged(own, damaged, door);
        }

        return isMended;
    }

    /// <summary>Whether the list of damaged rows has any of hers.</summary>
    public async Task<bool> IsListed(string customerId) =>
        await quarantine.ListAsync(1, new QuarantinedRow(customerId, 0, RowDamage.Checksum, default)) is [var next] && next.Customer == customerId;

    /// <summary>The survivor's row, from the absorbed's: what it decided follows from both journals as they were then.</summary>
    private async Task<bool> MendMerged(LifeOnPaper own, JournalEntry damaged, string? door)
    {
        var origins = own.Entries.Where(entry => entry.Seq > damaged.Seq).Select(static entry => entry.Event).OfType<InteractionRecorded>().Select(static step => step.Origin);
        foreach (var id in origins.Prepend(door).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (await Absorbed(own.CustomerId, id) is { } absorbed)
            {
                var into = (MergedInto)absorbed.Entries[^1].Event!;
                foreach (var merged in MergeRules.Again(own, damaged.Seq, absorbed, into))
                {
                    if (await Write(own.CustomerId, damaged.Seq, merged, into.At))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>
    /// A lost row by which she became part of another and which nothing can mend, as that other's journal says it: she must not stand on her own again while the other
    /// holds her. It is not written, and her row stays in quarantine. Null when there is no such row.
    /// </summary>
    public async Task<MergedInto?> Signpost(LifeOnPaper own)
    {
        if (own.Entries is not [.., { IsDamaged: true } or { IsUnreadable: true }] || await Into(own, own.Entries[^1]) is not { } into)
        {
            return null;
        }

        Lost(log, own.CustomerId, own.Entries[^1].Seq);
        return into;
    }

    /// <summary>The absorbed's row, from the survivor's.</summary>
    private async Task<bool> MendInto(LifeOnPaper own, JournalEntry damaged) =>
        damaged == own.Entries[^1] && await Into(own, damaged) is { } into && await Write(own.CustomerId, damaged.Seq, into, into.At);

    /// <summary>What the survivor's journal says of a merge whose row in the absorbed's has this event id.</summary>
    private async Task<MergedInto?> Into(LifeOnPaper own, JournalEntry damaged)
    {
        if (damaged.EventId is not { } eventId || !eventId.StartsWith(MergeRules.EventIdOf(""), StringComparison.Ordinal)
            || await SurvivorOf(own.CustomerId, eventId[MergeRules.EventIdOf("").Length..]) is not { } survivorId || survivorId == own.CustomerId)
        {
            return null;
        }

        var survivor = new LifeOnPaper(survivorId);
        await survivor.ReadOn(journal);
        return survivor.Entries.Select(static entry => entry.Event).OfType<Merged>().LastOrDefault(merged => MergeRules.EventIdOf(merged.MergeId) == eventId && merged.AbsorbedId == own.CustomerId) is { } merged
            ? new MergedInto(merged.MergeId, survivor.CustomerId, merged.Actor, merged.Reason, merged.At)
            : null;
    }

    /// <summary>
    /// The list of merges names her. Of a stitched sequence nobody keeps a list: it went to whose device hers is, or to who answered for that one; its id, made
    /// again of the two, says to whom.
    /// </summary>
    private async Task<string?> SurvivorOf(string absorbedId, string mergeId)
    {
        if (await directory.GetAsync(MergeList.Kind, mergeId) is { } listed)
        {
            return MergeList.Read(listed).SurvivorId;
        }

        if (StitchIds.SurvivorOf(mergeId, absorbedId) is { } named)
        {
            return named;
        }

        var next = StitchIds.Is(mergeId) && await standings.FindAsync(absorbedId) is { Standing: (int)Standing.Stitching or (int)Standing.Stitched } row ? row.Into : null;
        for (var step = 0; next is not null && step < LongestChain; step++)
        {
            if (StitchIds.Names(keys, mergeId, absorbedId, next))
            {
                return next;
            }

            var life = new LifeOnPaper(next);
            await life.ReadOn(journal);
            next = life.State.Into?.SurvivorId;
        }

        return null;
    }

    /// <summary>Who became part of her, by way of whom an id did: her journal ends with the row that says so. Null when there is none.</summary>
    private async Task<LifeOnPaper?> Absorbed(string survivorId, string id)
    {
        for (var step = 0; step < LongestChain; step++)
        {
            var life = new LifeOnPaper(id);
            await life.ReadOn(journal);
            if (life.State.Into is not { } into || life.Entries[^1].Event is not MergedInto)
            {
                return null;
            }

            if (into.SurvivorId == survivorId)
            {
                return life;
            }

            id = into.SurvivorId;
        }

        return null;
    }

    private async Task<bool> Write(string customerId, long seq, CustomerEvent again, DateTimeOffset at)
    {
        if (!await quarantine.MendAsync(customerId, CustomerRows.ToRow(new JournalEntry(seq, CustomerRows.EventIdOf(again), again), at)))
        {
            return false;
        }

        Mended(log, customerId, seq);
        return true;
    }

    [LoggerMessage(1130, LogLevel.Warning, "Row {Seq} of customer {CustomerId}'s journal was damaged; it was made again from the other side of the merge that it says, and its checksum agrees.")]
    private static partial void Mended(ILogger log, string customerId, long seq);

    [LoggerMessage(1131, LogLevel.Error, "Row {Seq} of customer {CustomerId}'s journal, by which she became part of another, is damaged and cannot be mended; she is taken for the signpost that the other's journal says she is.")]
    private static partial void Lost(ILogger log, string customerId, long seq);
}
