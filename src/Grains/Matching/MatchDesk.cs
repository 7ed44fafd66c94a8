using System.Collections.Immutable;
using Luxe.Contracts.Identity;
using Luxe.Grains.Identity;
using Luxe.Storage;
using Orleans.Concurrency;

namespace Luxe.Grains.Matching;

/// <summary>Rows of customer ids under keyed hashes, in the directory: filing is an insert that shares its commit, so that nobody waits for a bucket.</summary>
/// <remarks>Reentrant: it has no state. Of two who file at once, each after her own row, at least the later one finds the other.</remarks>
[StatelessWorker, Reentrant]
internal sealed class MatchDesk(IDirectory directory, IdentityKeys keys) : Grain, IMatchDesk
{
    /// <summary>The list in the directory: id is key and customer, sorted by key, no payload. Held at Category, gone with it.</summary>
    public const string Kind = "match";

    /// <summary>A key that more clients than this share says nothing about any two of them.</summary>
    private const int Crowd = 12;

    public async Task Join(string customerId, NameCard card)
    {
        var mine = NameKeys.Of(card, keys);
        await directory.UpsertAsync([.. mine.Select(key => new DirectoryRow(Kind, $"{key}~{customerId}", key, default))]);
        foreach (var key in mine)
        {
            // Rows of the key are neighbours: the page that begins there holds all of them, or as many as make a crowd.
            var page = await directory.ListAsync(Kind, Crowd + 1, new DirectoryCursor(key, ""));
            var sharing = page.Where(row => row.SortKey == key).Select(row => row.Id[(key.Length + 1)..]).ToImmutableArray();
            if (sharing.Length > Crowd)
            {
                continue;
            }

            foreach (var other in sharing.Remove(customerId))
            {
                await GrainFactory.GetGrain<IMergeCandidateGrain>(MergeCandidate.IdOf(customerId, other)).Raise(MatchReason.NameAndBirthday);
            }
        }
    }

    public async Task Leave(string customerId, NameCard card)
    {
        foreach (var key in NameKeys.Of(card, keys))
        {
            await directory.DeleteAsync(Kind, $"{key}~{customerId}");
        }
    }
}
